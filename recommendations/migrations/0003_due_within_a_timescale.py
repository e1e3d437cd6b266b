from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0002_reference_form")]

    operations = [
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("due_on", None),
                    models.Q(
                        ("timescale__in", ["ongoing", "not_stated"]), _negated=True
                    ),
                    _connector="OR",
                ),
                name="recommendation_due_within_a_timescale",
                violation_error_message="What is ongoing, or was given no time, is never due: choose a timescale such as “Within 3 months”, or take the due date away.",
            ),
        ),
    ]
