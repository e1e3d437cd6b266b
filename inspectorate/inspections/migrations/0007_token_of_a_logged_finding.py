from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inspections", "0006_draft_of_a_finding"),
    ]

    operations = [
        migrations.AddField(
            model_name="finding",
            name="log_token",
            field=models.UUIDField(
                editable=False, null=True, unique=True, verbose_name="token of the form"
            ),
        ),
    ]
