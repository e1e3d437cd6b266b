import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("authorities", "0002_reference_data")]

    operations = [
        migrations.AlterField(
            model_name="authority",
            name="gss_code",
            field=models.CharField(
                blank=True,
                help_text="The code of the Office for National Statistics: W06000012.",
                max_length=9,
                null=True,
                unique=True,
                validators=[
                    django.core.validators.RegexValidator(
                        "\\A[A-Z][0-9]{8}\\Z",
                        "Write a capital letter and eight digits, such as W06000012.",
                    )
                ],
                verbose_name="GSS code",
            ),
        ),
        migrations.AddConstraint(
            model_name="authority",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("gss_code", None),
                    ("gss_code__regex", "\\A[A-Z][0-9]{8}\\Z"),
                    _connector="OR",
                ),
                name="authority_gss_code_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="authority",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug__regex", "\\A[A-Za-z0-9_-]+\\Z")),
                name="authority_slug_form",
            ),
        ),
    ]
