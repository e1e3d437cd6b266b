"""Inspections as open data: what the public pages show of them, and nothing else."""

import pytest

from inspectorate.inspections.models import Inspection
from inspectorate.opendata.following import follow
from inspectorate.opendata.tables import TABLES
from inspectorate.reports import publication
from inspectorate.reports.models import Edition, Report
from tests.factories import (
    NOON,
    SYSTEM,
    make_activity,
    make_announced,
    make_authority,
    make_correction,
    make_edition,
    make_framework,
    make_inspection,
    make_report,
    make_service,
    make_team_member,
    make_withdrawal,
)
from tests.open_data import kinds_since, lines, rows, told

pytestmark = pytest.mark.django_db

CANARY = "yellowhammer"
NAMES = ("inspections", "inspection_authorities")
ALL = (*NAMES, "programme", "programme_authorities")


@pytest.mark.parametrize("status", Inspection.Status.values)
@pytest.mark.parametrize("publishes", [True, False])
def test_inspection_that_is_not_public_is_in_no_table(
    status: str, publishes: bool
) -> None:
    case = make_inspection(
        reference=f"{CANARY}-01",
        status=status,
        publishes=publishes,
        note_en=CANARY,
        service_title_en=CANARY,
    )
    make_team_member(case)

    is_public = status == Inspection.Status.CLOSED and not publishes
    assert bool(lines(*ALL)) == is_public


def test_inspection_whose_report_is_drafted_is_in_no_table() -> None:
    over = {"status": Inspection.Status.CLOSED, "recorded_from": "Paper archive"}
    make_report(make_inspection(reference=CANARY, **over))

    assert lines(*ALL) == []


def test_inspection_whose_report_waits_for_its_day_is_in_no_table() -> None:
    make_report(make_inspection(reference=CANARY), status=Report.Status.SCHEDULED)

    assert lines(*ALL) == []


def test_inspection_whose_report_is_issued_and_not_published_is_in_no_table() -> None:
    report = make_report(make_inspection(reference=CANARY), signed=True)

    publication.issue(report, by=SYSTEM, reason="A secure home.", at=NOON)

    assert report.editions.exists()
    assert lines(*ALL) == []


def test_draft_of_a_correction_changes_no_row() -> None:
    case = make_inspection(make_authority("Arfon"), service_title_en="Housing")
    report = make_edition(case).report
    before = lines(*NAMES)

    Report.objects.filter(pk=report.pk).update(
        status=Report.Status.REVISION, title_en=CANARY
    )
    case.authorities.set([make_authority("Dwyfor"), make_authority("Meirion")])
    Inspection.objects.filter(pk=case.pk).update(
        kind="JOINT",
        service=make_service(code=CANARY),
        framework=make_framework(code=CANARY),
        service_title_en=CANARY,
        note_en=CANARY,
        fieldwork_stated_en=CANARY,
        fieldwork_start="",
        fieldwork_end="2030",
        recorded_from=CANARY,
        publishes=False,
    )

    assert lines(*NAMES) == before
    assert told("inspection_authorities", "authority") == [("arfon",)]


def test_inspection_is_told_with_what_became_of_its_report() -> None:
    make_activity(make_authority("Arfon"), reference="A")
    held = {"publishes": True, "recorded_from": "Paper archive"}
    make_activity(
        make_authority("Dwyfor"), reference="B", fieldwork_stated_en="in May", **held
    )
    case = make_inspection(make_authority("Meirion"), reference="C", kind="JOINT")
    case.authorities.add(make_authority("Gwyrfai"))
    edition = make_edition(case, slug="meirion")

    assert told("inspections", "inspection", "outcome", "report", "title_en") == [
        ("A", "unreported", None, ""),
        ("B", "not_held", None, ""),
        ("C", "reported", "meirion", edition.title_en),
    ]
    assert told("inspections", "kind", "fieldwork_stated_en", "recorded_from") == [
        ("PEI", "", ""),
        ("PEI", "in May", "Paper archive"),
        ("JOINT", "", ""),
    ]
    assert told("inspections", "service", "framework", "fieldwork_start")[2] == (
        case.service.code,
        case.framework.code,
        "2025-11-03",
    )
    assert told("inspection_authorities", "inspection", "authority") == [
        ("A", "arfon"),
        ("B", "dwyfor"),
        ("C", "gwyrfai"),
        ("C", "meirion"),
    ]


def test_inspection_is_told_as_its_newest_edition_has_it_and_goes_with_it() -> None:
    edition = make_edition(make_inspection(reference="C"))
    Inspection.objects.update(kind="JOINT")
    make_correction(edition)
    corrected = told("inspections", "inspection", "kind")

    make_withdrawal(Edition.objects.published().current().get())

    assert corrected == [("C", "JOINT")]
    assert rows("inspections") == rows("inspection_authorities") == []


def test_activity_is_told_among_the_changes_until_its_report_is_begun() -> None:
    case = make_activity(status=Inspection.Status.DRAFTING)
    last = follow(NOON)
    case.close(by=SYSTEM, at=NOON)
    last_of_it = last + follow(NOON)
    make_report(case)
    follow(NOON, whole=True)

    assert kinds_since(last, *NAMES)[:2] == [
        ("inspections", "created"),
        ("inspection_authorities", "created"),
    ]
    assert kinds_since(last_of_it, *NAMES) == [
        ("inspections", "deleted"),
        ("inspection_authorities", "deleted"),
    ]


def test_rows_are_found_by_their_keys() -> None:
    make_announced(make_inspection(make_authority("Arfon")))
    make_activity()
    make_edition()

    for name in ALL:
        table = TABLES[name]
        found = {row.key: row for row in table.rows()}
        assert found
        assert table.at(found) == found
