"""The case screen: what it shows to whom, and what it offers next."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inspectorate.accounts.models import User
from inspectorate.inspections.models import Inspection
from inspectorate.reports.models import Report
from tests.admin_pages import change_page, client_of, strictly
from tests.factories import (
    SYSTEM,
    make_area,
    make_evidence,
    make_finding,
    make_inspection,
    make_judgement,
    make_recommendation,
    make_report,
    make_team_member,
)

pytestmark = pytest.mark.django_db


def page_of(case: Inspection) -> str:
    return reverse("admin:case", args=[case.reference])


def make_case(count: int = 1, status: str = "drafting") -> Inspection:
    """With so many of each of its parts, and a draft of a report."""
    case = make_inspection(status=status)
    for _each in range(count):
        make_team_member(case)
        make_finding(case).evidence.add(make_evidence(case))
        make_judgement(case)
        make_area(case.framework)
        make_recommendation(case)
    make_report(case, paragraphs=count)
    return case


def member_client(case: Inspection, **fields: object) -> Client:
    client = client_of("lead_inspector")
    make_team_member(case, user=User.objects.latest("pk"), **fields)
    return client


def test_lead_finds_all_of_a_case_on_one_screen() -> None:
    case = make_case()
    client = member_client(case, role="lead")

    page = strictly(client.get(page_of(case)))

    for row in (
        case.findings.get(),
        case.judgements.get(),
        case.recommendations.get(),
        case.reports.get(),
        case,
    ):
        assert f'href="{change_page(row)}"' in page.text
    now = [step.label for step in page.context["steps"] if step.is_now]
    assert now == ["Drafting"]
    offered = [(each.act.verb, len(each.missing)) for each in page.context["acts"]]
    # Nobody is the author, one area is not judged, the recommendation has no finding.
    assert offered == [("send_to_assurance", 3), ("close", 2), ("cancel", 0)]


def test_member_begins_the_report_from_the_case_and_then_writes_it() -> None:
    case = make_inspection(status="drafting")
    client = member_client(case)
    begin = reverse("admin:reports_report_begin", args=[case.pk])

    assert f'action="{begin}"' in client.get(page_of(case)).text
    client.post(begin)

    page, args = client.get(page_of(case)).text, [case.reports.get().pk]
    assert begin not in page
    assert f'href="{reverse("admin:reports_report_draft", args=args)}"' in page
    assert f'href="{reverse("admin:report-preview", args=args)}"' in page


def test_colleague_sees_that_a_case_is_planned_and_nothing_of_its_draft() -> None:
    case = make_case()

    page = client_of("inspector").get(page_of(case))

    assert page.status_code == 200
    assert str(case.team.get().user) in page.text
    for text in ("Leaders know", "named social worker", "Case-file review"):
        assert text not in page.text
    assert "Log a finding" not in page.text


def test_reader_of_every_case_is_offered_no_button_to_edit() -> None:
    page = client_of("quality_assurer").get(page_of(make_case()))

    assert "Leaders know" in page.text
    assert "Log a finding" not in page.text
    assert "Edit the plan" not in page.text


def test_translator_is_led_to_the_texts_and_not_to_the_evidence() -> None:
    case = make_case()

    page = strictly(client_of("publishing_officer").get(page_of(case))).text

    assert "Write the report" in page
    assert "All evidence of this case" not in page
    assert "What the findings rest on" not in page


def test_case_of_a_published_report_leads_to_what_the_public_reads() -> None:
    report = make_report(published=True)

    page = strictly(member_client(report.inspection).get(page_of(report.inspection)))

    assert f'href="/en/reports/{report.slug}/"' in page.content.decode()


def test_unknown_case_is_not_found_and_a_stranger_signs_in() -> None:
    nowhere = reverse("admin:case", args=["NOWHERE-2026-01"])

    assert client_of("inspector").get(nowhere).status_code == 404
    assert Client().get(nowhere).status_code == 302
    assert client_of("link_officer").get(nowhere).status_code == 302


@pytest.mark.parametrize("status", ["deferred", "cancelled"])
def test_case_beside_the_way_says_where_it_stands(status: str) -> None:
    case = make_inspection(status=status)

    page = member_client(case).get(page_of(case))

    assert page.context["steps"] == []
    assert f"<strong>{case.get_status_display()}</strong>" in page.text


def test_unannounced_case_without_a_report_has_a_short_way() -> None:
    case = make_inspection(status="fieldwork", announced=False, publishes=False)

    page = member_client(case).get(page_of(case))

    assert [step.label for step in page.context["steps"]] == [
        *("Planned", "Scoping", "Fieldwork", "Drafting", "Closed")
    ]


def test_case_screen_costs_the_same_queries_for_one_row_and_for_three() -> None:
    def queries(case: Inspection) -> int:
        client = member_client(case)
        with CaptureQueriesContext(connection) as made:
            client.get(page_of(case))
        return len(made)

    few = queries(make_case(1))
    assert queries(make_case(3)) == few
    assert few <= 52


@pytest.mark.parametrize(
    ("role", "reads"),
    [("inspector", False), ("publishing_officer", False), ("quality_assurer", True)],
)
def test_reader_of_what_is_published_learns_nothing_of_how_it_came_about(
    role: str, reads: bool
) -> None:
    report = make_report(published=True)
    report.return_to_revision(by=SYSTEM, reason="The leader was named by mistake.")
    Report.objects.update(status="published")

    page = client_of(role).get(page_of(report.inspection))

    assert page.context["can_read"]
    assert ("named by mistake" in page.text) is reads
    assert ("Open comments" in page.text) is (role != "inspector")
