from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inspectorate.inspections.models import Inspection
from inspectorate.reports.models import Report
from inspectorate.reports.translation_queue import works
from tests.factories import (
    make_finding,
    make_framework,
    make_inspection,
    make_interest,
    make_judgement,
    make_recommendation,
    make_report,
    make_user,
)

pytestmark = pytest.mark.django_db


def make_work(languages: str = "en cy", **fields: object) -> Report:
    """A draft of two paragraphs, one without Welsh and one whose Welsh is stale."""
    framework = make_framework(languages=languages)
    framework.deadlines.create(event="publication", days=40, clock="calendar")
    ended = {"fieldwork_end": fields.pop("ended", "")}
    inspection = make_inspection(framework=framework, **ended)
    make_recommendation(inspection)
    make_judgement(inspection)
    make_finding(inspection)
    report = make_report(inspection, **{"paragraphs": 2, **fields})
    report.paragraphs.filter(position=1).update(text_cy="")
    report.paragraphs.filter(position=2).update(text_en="New.")
    return report


def told(role: str = "publishing_officer") -> list[tuple]:
    return [(work.report, work.due) for work in works(make_user(role))]


def test_queue_counts_what_is_missing_and_what_is_out_of_date() -> None:
    report = make_work()

    (work,) = works(make_user("publishing_officer"))

    # The framework's names of what is judged are not the report's texts.
    assert (work.report, work.missing, work.stale) == (report, 1, 1)


def test_report_that_is_to_be_published_first_stands_first() -> None:
    undated = make_work()
    late, early = make_work(ended="2026-03-31"), make_work(ended="2026-01-31")

    assert told() == [
        (early, date(2026, 3, 12)),
        (late, date(2026, 5, 10)),
        (undated, None),
    ]


def test_report_waits_only_while_its_text_can_be_translated() -> None:
    make_work(status="awaiting_sign_off")
    make_work("en")
    make_work(recorded_from="Archive")
    complete = make_work()
    complete.paragraphs.update(text_cy="Newydd.")
    cancelled = make_work()
    Inspection.objects.filter(reports=cancelled).update(status="cancelled")

    assert told() == []


def test_report_written_in_welsh_waits_for_its_english() -> None:
    report = make_work("en", written_in="cy")
    report.paragraphs.update(text_en="")

    assert [work.missing for work in works(make_user("publishing_officer"))] == [1]


def test_person_is_shown_what_they_read_and_may_write() -> None:
    report = make_work()
    translator = make_user("publishing_officer")
    assert len(works(translator)) == 1
    assert told("inspector") == []

    make_interest(translator, report.inspection.authorities.get())

    assert works(translator) == []


@pytest.mark.slow
def test_queue_costs_the_same_queries_for_one_report_and_for_three() -> None:
    translator = make_user("publishing_officer")
    make_work()
    works(translator)  # what a person may do is asked once
    with CaptureQueriesContext(connection) as one:
        assert len(works(translator)) == 1
    make_work()
    make_work()

    with CaptureQueriesContext(connection) as three:
        assert len(works(translator)) == 3

    assert len(three) == len(one) <= 14
