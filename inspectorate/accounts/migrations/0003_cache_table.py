from django.core.management import call_command
from django.db import migrations


def create(apps, schema_editor):
    database = schema_editor.connection.alias
    call_command("createcachetable", "cache", database=database, verbosity=0)


class Migration(migrations.Migration):
    """The table of settings.CACHES, which every process shares."""

    dependencies = [("accounts", "0002_notices_by")]
    operations = [
        migrations.RunPython(create, migrations.RunPython.noop),
        migrations.RunSQL(migrations.RunSQL.noop, 'DROP TABLE IF EXISTS "cache"'),
    ]
