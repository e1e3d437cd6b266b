import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.db import connection

from inspectorate.guards import TODAY, Echo, Guard, fits, guards_of, trigger_names

OWN = [guard for app in apps.get_app_configs() for guard in guards_of(app)]
TABLE = "reports_section"


def guard_of(breaks: str, *locks: str, table: str = TABLE) -> Guard:
    return Guard("made_up", table, breaks, refusal="No.", locks=locks)


def echo_of(when: str, *does: str) -> Echo:
    return Echo("made_up", TABLE, "UPDATE", when, does)


@pytest.mark.slow
@pytest.mark.django_db
def test_guard_of_ours_fits_the_schema_of_this_release() -> None:
    assert [guard.name for guard in OWN if not fits(guard, connection)] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "guard",
    [
        guard_of("NEW.id = 1", table="reports_gone"),
        guard_of("NEW.gone = 1"),
        guard_of("EXISTS (SELECT 1 FROM reports_gone WHERE id = NEW.id)"),
        guard_of("EXISTS (SELECT 1 FROM reports_report r WHERE r.gone = NEW.id)"),
        guard_of("NEW.id = 1", "SELECT 1 FROM reports_gone"),
        echo_of("OLD.gone <> NEW.id"),
        echo_of("OLD.id = 1", "DELETE FROM reports_gone WHERE id = OLD.id"),
        echo_of("OLD.id = 1", "DELETE FROM reports_report WHERE gone = OLD.id"),
        echo_of("OLD.id = 1", "INSERT INTO reports_report (gone) SELECT NEW.id"),
    ],
    ids=str,
)
def test_guard_that_names_what_is_not_there_does_not_fit(guard: Guard | Echo) -> None:
    assert not fits(guard, connection)


@pytest.mark.parametrize("vendor", ["postgresql", "sqlite"])
def test_trigger_of_a_guard_has_a_name_of_its_own(vendor: str) -> None:
    names = [name for guard in OWN for name in trigger_names(guard, vendor)]

    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "moment",
    [
        *("2026-01-31 23:59:59", "2026-07-01 22:59:59", "2026-07-01 23:00:00"),
        # Summer begins on 29 March 2026 and 31 March 2030, and ends on 25 October 2026.
        *("2026-03-28 23:30:00", "2026-03-29 00:59:59", "2026-03-29 23:30:00"),
        *("2030-03-30 23:30:00", "2030-03-31 23:30:00"),
        *("2026-10-24 23:30:00", "2026-10-25 23:30:00", "2026-12-31 23:59:59"),
    ],
)
def test_day_of_sqlite_is_that_of_london(moment: str) -> None:
    told = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    day = TODAY["sqlite"].replace("'now'", f"'{moment}'")

    with closing(sqlite3.connect(":memory:")) as database:
        found = database.execute(f"SELECT {day}").fetchone()[0]

    assert found == str(told.astimezone(ZoneInfo("Europe/London")).date())
