"""Two who write past every verb at once do not both pass a guard."""

from datetime import date

import pytest

from inspectorate.concerns.models import DecisionGround, Duty, StepGround
from inspectorate.concerns.models.levels import Act
from inspectorate.concerns.models.stages import Stage
from tests.factories import (
    SYSTEM,
    make_board,
    make_decision,
    make_episode,
    make_intervention,
    make_step,
)
from tests.races import during

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_ground_of_a_decision_waits_for_the_one_that_follows() -> None:
    episode = make_episode()
    placed = episode.decisions.get()
    told = placed.grounds.first()
    row = DecisionGround(decision=placed, ground=told.ground)

    _seen, answer = during(lambda: make_decision(episode, Act.RETAIN), row.save)

    assert "takes no more grounds" in answer


def test_ground_of_a_notice_waits_for_the_step_that_follows() -> None:
    intervention = make_intervention()
    warned = intervention.steps.get()
    row = StepGround(step=warned, ground=warned.grounds.first().ground)

    _seen, answer = during(lambda: make_step(intervention, "addendum"), row.save)

    assert "takes no more grounds" in answer


def test_area_of_a_board_waits_for_the_decision_that_follows() -> None:
    board = make_board()
    told = {"by": SYSTEM, "decided_on": "2010"}
    first = board.decide("refocus", focus_areas=[{"name_en": "Staff"}], **told)

    _seen, answer = during(
        lambda: board.decide("continue", **told),
        lambda: first.focus_areas.create(position=2, name_en="Case load"),
    )

    assert "takes no more areas" in answer


def test_duty_of_a_step_waits_for_its_correction() -> None:
    intervention = make_intervention()
    step = intervention.steps.get()
    told = {"by": SYSTEM, "reason_en": "Misread."}

    _seen, answer = during(
        lambda: intervention.correct(step, Stage.WARNED, **told),
        lambda: Duty.objects.create(step=step, kind="laid", done_on=date(2017, 10, 20)),
    )

    assert "record it on the correction" in answer
