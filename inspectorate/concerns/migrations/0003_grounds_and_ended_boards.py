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


def keep_the_newest(apps, schema_editor):
    """Before a service could have one open board only, it could have several.

    The next migration would fail on them. Which of them still sits nobody has said:
    the one entered last is taken, as a new board follows an old one. The others keep
    every row, and no day on which they stood down is made up.
    """
    boards = apps.get_model("concerns", "Board").objects
    open_ones = boards.filter(is_open=True).order_by("-pk")
    seen, older = set(), []
    for key, *place in open_ones.values_list("pk", "authority", "service"):
        if tuple(place) in seen:
            older.append(key)
        seen.add(tuple(place))
    boards.filter(pk__in=older).update(is_open=False)


class Migration(migrations.Migration):
    dependencies = [("concerns", "0002_three_tracks")]

    # Backwards the rows stay: they may be in use, and loading them again is harmless.
    operations = [
        migrations.RunPython(load, migrations.RunPython.noop),
        migrations.RunPython(close_boards, migrations.RunPython.noop),
        migrations.RunPython(keep_the_newest, migrations.RunPython.noop),
    ]
