from datetime import date

import pytest

from inspectorate.frameworks.models import DeadlineRule, NonWorkingDay
from tests.factories import make_framework

MONDAY = date(2025, 11, 17)


def make_rule(**fields: object) -> DeadlineRule:
    fields.setdefault("event", DeadlineRule.Event.ACCURACY_CHECK)
    return DeadlineRule.objects.create(framework=make_framework(), **fields)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("clock", "due"),
    [("working", date(2025, 12, 1)), ("calendar", date(2025, 11, 27))],
)
def test_rule_gives_the_last_day_by_its_clock(clock: str, due: date) -> None:
    assert make_rule(days=10, clock=clock).due(MONDAY) == due


@pytest.mark.django_db
def test_day_off_on_record_moves_a_practice_deadline_and_no_statutory_one() -> None:
    NonWorkingDay.objects.create(day=date(2025, 11, 20), name_en="State funeral")

    assert make_rule(days=10, clock="working").due(MONDAY) == date(2025, 12, 2)
    assert make_rule(days=10, clock="calendar").due(MONDAY) == date(2025, 11, 27)


@pytest.mark.django_db
def test_day_off_before_the_trigger_or_on_it_moves_nothing() -> None:
    for day in (date(2025, 11, 14), MONDAY):
        NonWorkingDay.objects.create(day=day, name_en="Closure")

    assert make_rule(days=10).due(MONDAY) == date(2025, 12, 1)


@pytest.mark.django_db
def test_day_off_on_a_weekend_moves_nothing() -> None:
    NonWorkingDay.objects.create(day=date(2025, 11, 22), name_en="Closure")

    assert make_rule(days=10).due(MONDAY) == date(2025, 12, 1)


@pytest.mark.django_db
def test_rule_reads_as_its_days() -> None:
    assert str(make_rule(days=10)) == "Check for factual accuracy: 10 Working days"
