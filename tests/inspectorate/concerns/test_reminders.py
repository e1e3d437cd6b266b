from datetime import date, timedelta

import pytest

from inspectorate.concerns import reminders
from inspectorate.concerns.models.decision import Act
from tests.admin_pages import change_page
from tests.factories import (
    make_authority,
    make_decision,
    make_episode,
    make_intervention,
    make_user,
)

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("review_on", "subjects"),
    [
        ("2026-03-17", []),
        (
            "2026-03-16",
            ["The concern about Exampleshire is to be reviewed by 16 March 2026"],
        ),
        ("2026-03-01", ["The review of the concern about Exampleshire is overdue"]),
    ],
)
def test_who_decides_about_concerns_is_told_of_a_review(
    review_on: str, subjects: list[str]
) -> None:
    chief = make_user("chief_inspector")
    make_user("head_of_inspection")
    episode = make_episode(make_authority(), placed=False)
    decided = {"decided_on": "2026-01-05", "announced": True}
    review = date.fromisoformat(review_on)
    make_decision(episode, Act.PLACE, review_on=review, **decided)

    told = list(reminders.due(MONDAY))

    assert [str(each.subject) for each in told] == subjects
    assert {each.person for each in told} <= {chief}
    assert {each.link for each in told} <= {change_page(episode)}


def test_review_that_is_past_is_told_again_every_week_until_somebody_decides() -> None:
    make_user("chief_inspector")
    episode = make_episode(placed=False)
    make_decision(
        episode, Act.PLACE, decided_on="2026-01-05", review_on=date(2026, 3, 1)
    )

    keys = [
        {each.key for each in reminders.due(MONDAY + timedelta(days=days))}
        for days in (0, 1, 5, 6, 13)
    ]

    assert keys[0] == keys[1] == keys[2]
    assert len({next(iter(each)) for each in keys}) == 3
    make_decision(episode, Act.LIFT)
    assert list(reminders.due(MONDAY)) == []


def test_closer_monitoring_is_reviewed_by_heads_too() -> None:
    head, chief = make_user("head_of_inspection"), make_user("chief_inspector")
    episode = make_episode(placed=False)
    make_decision(
        episode, Act.RAISE, decided_on="2026-01-05", review_on=date(2026, 3, 1)
    )

    assert {each.person for each in reminders.due(MONDAY)} == {head, chief}


def test_day_of_the_law_is_told_until_it_is_recorded_as_done() -> None:
    head = make_user("head_of_inspection")
    intervention = make_intervention()
    step = intervention.steps.get()
    day = date(2018, 1, 10)

    told = list(reminders.statutory(day))
    for kind in ("laid", "complied"):
        intervention.record_duty(step, kind, date(2017, 11, 1), by=head)

    (left,) = reminders.statutory(day)
    assert len(told) == 3
    assert str(left.subject) == (
        "Exampleshire, Reported on what the council did: due by 15 January 2018"
    )
    assert left.link == change_page(intervention)
    (late,) = reminders.statutory(date(2018, 1, 16))
    assert str(late.subject).endswith(": overdue")
