from django.db import migrations

from inspectorate.measures import reference_data


def load(apps, schema_editor):
    reference_data.load(apps.get_model)


class Migration(migrations.Migration):
    dependencies = [("measures", "0001_initial")]

    # Backwards the rows stay: they may be in use, and loading them again is harmless.
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
