import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="recommendation",
            name="reference",
            field=models.CharField(
                help_text="Public and for ever; survives renumbering.",
                max_length=120,
                unique=True,
                validators=[
                    django.core.validators.RegexValidator(
                        "\\A[A-Za-z0-9][A-Za-z0-9._-]*\\Z",
                        "A reference stands in public addresses: begin with a letter or digit, and use only letters without accents, digits, hyphens, dots and underscores, as in PORTSMOUTH-2014-01.",
                    )
                ],
                verbose_name="reference",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reference__regex", "\\A[A-Za-z0-9][A-Za-z0-9._-]*\\Z")
                ),
                name="recommendation_reference_form",
            ),
        ),
    ]
