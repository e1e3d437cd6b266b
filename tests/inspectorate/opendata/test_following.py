"""The sequence of public changes."""

import pytest

from authorities.models import Authority
from inspectorate.history.models import record
from inspectorate.opendata.following import follow
from inspectorate.opendata.models import Change, PublicRow
from inspectorate.opendata.tables import TABLES
from tests.factories import (
    NOON,
    SYSTEM,
    make_authority,
    make_edition,
    make_finding,
    make_inspection,
    make_withdrawal,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def beginning() -> int:
    """What the shipped reference data holds is told already."""
    return follow(NOON)


def told(since: int) -> list[tuple[str, str]]:
    found = Change.objects.filter(pk__gt=since).order_by("pk")
    return [(change.table, change.kind) for change in found]


def test_nothing_is_told_while_nothing_is_written(beginning: int) -> None:
    assert beginning == Change.objects.count() > 0
    assert follow(NOON) == follow(NOON, whole=True) == 0


def test_changes_are_numbered_without_gaps(beginning: int) -> None:
    numbers = Change.objects.order_by("pk").values_list("pk", flat=True)

    assert list(numbers) == list(range(1, beginning + 1))


def test_row_is_told_as_it_comes_and_as_it_is_corrected(beginning: int) -> None:
    authority = make_authority(slug="arfon")
    record(authority, "created", by=SYSTEM)
    assert follow(NOON) == 1
    Authority.objects.filter(pk=authority.pk).update(website="https://arfon.example")
    record(authority, "changed", by=SYSTEM)
    assert follow(NOON) == 1

    assert told(beginning) == [
        ("authorities", "created"),
        ("authorities", "corrected"),
    ]
    last = Change.objects.last()
    row = TABLES["authorities"].at([("arfon",)])[("arfon",)]
    assert last.sha256 == TABLES["authorities"].digest(row)
    assert last.key == '["arfon"]'


def test_edition_is_told_with_its_rows_and_gone_with_them(beginning: int) -> None:
    case = make_inspection()
    make_finding(case)
    edition = make_edition(inspection=case, paragraphs=2)
    follow(NOON)
    came = told(beginning)
    seen = Change.objects.count()
    make_withdrawal(edition)
    follow(NOON)
    gone = told(seen)

    of_edition = {"editions", "paragraphs", "findings", "edition_authorities"}
    assert of_edition <= {table for table, kind in came if kind == "created"}
    assert [table for table, _kind in came].count("paragraphs") == 2
    assert of_edition <= {table for table, kind in gone if kind == "deleted"}
    assert Change.objects.filter(kind="deleted").exclude(sha256="").count() == 0
    assert not PublicRow.objects.filter(table="paragraphs").exists()


def test_what_was_written_below_the_rules_is_found_by_a_whole_look() -> None:
    make_authority(slug="arfon")  # nothing stands in the history

    assert follow(NOON) == 0
    assert follow(NOON, whole=True) == 1
