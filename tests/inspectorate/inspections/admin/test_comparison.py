import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inspectorate.inspections.models import Inspection
from tests.admin_pages import client_of, strictly
from tests.factories import (
    make_finding,
    make_inspection,
    make_recommendation,
    make_report,
)

pytestmark = pytest.mark.django_db


def page_of(case: Inspection) -> str:
    return reverse("admin:inspections_inspection_comparison", args=[case.pk])


def make_case(rows: int = 1) -> Inspection:
    """One that follows another with so many open findings and recommendations."""
    earlier = make_inspection(status="closed")
    for _row in range(rows):
        make_finding(earlier, classification="challenge")
        make_recommendation(earlier)
    return make_inspection(follows=earlier)


def test_head_carries_forward_and_sees_what_is_to_be_revisited() -> None:
    case = make_case()
    client = client_of("head_of_inspection")
    before = strictly(client.get(page_of(case)))
    waiting = [(str(part.label), part.waiting) for part in before.context["parts"]]

    after = client.post(page_of(case), follow=True)

    assert waiting == [("Findings", 1), ("Recommendations", 1)]
    assert "2 records were carried forward" in after.text
    assert after.context["waiting"] == 0
    finding = case.findings.get()
    link = reverse("admin:inspections_finding_log", args=[case.pk, finding.pk])
    assert link in strictly(after).text


def test_comparison_counts_findings_by_change() -> None:
    case = make_case()
    for change in ("resolved", "improved", "improved"):
        make_finding(case, previous=case.follows.findings.get(), change=change)

    counts = dict(client_of("quality_assurer").get(page_of(case)).context["counts"])

    told = {str(label): count for label, count in counts.items() if count}
    assert told == {"Improved": 2, "Resolved": 1}


def test_only_the_team_carries_forward_and_a_stranger_reads_nothing() -> None:
    case = make_case()
    roles = ["inspector", "quality_assurer", "head_of_inspection"]

    codes = [
        [client_of(role).get(page_of(case)).status_code for role in roles],
        [client_of(role).post(page_of(case)).status_code for role in roles],
    ]

    assert codes == [[403, 200, 200], [403, 403, 302]]


def test_refusal_is_told_on_the_page() -> None:
    case = make_case()
    make_report(case, signed=True)

    answer = client_of("head_of_inspection").post(page_of(case))

    assert answer.status_code == 409
    assert answer.context["reasons"] == [
        "This inspection is over or its report is fixed: nothing is added."
    ]
    assert not case.findings.exists()


def test_page_takes_the_same_queries_for_any_number_of_rows() -> None:
    client, counts = client_of("head_of_inspection"), []
    for rows in (1, 3):
        case = make_case(rows)
        client.post(page_of(case))
        with CaptureQueriesContext(connection) as asked:
            client.get(page_of(case))
        counts.append(len(asked))

    assert counts[0] == counts[1]
