from datetime import date

import pytest

from inspectorate.frameworks.models import NonWorkingDay
from inspectorate.frameworks.nearing import Due, Horizon, Words
from tests.factories import make_user

pytestmark = pytest.mark.django_db

# A Monday; Good Friday is 3 April 2026, Easter Monday 6 April.
MONDAY = date(2026, 3, 2)
WORDS = Words("{what} is due on {day}", "{what}, {day}.")
LATE = Words("{what} is overdue", "{what}, {day}.")


@pytest.mark.parametrize(
    ("day", "step"),
    [
        (date(2026, 3, 17), None),  # in 11 working days
        (date(2026, 3, 16), "10"),
        (date(2026, 3, 6), "10"),
        (date(2026, 3, 5), "3"),
        (date(2026, 3, 3), "3"),
        (date(2026, 3, 2), "0"),
        (date(2026, 3, 1), "overdue"),
    ],
)
def test_step_is_the_last_that_is_reached(day: date, step: str | None) -> None:
    assert Horizon(MONDAY).step(day) == step


def test_days_off_are_no_working_days() -> None:
    NonWorkingDay.objects.create(day=date(2026, 4, 7), name_en="Funeral")

    assert Horizon(date(2026, 3, 31)).step(date(2026, 4, 8)) == "3"
    assert Horizon(MONDAY).last == date(2026, 3, 16)


def test_everybody_is_told_in_the_words_of_the_step() -> None:
    mair, tomos = make_user("inspector"), make_user("inspector")

    def told(day: date) -> list[tuple]:
        due = Due("assignment", "app.row:1", "EX-01", day, "/admin/", WORDS, LATE)
        found = Horizon(MONDAY).tellings(due, [mair, tomos])
        return [(each.person, each.key, str(each.subject)) for each in found]

    assert told(MONDAY) == [
        (person, "app.row:1:2026-03-02:0", "EX-01 is due on 2 March 2026")
        for person in (mair, tomos)
    ]
    assert told(date(2026, 2, 27))[0][1:] == (
        "app.row:1:2026-02-27:overdue",
        "EX-01 is overdue",
    )
    assert told(date(2026, 4, 27)) == []
