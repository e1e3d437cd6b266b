import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("frameworks", "0002_reference_data"),
        ("inspections", "0005_evidence_files"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="finding",
            name="finding_names_the_duty",
        ),
        migrations.RemoveConstraint(
            model_name="finding",
            name="finding_has_theme",
        ),
        migrations.AlterField(
            model_name="finding",
            name="classification",
            field=models.CharField(
                blank=True,
                choices=[
                    ("strength", "Strength"),
                    ("improvement_noted", "Improvement noted"),
                    ("area_for_improvement", "Area for improvement"),
                    ("challenge", "Challenge"),
                    ("priority_concern", "Priority concern"),
                    ("non_compliance", "Non-compliance"),
                ],
                help_text="May wait until quality assurance.",
                max_length=30,
                verbose_name="classification",
            ),
        ),
        migrations.AlterField(
            model_name="finding",
            name="theme",
            field=models.ForeignKey(
                blank=True,
                help_text="May wait until quality assurance.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="findings",
                to="frameworks.theme",
                verbose_name="theme",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("change", "not_revisited"), _negated=True),
                    models.Q(("change_reason", ""), _negated=True),
                    models.Q(("recorded_from", ""), _negated=True),
                    _connector="OR",
                ),
                name="finding_not_revisited_with_reason",
                violation_error_message="Give the reason why the earlier finding was not revisited.",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("text_en", ""), _negated=True),
                    models.Q(("text_cy", ""), _negated=True),
                    ("previous__isnull", False),
                    models.Q(("recorded_from", ""), _negated=True),
                    _connector="OR",
                ),
                name="finding_says_something",
                violation_error_message="Write what was found, in English or in Welsh.",
            ),
        ),
    ]
