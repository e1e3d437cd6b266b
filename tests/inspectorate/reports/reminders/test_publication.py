"""Who is reminded of the day by which a report is to be published."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inspectorate.frameworks.models import Framework, NonWorkingDay
from inspectorate.inspections.models import Inspection
from inspectorate.reports.models import Report
from inspectorate.reports.reminders.publication import due
from tests.factories import (
    SYSTEM,
    make_accuracy_check,
    make_accuracy_comment,
    make_framework,
    make_inspection,
    make_report,
    make_team_member,
)

pytestmark = pytest.mark.django_db

# Ten working days after Monday, 2 March 2026, when fieldwork ended.
DUE = date(2026, 3, 16)


def make_case(*, days: int | None = 10, **fields: object) -> Inspection:
    framework = fields.pop("framework", None) or make_framework()
    if days is not None:
        framework.deadlines.get_or_create(event="publication", defaults={"days": days})
    fields.setdefault("status", "drafting")
    days_of_work = {"fieldwork_start": "2026-02-23", "fieldwork_end": "2026-03-02"}
    case = make_inspection(framework=framework, **{**days_of_work, **fields})
    make_team_member(case, role="lead")
    make_team_member(case)
    return case


def steps(on: date) -> list[str]:
    return [telling.key.split(":")[-1] for telling in due(on)]


def test_lead_inspector_is_reminded_by_the_rule_of_the_framework() -> None:
    case = make_case()

    (telling,) = due(DUE)

    assert telling.person == case.team.get(role="lead").user
    assert (telling.due_on, telling.link) == (DUE, f"/admin/cases/{case.reference}/")
    assert str(telling.subject) == (
        f"The report of {case.reference} is to be published by 16 March 2026"
    )
    assert (steps(date(2026, 3, 2)), steps(date(2026, 3, 17))) == (["10"], ["overdue"])


def test_day_off_moves_the_day() -> None:
    make_case()
    NonWorkingDay.objects.create(day=date(2026, 3, 10), name_en="Funeral")

    (telling,) = due(DUE)

    assert telling.due_on == date(2026, 3, 17)


@pytest.mark.parametrize(
    "fields",
    [
        {"days": None},
        {"status": "fieldwork"},
        {"status": "cancelled"},
        {"publishes": False},
        {"fieldwork_end": None},
        {"recorded_from": "https://example.org/"},
    ],
)
def test_case_without_such_a_day_reminds_nobody(fields: dict) -> None:
    make_case(**fields)

    assert steps(DUE) == []


def test_published_report_reminds_nobody() -> None:
    make_report(make_case(), published=True)

    assert steps(DUE) == []


def test_issued_report_reminds_nobody() -> None:
    report = make_report(make_case(), signed=True)
    report.issue(by=SYSTEM, reason="A secure home.")

    assert list(due(DUE)) == []


def test_comments_still_to_decide_are_named() -> None:
    report = make_report(make_case(), status=Report.Status.ACCURACY_CHECK)
    comment = make_accuracy_comment(make_accuracy_check(report))
    lead = report.inspection.team.get(role="lead").user

    assert "still to be decided" in str(next(due(DUE)).body)
    comment.decide("accepted", "It is so.", "Mended.", by=lead)
    assert "still to be decided" not in str(next(due(DUE)).body)


def test_queries_do_not_grow_with_the_cases() -> None:
    framework: Framework = make_framework()

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            list(due(DUE))
        return len(found)

    make_case(framework=framework)
    with_one = queries()
    for _each in range(2):
        make_case(framework=framework)

    assert queries() == with_one <= 5
