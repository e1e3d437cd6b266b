import pytest
from django.apps import apps
from django.db import connection

from inspectorate.guards import Echo, Guard, fits, guards_of, trigger_names

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
