"""Reviews and days of the law, as they stand today and as they stood."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from inspectorate.concerns.models import Episode, MinistersStep
from inspectorate.concerns.models.clocks import Running, clocks
from inspectorate.concerns.models.review import Review
from tests.factories import SYSTEM, make_decision, make_episode, make_step

pytestmark = pytest.mark.django_db


@pytest.fixture
def today() -> date:
    return timezone.localdate()


def watch(decided: date, review: date) -> Episode:
    episode = make_episode(placed=False)
    make_decision(episode, "raise", decided_on=decided, review_on=review)
    return episode


def test_past_is_before_the_day_and_near_are_30_days_with_it(today: date) -> None:
    days = [today + timedelta(days=each) for each in (-1, 0, 30, 31)]
    past, first, last, _far = [watch(today - timedelta(days=90), day) for day in days]
    unset = make_episode()  # as the press told it
    make_decision(unset, recorded_from="News story", decided_on="2013-11")
    make_episode(placed=False)  # nothing is decided yet
    rows = Episode.objects.order_by("pk")

    found = {review: [*review.among(rows, today)] for review in Review}

    assert found == {
        Review.PAST: [past],
        Review.NEAR: [first, last],
        Review.NO_DAY: [unset],
    }
    numbers = Review.waiting_on(rows, today)
    assert {review: sorted(each) for review, each in numbers.items()} == {
        review: [each.pk for each in its] for review, its in found.items()
    }


def test_review_is_told_by_the_decision_in_force_on_the_day(today: date) -> None:
    first, second = today - timedelta(days=90), today - timedelta(days=20)
    episode = watch(first, first + timedelta(days=40))
    make_decision(episode, "de_escalate", decided_on=second)
    rows = Episode.objects.all()

    def told(day: date) -> list[Review]:
        return [review for review in Review if review.among(rows, day).exists()]

    assert told(first - timedelta(days=1)) == []
    assert told(first + timedelta(days=10)) == [Review.NEAR]
    assert told(second - timedelta(days=1)) == [Review.PAST]
    assert told(second) == told(today) == []


def test_decisions_of_a_past_day_are_read_once_and_of_the_rows_alone(
    today: date, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = today - timedelta(days=90)
    shown, hidden = (watch(first, first + timedelta(days=40)) for _time in range(2))
    rows = Episode.objects.exclude(pk=hidden.pk)

    with django_assert_num_queries(2):
        found = Review.each_among(rows, first + timedelta(days=10))

    assert {review: [*its] for review, its in found.items()} == {
        Review.PAST: [],
        Review.NEAR: [shown],
        Review.NO_DAY: [],
    }


def test_day_of_the_law_runs_until_the_day_on_which_it_was_done(today: date) -> None:
    taken = today - timedelta(days=40)
    step = make_step(decided_on=taken.isoformat(), comply_by=today + timedelta(days=99))
    done = today - timedelta(days=10)
    step.intervention.record_duty(step, "laid", done, by=SYSTEM)
    rows = MinistersStep.objects.all()

    def told(day: date) -> list[Running]:
        return [each for each in Running if each.among(rows, day).exists()]

    assert told(taken - timedelta(days=1)) == []
    assert told(taken) == [Running.NEAR]
    assert told(done - timedelta(days=1)) == [Running.PAST]
    assert told(done) == []
    # Laid by the 21st day, but late; reported by the 90th.
    assert [each.kind for each in clocks(today + timedelta(days=60))] == ["reported"]


def test_intervention_that_ended_has_no_day_left_but_had_before(today: date) -> None:
    taken, ended = today - timedelta(days=40), today - timedelta(days=5)
    step = make_step(decided_on=taken.isoformat(), comply_by=today)
    none = {"grounds": [], "comply_by": None}
    make_step(step.intervention, "ended", decided_on=ended.isoformat(), **none)
    rows = MinistersStep.objects.filter(pk=step.pk)

    assert not Running.PAST.among(rows, today).exists()
    assert not Running.PAST.among(rows, ended).exists()
    assert Running.PAST.among(rows, ended - timedelta(days=1)).exists()
