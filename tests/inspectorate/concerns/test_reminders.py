from datetime import date

import pytest

from inspectorate.concerns import reminders
from inspectorate.concerns.models.decision import Act
from tests.admin_pages import change_page
from tests.factories import (
    make_authority,
    make_decision,
    make_episode,
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
