import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Made anew: SQLite adds a column only behind the words, and what the table holds
    is made again from the editions after every migration that leaves it empty.
    """

    dependencies = [
        ("authorities", "0006_office_ends_as_stated"),
        ("reports", "0022_answers_of_authorities"),
    ]

    operations = [
        migrations.DeleteModel(name="SearchedText"),
        migrations.CreateModel(
            name="SearchedText",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="searched",
                        to="reports.edition",
                        verbose_name="edition",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="authorities.service",
                        verbose_name="service",
                    ),
                ),
                ("words", models.TextField(verbose_name="words")),
            ],
            options={
                "verbose_name": "searched text",
                "verbose_name_plural": "searched texts",
            },
        ),
    ]
