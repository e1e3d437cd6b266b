from django.db import migrations

from inspectorate.frameworks import reference_data


def load(apps, schema_editor):
    reference_data.load_checklist(apps.get_model)


class Migration(migrations.Migration):
    dependencies = [("frameworks", "0003_checklist")]

    # Backwards the rows stay: they may be in use, and loading them again is harmless.
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
