from django.db import migrations

from inspectorate.reports import reference_data


def load(apps, schema_editor):
    reference_data.load(apps.get_model)


class Migration(migrations.Migration):
    dependencies = [("reports", "0008_placements_and_standing_wording")]

    # Backwards the rows stay: the table is taken away by the migration before.
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
