from django.db import migrations
from django.db.models import Q

from inspectorate.concerns import reference_data


def load(apps, schema_editor):
    reference_data.load(apps.get_model)


def close_boards(apps, schema_editor):
    """Those of which it is on record that they stood down."""
    ended = ~Q(stood_down_on="") | Q(decisions__act="stand_down")
    boards = apps.get_model("concerns", "Board").objects
    keys = list(boards.filter(ended).values_list("pk", flat=True))
    boards.filter(pk__in=keys).update(is_open=False)


class Migration(migrations.Migration):
    dependencies = [("concerns", "0002_three_tracks")]

    # Backwards the rows stay: they may be in use, and loading them again is harmless.
    operations = [
        migrations.RunPython(load, migrations.RunPython.noop),
        migrations.RunPython(close_boards, migrations.RunPython.noop),
    ]
