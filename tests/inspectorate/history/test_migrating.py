import pytest
from django.core.management.base import CommandError
from django.db import connection, migrations

from inspectorate.history import append_only, migrating
from inspectorate.history.models import Entry


class Lasting(migrations.Migration):
    operations = (migrations.RunSQL("SELECT 1"),)


class Passing(migrations.Migration):
    operations = (migrations.RunSQL("SELECT 1", migrations.RunSQL.noop),)


LASTING, PASSING = Lasting("0002_lasting", "wards"), Passing("0003_passing", "wards")


def test_way_back_over_what_cannot_be_undone_is_refused() -> None:
    with pytest.raises(CommandError, match=r"ends at wards\.0002_lasting"):
        migrating.refuse_before_migrate(plan=[(PASSING, True), (LASTING, True)])


def test_refusal_tells_why_in_the_words_of_the_migration() -> None:
    told = Lasting("0002_lasting", "wards")
    told.no_way_back = "Names were made shorter."

    with pytest.raises(CommandError, match=r"Names were made shorter\. To go back"):
        migrating.refuse_before_migrate(plan=[(told, True)])


@pytest.mark.parametrize("plan", [[(PASSING, True)], [(LASTING, False)], []])
def test_way_that_can_be_gone_is_not_refused(
    plan: list[tuple[migrations.Migration, bool]],
) -> None:
    migrating.refuse_before_migrate(plan=plan)


@pytest.mark.django_db
def test_trigger_that_was_taken_away_is_missing_until_all_are_laid() -> None:
    assert migrating.missing_triggers(connection) == []
    append_only.remove(Entry, connection)

    missing = migrating.missing_triggers(connection)

    assert missing == sorted(append_only.trigger_names(Entry, connection.vendor))
    migrating.lay_triggers()
    assert migrating.missing_triggers(connection) == []
