from datetime import date

import pytest

from inspectorate.frameworks.deadlines import (
    calendar_days_after,
    is_working_day,
    working_days_after,
)


@pytest.mark.parametrize(
    ("trigger", "days", "due"),
    [
        ("2017-10-17", 20, "2017-11-14"),
        ("2018-08-01", 70, "2018-11-08"),
        ("2025-12-15", 10, "2025-12-31"),  # Christmas and Boxing Day between
        ("2026-03-27", 10, "2026-04-14"),  # Good Friday and Easter Monday between
        ("2022-09-12", 10, "2022-09-27"),  # a day of mourning between
        ("2025-11-14", 1, "2025-11-17"),  # Friday to Monday
        ("2025-11-15", 1, "2025-11-17"),  # the trigger itself is day 0, on any day
        ("2025-11-15", 0, "2025-11-15"),
    ],
)
def test_working_days_leave_out_weekends_and_bank_holidays(
    trigger: str, days: int, due: str
) -> None:
    found = working_days_after(date.fromisoformat(trigger), days)

    assert found.isoformat() == due


@pytest.mark.parametrize(
    ("trigger", "days", "due"),
    [
        ("2017-10-17", 90, "2018-01-15"),
        ("2017-10-17", 21, "2017-11-07"),
        ("2018-01-15", 90, "2018-04-15"),  # a Sunday: the statutory day all the same
        ("2015-04-23", 56, "2015-06-18"),
    ],
)
def test_calendar_days_count_every_day(trigger: str, days: int, due: str) -> None:
    found = calendar_days_after(date.fromisoformat(trigger), days)

    assert found.isoformat() == due


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2026-03-02", True),  # Monday
        ("2026-03-01", False),  # Sunday
        ("2027-03-01", True),  # St David's Day is no bank holiday
        ("2026-11-30", True),  # nor is St Andrew's Day in Wales
        ("2026-01-02", True),  # nor 2 January
        ("2021-12-27", False),  # for Christmas Day, a Saturday
        ("2021-12-28", False),  # for Boxing Day, a Sunday
        ("2020-05-08", False),  # the May holiday, moved for the anniversary
        ("2020-05-04", True),
        ("2012-06-05", False),  # jubilee
        ("2023-05-08", False),  # coronation
    ],
)
def test_working_day_is_one_on_which_people_work_in_wales(
    day: str, working: bool
) -> None:
    assert is_working_day(date.fromisoformat(day)) is working


def test_day_off_that_no_rule_foretells_is_left_out() -> None:
    closure = {date(2025, 11, 18)}

    assert not is_working_day(date(2025, 11, 18), closure)
    assert working_days_after(date(2025, 11, 14), 2, closure) == date(2025, 11, 19)
