import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inspectorate.lifecycle import move
from inspectorate.reports import queue
from inspectorate.reports.models import Report
from tests.factories import (
    NOON,
    SYSTEM,
    make_evidence,
    make_finding,
    make_framework,
    make_inspection,
    make_judgement,
    make_paragraph,
    make_recommendation,
    make_report,
    make_team_member,
    make_user,
)

pytestmark = pytest.mark.django_db


def make_waiting() -> Report:
    """With something of everything that the queue tells."""
    framework = make_framework(languages="en cy")
    inspection = make_inspection(framework=framework)
    make_judgement(inspection)
    make_recommendation(inspection)
    thin = make_finding(inspection, classification="challenge")
    thin.evidence.add(make_evidence(inspection))
    make_finding(inspection)
    report = make_report(inspection, paragraphs=0)
    make_paragraph(report, text_cy="")
    move(report, Report.Status.QUALITY_ASSURANCE, by=SYSTEM, at=NOON)
    report.comment("Which file says so?", by=SYSTEM).answer("CF-03.", by=SYSTEM)
    report.comment("Too long.", by=SYSTEM).resolve(by=SYSTEM)
    report.answer(report.checklist()[0], "yes", by=SYSTEM)
    return report


def rows() -> list[queue.Waiting]:
    return queue.described(list(queue.waiting(Report.objects.all())))


def test_queue_tells_what_the_system_has_found_already() -> None:
    report = make_waiting()
    make_report()

    (row,) = rows()

    assert (row.report, row.since, row.open_comments) == (report, NOON, 1)
    assert row.unanswered == report.checklist().count() - 1
    assert (row.lacking, row.thin) == (1, 1)
    assert row.missing_texts == ["Paragraph 1 has no text in Welsh."]


def test_who_has_waited_longest_stands_first() -> None:
    late, early = make_report(), make_report()
    for report, hour in ((late, 15), (early, 9)):
        move(report, "quality_assurance", by=SYSTEM, at=NOON.replace(hour=hour))

    assert [row.report for row in rows()] == [early, late]


@pytest.mark.slow
def test_queue_costs_the_same_queries_for_one_report_and_for_three() -> None:
    make_waiting()
    with CaptureQueriesContext(connection) as one:
        rows()
    make_waiting()
    make_waiting()

    with CaptureQueriesContext(connection) as three:
        rows()

    assert len(three) == len(one) <= 12


def test_inspector_reads_the_assurance_of_their_own_cases_only() -> None:
    own, _other = make_report(), make_report()
    member = make_team_member(own.inspection).user

    assert list(queue.readable_by(member)) == [own]
    assert queue.readable_by(make_user("information_governance")).count() == 2
