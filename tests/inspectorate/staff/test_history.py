"""The history of a case: the acts on all that belongs to it, and who reads them."""

import pytest
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inspectorate.accounts.models import User
from inspectorate.history.models import CHANGED, DELETED, Entry, record, snapshot
from inspectorate.inspections.models import Inspection
from inspectorate.lifecycle import move
from inspectorate.reports.models import Report
from tests.admin_pages import client_of, strictly
from tests.factories import (
    NOON,
    SYSTEM,
    make_accuracy_check,
    make_accuracy_comment,
    make_checklist_answer,
    make_comment,
    make_evidence,
    make_finding,
    make_inspection,
    make_judgement,
    make_paragraph,
    make_recommendation,
    make_report,
    make_response,
    make_revisit,
    make_section,
    make_team_member,
)

pytestmark = pytest.mark.django_db


def page_of(case: Inspection) -> str:
    return reverse("admin:case-history", args=[case.reference])


def client_on(case: Inspection, role: str = "inspector") -> Client:
    client = client_of(role)
    make_team_member(case, user=User.objects.latest("pk"))
    return client


def make_sent_report(case: Inspection) -> Report:
    """With an answer to its checklist, and at its accuracy check."""
    report = make_report(case, paragraphs=1, status=Report.Status.QUALITY_ASSURANCE)
    make_checklist_answer(report)
    move(report, Report.Status.ACCURACY_CHECK, by=SYSTEM)
    make_accuracy_check(report)
    return report


def make_parts(case: Inspection) -> list[models.Model]:
    """One more of each kind of part that a case has."""
    report = case.reports.first() or make_sent_report(case)
    section, check = make_section(report), report.accuracy_checks.get()
    return [
        make_team_member(case),
        make_evidence(case),
        make_finding(case),
        make_judgement(case),
        make_recommendation(case),
        make_revisit(case),
        report,
        section,
        make_paragraph(report, section=section),
        make_comment(report),
        report.answers.get(),
        make_response(report),
        check,
        make_accuracy_comment(check),
        case,
    ]


def mend(parts: list[models.Model]) -> list[Entry]:
    return [record(part, "mended", by=SYSTEM) for part in parts]


def mended(client: Client, case: Inspection) -> list[Entry]:
    page = client.get(page_of(case))
    assert page.status_code == 200
    entries = [each.entry for each in page.context["told"]]
    return [each for each in entries if each.act == "mended"]


def test_case_tells_what_became_of_each_of_its_parts_newest_first() -> None:
    case, other = make_inspection(), make_inspection()
    parts = make_parts(case)
    mend(make_parts(other))
    entries = mend(parts)

    assert mended(client_of("chief_inspector"), case) == entries[::-1]
    assert mended(client_on(case), case) == entries[::-1]


def test_what_has_been_deleted_is_told_and_what_somebody_else_deleted_is_not() -> None:
    case = make_inspection()
    report = make_report(case)
    gone = [
        make_finding(case),
        make_evidence(case),
        make_recommendation(case),
        make_paragraph(report),
        make_section(report),
    ]
    for part in [*gone, make_finding(), make_paragraph()]:
        mend([part])
        record(part, DELETED, by=SYSTEM, before=snapshot(part))
        part.delete()

    told = client_of("chief_inspector").get(page_of(case)).context["told"]

    kinds = ["Section", "Paragraph", "Recommendation", "Item of evidence", "Finding"]
    of_parts = [each for each in told if each.kind != "Inspection"]
    assert [(each.entry.act, each.kind) for each in of_parts] == [
        (act, kind) for kind in kinds for act in (DELETED, "mended")
    ]


@pytest.mark.parametrize(
    ("role", "code"),
    [
        ("quality_assurer", 200),
        ("information_governance", 200),
        ("head_of_inspection", 200),
        ("inspector", 403),
        ("publishing_officer", 403),
        ("link_officer", 302),
    ],
)
def test_history_of_a_case_is_read_by_those_the_domain_lets_read_it(
    role: str, code: int
) -> None:
    report = make_report(published=True)

    assert client_of(role).get(page_of(report.inspection)).status_code == code


def test_stranger_signs_in_and_an_unknown_case_is_not_found() -> None:
    nowhere = reverse("admin:case-history", args=["NOWHERE-2026-01"])

    assert Client().get(page_of(make_inspection())).status_code == 302
    assert client_of("chief_inspector").get(nowhere).status_code == 404


def test_who_reads_no_evidence_learns_nothing_of_it_by_history() -> None:
    case, client = make_inspection(), client_of("quality_assurer")
    item = make_evidence(case, reference="CF-77")
    entries = mend([item, make_finding(case)])
    reads = client_of("quality_assurer").get(page_of(case))
    assert "CF-77" in reads.text
    group = User.objects.latest("pk").groups.get()
    group.permissions.remove(
        group.permissions.get(codename="read_all_evidence"),
    )
    record(item, DELETED, by=SYSTEM, before=snapshot(item))
    item.delete()

    assert mended(client, case) == entries[1:]
    assert "CF-77" not in client.get(page_of(case)).text


def test_long_history_is_read_page_by_page() -> None:
    case = make_inspection()
    entries = [record(case, CHANGED, by=SYSTEM, at=NOON) for _each in range(30)]
    client = client_of("chief_inspector")

    first = client.get(page_of(case))
    older = client.get(page_of(case), {"cursor": first.context["page"].next})

    read = [each.entry for page in (first, older) for each in page.context["told"]]
    assert read[: len(entries)] == entries[::-1]
    assert len(read) == len(entries) + 1
    bad = client.get(page_of(case), {"cursor": "nonsense"})
    assert (bad.status_code, bad.url) == (302, page_of(case))


def test_page_costs_the_same_statements_for_one_of_each_part_and_for_three() -> None:
    case = make_inspection()
    client = client_on(case)

    def cost() -> int:
        with CaptureQueriesContext(connection) as made:
            strictly(client.get(page_of(case)))
        return len(made)

    for part in make_parts(case):
        record(part, CHANGED, by=SYSTEM, after=snapshot(part))
    one = cost()
    for part in [*make_parts(case), *make_parts(case)]:
        record(part, CHANGED, by=SYSTEM, after=snapshot(part))

    assert cost() <= one
    assert one <= 40


def test_case_screen_shows_acts_on_case_and_report_and_leads_to_all_of_it() -> None:
    report = make_report()
    case = report.inspection
    first, last, _of_part = mend([case, report, make_finding(case)])
    client = client_on(case)

    page = client.get(reverse("admin:case", args=[case.reference]))

    assert list(page.context["entries"])[:2] == [last, first]
    assert f'href="{page_of(case)}"' in page.text
