"""The forward programme as open data: what was said in public, and nothing else."""

from datetime import timedelta

import pytest
from django.test import Client

from inspectorate.fields import PartialDate
from inspectorate.inspections.models import Inspection, ProgrammeEntry
from inspectorate.opendata.following import follow
from inspectorate.opendata.models import Change
from tests.factories import (
    NOON,
    SYSTEM,
    make_announced,
    make_authority,
    make_edition,
    make_inspection,
    make_report,
    make_team_member,
    make_withdrawal,
)
from tests.open_data import kinds_since, lines, rows, told

pytestmark = pytest.mark.django_db

CANARY = "yellowhammer"
NAMES = ("programme", "programme_authorities")
LATER, LAST = NOON + timedelta(hours=1), NOON + timedelta(hours=2)
SUMMER = {"window_from": PartialDate(2026, 6), "window_to": PartialDate(2026, 8)}


def test_what_was_taken_out_of_the_programme_is_in_no_table() -> None:
    case = make_announced(note_en=CANARY, note_cy=CANARY).inspection
    case.withdraw_announcement(by=SYSTEM, reason=CANARY)

    assert lines(*NAMES) == []


def test_team_and_who_announced_are_in_no_table() -> None:
    member = make_team_member(make_announced().inspection)

    text = b"".join(lines(*NAMES)).decode()
    assert member.user.name not in text
    assert ProgrammeEntry.objects.get().said_by not in text


def test_case_is_named_by_its_announcement_and_not_by_its_reference() -> None:
    case = make_announced().inspection

    assert case.reference not in b"".join(lines(*NAMES)).decode()
    assert told("programme", "announced_at", "report") == [
        ("2026-03-02T12:00:00.000000Z", None)
    ]


def test_programme_tells_each_entry_and_which_is_the_last() -> None:
    case = make_announced(note_en="With Estyn.", note_cy="Gydag Estyn.").inspection
    case.announce(by=SYSTEM, at=LATER, **SUMMER)
    case.defer(by=SYSTEM, reason=CANARY, at=LAST)

    columns = ("said_at", "said", "is_current", "window_from", "closes_on", "note_cy")
    assert told("programme", *columns) == [
        (
            *("2026-03-02T12:00:00.000000Z", "announced", False),
            *("2026-03", "2026-03-31", "Gydag Estyn."),
        ),
        ("2026-03-02T13:00:00.000000Z", "changed", False, "2026-06", "2026-08-31", ""),
        ("2026-03-02T14:00:00.000000Z", "postponed", True, "2026-06", "2026-08-31", ""),
    ]
    assert len({row["announced_at"] for row in rows("programme")}) == 1
    slug = case.authorities.get().slug
    assert told("programme_authorities", "said_at", "authority") == [
        (row["said_at"], slug) for row in rows("programme")
    ]


def test_authorities_of_a_joint_inspection_have_places() -> None:
    case = make_inspection(make_authority("Gwyrfai"))
    case.authorities.add(make_authority("Arfon"))
    make_announced(case)

    assert told("programme_authorities", "position", "authority") == [
        (1, "arfon"),
        (2, "gwyrfai"),
    ]


def test_what_is_announced_anew_begins_anew() -> None:
    case = make_announced().inspection
    case.withdraw_announcement(by=SYSTEM, reason="A mistake.", at=LATER)
    case.announce(by=SYSTEM, at=LAST, **SUMMER)

    moment = "2026-03-02T14:00:00.000000Z"
    assert told("programme", "announced_at", "said_at", "said") == [
        (moment, moment, "announced")
    ]


def test_entry_leads_to_the_report_once_it_can_be_read() -> None:
    case = make_announced().inspection
    Inspection.objects.update(status=Inspection.Status.DRAFTING)
    report = make_report(case)
    before = told("programme", "report")
    make_edition(make_inspection(), slug="other")

    report.delete()
    edition = make_edition(case, slug="south")

    assert before == [(None,)]
    assert told("programme", "report") == [("south",)]
    make_withdrawal(edition)
    assert told("programme", "report") == [(None,)]


def test_announcement_is_told_among_the_changes_and_so_is_that_it_is_gone() -> None:
    case = make_inspection()
    last = follow(NOON)
    make_announced(case)
    last += follow(NOON)
    came = kinds_since(0, *NAMES)
    case.defer(by=SYSTEM, reason=CANARY, at=LATER)
    count = follow(NOON)
    changed = kinds_since(last, *NAMES)
    case.withdraw_announcement(by=SYSTEM, reason="A mistake.")
    follow(NOON)

    assert came == [("programme", "created"), ("programme_authorities", "created")]
    assert changed == [
        ("programme", "corrected"),
        ("programme", "created"),
        ("programme_authorities", "created"),
    ]
    assert kinds_since(last + count, *NAMES) == [
        *[("programme", "deleted")] * 2,
        *[("programme_authorities", "deleted")] * 2,
    ]


def test_changes_do_not_tell_of_whom_it_was_once_it_is_taken_out(
    client: Client,
) -> None:
    case = make_announced(make_inspection(make_authority("Gwyrfai"))).inspection
    follow(NOON)
    before = Change.objects.filter(key__contains="gwyrfai", table__in=NAMES)
    case.withdraw_announcement(by=SYSTEM, reason="A mistake.")
    follow(NOON)

    assert not before.exists()
    page = client.get("/api/v1/changes/", {"table": "programme_authorities"}).json()
    assert [(each["kind"], each["row"]) for each in page["results"]] == [
        ("created", None),
        ("deleted", None),
    ]
