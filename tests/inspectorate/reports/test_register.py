from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from inspectorate.history import append_only
from inspectorate.reports import register
from inspectorate.reports.models import Edition, RegisterEntry, RegisterHead
from tests.factories import NOON, make_edition

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@contextmanager
def as_the_owner_of_the_database() -> Iterator[None]:
    """Who owns the tables can take the triggers away; the register still tells."""
    for model in (Edition, RegisterEntry):
        append_only.remove(model, connection)
    yield
    for model in (Edition, RegisterEntry):
        append_only.install(model, connection)


def make_three() -> list[Edition]:
    return [make_edition(at=NOON + timedelta(days=day)) for day in range(3)]


def test_editions_stand_in_the_order_of_entry_each_chained_to_the_last() -> None:
    editions = make_three()

    entries = list(RegisterEntry.objects.all())

    assert [entry.edition for entry in entries] == editions
    assert [entry.sequence for entry in entries] == [1, 2, 3]
    assert entries[0].previous == "0" * 64
    assert [entry.previous for entry in entries[1:]] == [
        entry.digest for entry in entries[:-1]
    ]
    head = RegisterHead.objects.get()
    assert (head.sequence, head.digest) == (3, entries[-1].digest)


def test_whole_register_has_no_faults() -> None:
    assert list(register.faults()) == []

    make_three()

    assert list(register.faults()) == []


def test_register_holds_whichever_time_zone_the_moment_was_given_in() -> None:
    summer = datetime(2026, 7, 1, 12, 30, tzinfo=ZoneInfo("Europe/London"))

    make_edition(at=summer)

    assert list(register.faults()) == []


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        (
            {"document": "{}"},
            ["Entry 2: the document does not match its digest."],
        ),
        (
            {"document": "{}", "sha256": register.digest("{}")},
            ["Entry 2: the chain is broken here."],
        ),
        (
            {"entered_at": NOON - timedelta(days=365)},
            ["Entry 2: the chain is broken here."],
        ),
    ],
)
def test_edition_that_was_changed_is_named(
    change: dict[str, object], faults: list[str]
) -> None:
    edition = make_three()[1]

    with as_the_owner_of_the_database():
        Edition.objects.filter(pk=edition.pk).update(**change)

    assert list(register.faults()) == faults


def test_entry_that_was_dropped_is_named() -> None:
    edition = make_three()[1]

    with as_the_owner_of_the_database():
        RegisterEntry.objects.filter(edition=edition).delete()

    assert list(register.faults()) == [
        "Entry 2 is missing: the next one is 3.",
        "Entry 3: the chain is broken here.",
    ]


def test_last_entry_that_was_dropped_is_missed_by_the_head() -> None:
    edition = make_three()[2]

    with as_the_owner_of_the_database():
        RegisterEntry.objects.filter(edition=edition).delete()

    assert list(register.faults()) == ["The register ends at 2, but its head says 3."]


def test_entry_that_was_worked_out_anew_breaks_the_next() -> None:
    edition = make_three()[1]
    document = "{}"
    sha256 = register.digest(document)

    with as_the_owner_of_the_database():
        Edition.objects.filter(pk=edition.pk).update(document=document, sha256=sha256)
        edition.refresh_from_db()
        entry = edition.register_entry
        forged = register.link(entry.sequence, entry.previous, edition)
        RegisterEntry.objects.filter(pk=entry.pk).update(digest=forged)

    assert list(register.faults()) == ["Entry 3: the chain is broken here."]


def test_editions_that_changed_places_are_named() -> None:
    first, second, _third = make_three()
    outside = second.register_entry.pk

    with as_the_owner_of_the_database():
        entries = RegisterEntry.objects
        entries.filter(pk=outside).update(sequence=99)
        entries.filter(edition=first).update(sequence=2)
        entries.filter(pk=outside).update(sequence=1)

    assert list(register.faults()) == [
        "Entry 1: the chain is broken here.",
        "Entry 2: the chain is broken here.",
        "Entry 3: the chain is broken here.",
    ]
