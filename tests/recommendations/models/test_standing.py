"""Which recommendations lists and figures count, on any day."""

from datetime import date

import pytest

from inspectorate.inspections.models import Inspection
from inspectorate.lifecycle import Refusal
from inspectorate.reports.models import Report
from inspectorate.reports.publication import issue
from recommendations.models import ActionPlan, Recommendation
from recommendations.models.plan_line import without_line
from recommendations.models.standing import ISSUED, Following
from tests.factories import (
    NOON,
    SYSTEM,
    TODAY,
    make_action_plan,
    make_correction,
    make_edition,
    make_inspection,
    make_recommendation,
    make_report,
    make_withdrawal,
    stand,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Inspection:
    return make_inspection(status="drafting")


def issued(case: Inspection) -> Recommendation:
    """By a report that went to the authority alone."""
    row = make_recommendation(case, timescale="3m", due_on=date(2026, 1, 31))
    issue(make_report(case, signed=True), by=SYSTEM, reason="A secure home.", at=NOON)
    return row


def counted(at: date) -> list[str]:
    found = Following.OPEN.among(Recommendation.objects.order_by("reference"), at)
    return [row.reference for row in found]


def test_counted_is_what_the_public_reads_now(case: Inspection) -> None:
    public = make_recommendation(case)
    make_edition(case, published_on="2025-01-12")
    issued(make_inspection(status="drafting"))
    make_recommendation(make_inspection(status="drafting"))
    withdrawn = make_recommendation(make_inspection(status="drafting"))
    make_withdrawal(make_edition(withdrawn.inspection, published_on="2025-01-12"))

    assert counted(date.max) == counted(TODAY) == [public.reference]
    assert counted(date(2025, 1, 11)) == []


def test_correction_leaves_what_it_recommends_in_the_days_before_it(
    case: Inspection,
) -> None:
    row = make_recommendation(case)
    first = make_edition(case, published_on="2025-01-12")

    second = make_correction(first)

    assert second.sorted_on > date(2025, 1, 12)
    assert counted(date(2025, 1, 12)) == [row.reference]
    assert counted(date(2025, 1, 11)) == []


def test_nothing_is_entered_on_what_was_issued_and_the_sentence_says_why(
    case: Inspection,
) -> None:
    row, told = issued(case), "was issued to the authority alone"

    assert Report.Status.ISSUED == ISSUED
    with pytest.raises(Refusal, match=told):
        row.answer("accepted", by=SYSTEM, day=TODAY, at=NOON)
    with pytest.raises(Refusal, match=told):
        ActionPlan.begin(case, case.authorities.get(), by=SYSTEM, at=NOON)


def test_what_a_source_was_silent_about_on_a_day_was_not_stale_then(
    case: Inspection,
) -> None:
    row = make_recommendation(case, recorded_from="Paper archive")
    make_edition(case, published_on="2025-01-12", recorded_from="Paper archive")

    stand(row, progress="in_progress", day=date(2026, 1, 12))

    days = [date(2026, 1, 11), date(2026, 1, 12), date(2026, 7, 12)]
    assert [Recommendation.objects.stale(day).exists() for day in days] == [
        *(False, False, True),
    ]


def test_plan_lacks_lines_only_of_what_is_published_and_while_it_is_written(
    case: Inspection,
) -> None:
    asked, edition = make_recommendation(case), make_edition(case)
    plan = make_action_plan(case)

    def left_out(status: str) -> list[Recommendation]:
        plan.status = status
        return list(without_line(plan))

    told = {status: left_out(status) for status in plan.Status}
    make_withdrawal(edition)

    assert [status for status in told if told[status]] == ["draft", "submitted"]
    assert told["draft"] == [asked]
    assert left_out("draft") == []
