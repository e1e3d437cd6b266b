"""Counting days: statute counts calendar days, practice counts working days.

The trigger is day 0. Working days leave out Saturday, Sunday and the bank holidays
of England and Wales, with one-off ones; further days off are data (NonWorkingDay).
"""

from calendar import monthrange
from collections.abc import Set
from datetime import date, timedelta
from functools import cache

from holidays import HolidayBase, country_holidays

DAY = timedelta(days=1)
SATURDAY = 5


@cache
def bank_holidays() -> HolidayBase:
    """Bank holidays of Wales, which are England's; years are worked out on demand."""
    return country_holidays("GB", subdiv="WLS")


def is_working_day(day: date, extra: Set[date] = frozenset()) -> bool:
    """Whether people work on a day, given `extra` days off."""
    return day.weekday() < SATURDAY and day not in bank_holidays() and day not in extra


def working_days_after(
    trigger: date, days: int, extra: Set[date] = frozenset()
) -> date:
    day = trigger
    while days:
        day += DAY
        days -= is_working_day(day, extra)
    return day


def calendar_days_after(trigger: date, days: int) -> date:
    """The statutory day, which may fall on a Sunday: acting later is another fact."""
    return trigger + timedelta(days=days)


def months_after(trigger: date, months: int) -> date:
    """The same day of a later month, or that month's last where it is shorter."""
    years, month = divmod(trigger.month - 1 + months, 12)
    year, month = trigger.year + years, month + 1
    return date(year, month, min(trigger.day, monthrange(year, month)[1]))
