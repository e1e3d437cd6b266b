import pytest

from inspectorate.history.models import Entry
from inspectorate.lifecycle import Refusal
from inspectorate.reports.models import Placement, Report
from inspectorate.reports.placing import stated_in
from tests.factories import (
    SYSTEM,
    make_finding,
    make_inspection,
    make_judgement,
    make_placement,
    make_recommendation,
    make_report,
    make_section,
)

pytestmark = pytest.mark.django_db


def test_finding_is_placed_in_one_section_and_then_in_another() -> None:
    report = make_report()
    finding = make_finding(report.inspection)
    first, second = report.sections.get(), make_section(report)

    first.place(finding, by=SYSTEM)
    second.place(finding, by=SYSTEM)

    assert list(first.placements.all()) == []
    assert second.placements.get().finding == finding
    assert Entry.objects.about(second).last().after == {"finding": finding.pk}


def test_what_is_taken_out_is_placed_nowhere() -> None:
    report = make_report()
    asked, section = make_recommendation(report.inspection), report.sections.get()
    section.place(asked, by=SYSTEM)

    section.take_out(asked, by=SYSTEM)

    assert not Placement.objects.exists()
    assert Entry.objects.about(section).last().act == "taken out"
    with pytest.raises(Refusal, match="any more"):
        section.take_out(asked, by=SYSTEM)


def test_what_the_report_does_not_state_is_placed_nowhere() -> None:
    report = make_report()
    section, case = report.sections.get(), report.inspection
    version = make_report(case, kind=Report.Kind.SUMMARY).sections.get()

    with pytest.raises(Refusal, match="one of its own case"):
        section.place(make_finding(), by=SYSTEM)
    with pytest.raises(Refusal, match="does not state it"):
        version.place(make_judgement(case), by=SYSTEM)
    with pytest.raises(Refusal, match="not public"):
        section.place(make_finding(case, is_public=False), by=SYSTEM)

    assert not Placement.objects.exists()


@pytest.mark.parametrize("status", Report.FIXED)
def test_nothing_is_placed_in_a_fixed_report(status: str) -> None:
    report = make_report(status=status)
    finding, section = make_finding(report.inspection), report.sections.get()

    with pytest.raises(Refusal, match="return the report to revision"):
        section.place(finding, by=SYSTEM)
    make_placement(section, finding=finding)
    with pytest.raises(Refusal, match="return the report to revision"):
        section.take_out(finding, by=SYSTEM)

    assert Placement.objects.count() == 1


def test_statements_stand_by_section_and_those_left_over_under_none() -> None:
    case = make_inspection()
    report = make_report(case)
    judged, found = make_judgement(case), make_finding(case)
    asked = make_recommendation(case)
    make_finding(case, is_public=False)
    section = report.sections.get()
    section.place(asked, by=SYSTEM)
    section.place(judged, by=SYSTEM)

    stated = stated_in(report)

    assert [each.row for each in stated[section.pk]] == [judged, asked]
    assert [(each.name, each.place, each.row) for each in stated[None]] == [
        ("findings", 1, found)
    ]
