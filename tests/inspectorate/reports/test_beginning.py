import pytest

from inspectorate.history.models import Entry
from inspectorate.lifecycle import Refusal
from inspectorate.reports.beginning import begin
from inspectorate.reports.models import Report
from tests.factories import (
    SYSTEM,
    make_area,
    make_authority,
    make_framework,
    make_inspection,
    make_report,
    make_team_member,
    make_theme,
    make_user,
)

pytestmark = pytest.mark.django_db


def headings(report: Report) -> list[str]:
    return list(report.sections.values_list("heading_cy", flat=True))


def test_report_begun_has_a_section_for_each_area_that_is_judged() -> None:
    framework = make_framework("en cy")
    make_area(framework, name_cy="Arweinyddiaeth")
    make_theme(framework)
    case = make_inspection(framework=framework)
    user = make_team_member(case, user=make_user("inspector")).user

    report = begin(case, by=user)

    assert headings(report) == [
        *("Cyflwyniad", "Arweinyddiaeth", "Argymhellion"),
        "Sut y gwnaethom arolygu",
    ]
    assert (report.author, report.slug) == (user, case.reference.lower())
    kind = "Performance evaluation inspection"
    assert report.title_en == f"{kind}: {case.service.name_en}"
    assert report.title_cy.endswith(f": {case.service.name_cy}")
    assert report.misplaced() == []
    assert Entry.objects.about(report).get().act == "created"
    assert Entry.objects.about(report.sections.first()).get().actor_id == user.pk


def test_report_begun_has_a_section_for_each_theme_where_nothing_is_judged() -> None:
    framework = make_framework()
    make_theme(framework, name_cy="Llesiant")

    report = begin(make_inspection(framework=framework), by=SYSTEM)

    assert headings(report)[1:-2] == ["Llesiant"]
    assert report.author is None


def test_report_that_a_head_begins_is_written_by_who_leads_the_case() -> None:
    lead = make_team_member(role="lead")
    head = make_user("head_of_inspection")

    report = begin(lead.inspection, by=head)

    assert report.author == lead.user
    assert not report.was_written_by(head)


def test_address_name_that_is_taken_gets_a_count() -> None:
    case = make_inspection(make_authority())
    make_report(slug=case.reference.lower())

    assert begin(case, by=SYSTEM).slug == f"{case.reference.lower()}-2"


def test_address_name_is_made_of_a_reference_with_dots() -> None:
    case = make_inspection(reference="A.B_C-2014.01")

    assert begin(case, by=SYSTEM).slug == "a-b_c-2014-01"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"publishes": False}, "publishes no report"),
        ({"status": "closed"}, "is over"),
        ({"status": "cancelled"}, "is over"),
    ],
)
def test_case_that_is_to_have_no_report_is_refused_one(
    fields: dict, sentence: str
) -> None:
    case = make_inspection(**fields)

    with pytest.raises(Refusal, match=sentence):
        begin(case, by=SYSTEM)

    assert not Report.objects.exists()


def test_report_is_begun_once() -> None:
    case = make_inspection()
    begin(case, by=SYSTEM)

    with pytest.raises(Refusal, match="begun already"):
        begin(case, by=SYSTEM)
