from datetime import date

import pytest

from inspectorate.accounts.models import User
from inspectorate.inspections.models import Inspection
from recommendations import waiting
from tests.factories import (
    TODAY,
    make_action_plan,
    make_edition,
    make_inspection,
    make_recommendation,
    make_team_member,
    make_user,
    stand,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def mair() -> User:
    return make_user("lead_inspector")


@pytest.fixture
def case(mair: User) -> Inspection:
    case = make_inspection()
    make_team_member(case, user=mair, role="lead")
    make_team_member(case)
    return case


def told(on: date) -> list[tuple[str, str]]:
    source = [*waiting.waiting(on), *waiting.plans(on)]
    return [(each.kind, str(each.subject)) for each in source]


def test_lead_is_told_what_waits_for_the_inspectorate(case: Inspection) -> None:
    done, refused, quiet = (make_recommendation(case) for _each in range(3))
    make_recommendation()  # nobody leads its case
    stand(done, progress="completed_reported")
    stand(refused, acceptance="rejected", progress="in_progress", day=TODAY)
    make_edition(case, published_on="2025-06-01")

    found = told(TODAY)

    assert found == [
        ("verification_due", f"Recommendation {done} is to be verified"),
        ("progress_stale", f"Nothing is reported on recommendation {quiet}"),
        ("rejection", f"Recommendation {refused} is rejected"),
    ]


def test_each_turn_is_told_once(case: Inspection) -> None:
    row = make_recommendation(case)
    stand(row, acceptance="rejected")
    first = [each.key for each in waiting.waiting(TODAY)]

    again = [each.key for each in waiting.waiting(TODAY)]
    stand(row, acceptance="rejected", acceptance_reason="Once more.")
    anew = [each.key for each in waiting.waiting(TODAY)]

    assert first == again
    assert first != anew


@pytest.mark.parametrize(
    ("due_on", "subjects"),
    [
        (date(2026, 3, 17), []),
        (date(2026, 3, 3), ["is due on 3 March 2026"]),
        (date(2026, 3, 1), ["is overdue"]),
    ],
)
def test_lead_is_told_of_a_plan_that_is_due(
    case: Inspection, due_on: date, subjects: list[str]
) -> None:
    make_action_plan(case, due_on=due_on)

    found = [subject.split(f"{case.reference} ")[1] for _kind, subject in told(TODAY)]

    assert found == subjects


def test_lead_is_told_of_a_plan_to_be_judged(case: Inspection) -> None:
    make_action_plan(case, status="submitted")

    assert told(TODAY) == [
        ("plan_to_judge", f"The action plan on {case.reference} is to be judged")
    ]
