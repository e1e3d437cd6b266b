import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inspections", "0007_token_of_a_logged_finding"),
        ("recommendations", "0003_due_within_a_timescale"),
    ]

    operations = [
        migrations.CreateModel(
            name="Revisit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "outcome",
                    models.TextField(
                        blank=True,
                        help_text="What inspectors found of it this time. Empty until then.",
                        verbose_name="outcome",
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisits",
                        to="inspections.inspection",
                        verbose_name="inspection",
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisits",
                        to="recommendations.recommendation",
                        verbose_name="recommendation",
                    ),
                ),
            ],
            options={
                "verbose_name": "recommendation revisited",
                "verbose_name_plural": "recommendations revisited",
                "ordering": ["inspection", "recommendation__position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("inspection", "recommendation"), name="revisit_once"
                    )
                ],
            },
        ),
    ]
