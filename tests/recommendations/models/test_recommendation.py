from datetime import date, timedelta
from itertools import product

import pytest
from django.core.exceptions import ValidationError

from recommendations.models import Recommendation
from tests.factories import make_inspection, make_recommendation

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)
DAY = timedelta(days=1)


def make_every_kind() -> list[Recommendation]:
    """One for each answer to each question that being overdue depends on."""
    inspection = make_inspection()
    days = [None, TODAY - DAY, TODAY, TODAY + 30 * DAY, TODAY + 31 * DAY]
    times = [*product(days, ["6m"]), (None, "ongoing"), (None, "not_stated")]
    ends = [{}, {"lifecycle": "closed", "closed_reason": "no_longer_relevant"}]
    return [
        make_recommendation(
            inspection, due_on=day, timescale=timescale, progress=progress, **end
        )
        for (day, timescale), progress, end in product(
            times, ["in_progress", "completed_reported"], ends
        )
    ]


def test_overdue_is_the_same_for_the_list_and_for_the_row() -> None:
    every = make_every_kind()

    overdue = set(Recommendation.objects.overdue(TODAY))

    assert overdue == {row for row in every if row.is_overdue(TODAY)}
    assert [
        (row.due_on, row.timescale, row.progress, row.lifecycle) for row in overdue
    ] == [(TODAY - DAY, "6m", "in_progress", "open")]


def test_due_soon_is_today_to_the_thirtieth_day() -> None:
    make_every_kind()

    soon = Recommendation.objects.due_soon(TODAY)

    assert {(row.due_on, row.timescale, row.progress) for row in soon} == {
        (TODAY, "6m", "in_progress"),
        (TODAY + 30 * DAY, "6m", "in_progress"),
    }


def test_none_is_overdue_and_due_soon_at_once() -> None:
    make_every_kind()
    overdue = Recommendation.objects.overdue(TODAY)

    assert not overdue.filter(pk__in=Recommendation.objects.due_soon(TODAY)).exists()


def test_reported_as_completed_awaits_verification_until_assessed() -> None:
    inspection = make_inspection()
    waiting = make_recommendation(inspection, progress="completed_reported")
    make_recommendation(inspection, progress="in_progress")
    make_recommendation(
        inspection, progress="completed_reported", verification="limited"
    )
    make_recommendation(
        inspection,
        progress="completed_reported",
        lifecycle="closed",
        closed_reason="issued_in_error",
    )

    assert list(Recommendation.objects.awaiting_verification()) == [waiting]


def test_open_are_those_not_closed() -> None:
    make_every_kind()

    assert set(Recommendation.objects.open()) == set(
        Recommendation.objects.filter(lifecycle="open")
    )


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {"lifecycle": "closed", "closed_reason": "superseded"},
            "Name the recommendation that replaces this one.",
        ),
        (
            {"lifecycle": "closed", "closed_reason": "achieved"},
            (
                "Only what inspectors have verified as achieved can be closed as "
                "achieved."
            ),
        ),
    ],
)
def test_closing_without_what_the_reason_asks_for_is_refused(
    fields: dict, sentence: str
) -> None:
    recommendation = make_recommendation()
    for name, value in fields.items():
        setattr(recommendation, name, value)

    with pytest.raises(ValidationError) as refusal:
        recommendation.full_clean()

    assert refusal.value.messages == [sentence]


def test_recommendation_is_known_by_its_reference() -> None:
    assert str(make_recommendation(reference="NPT-2015-01-R07")) == "NPT-2015-01-R07"


@pytest.mark.parametrize("timescale", Recommendation.WITHOUT_DATE)
def test_due_date_without_a_time_to_be_done_in_is_refused_with_the_cure(
    timescale: str,
) -> None:
    recommendation = make_recommendation(timescale="3m", due_on=TODAY)
    recommendation.timescale = timescale

    with pytest.raises(ValidationError) as refusal:
        recommendation.full_clean()

    assert refusal.value.messages == [
        (
            "What is ongoing, or was given no time, is never due: choose a timescale "
            "such as “Within 3 months”, or take the due date away."
        )
    ]


@pytest.mark.parametrize("reference", ["NPT/2015/R1", "..", "Môn-1", "R1\n"])
def test_reference_that_no_address_can_hold_is_refused_with_the_cure(
    reference: str,
) -> None:
    recommendation = make_recommendation()
    recommendation.reference = reference

    with pytest.raises(ValidationError) as refusal:
        recommendation.full_clean()

    assert refusal.value.message_dict == {
        "reference": [
            (
                "A reference stands in public addresses: begin with a letter or digit, "
                "and use only letters without accents, digits, hyphens, dots and "
                "underscores, as in PORTSMOUTH-2014-01."
            )
        ]
    }
