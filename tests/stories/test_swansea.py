"""Swansea, 2007 to 2010: protocol, default order and a board that was re-focused."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from authorities.models import Authority
from inspectorate.concerns.models import Board, Episode, Instrument, Intervention
from inspectorate.concerns.models.levels import Act, Level
from inspectorate.concerns.models.stages import Stage
from inspectorate.lifecycle import Refusal
from tests.factories import (
    SYSTEM,
    make_board,
    make_decision,
    make_episode,
    make_intervention,
    make_service,
    make_step,
)
from tests.inspectorate.public.pages import in_order

pytestmark = pytest.mark.django_db
AREAS = [
    {"name_en": "Recruitment and retention", "name_cy": "Recriwtio a chadw"},
    {"name_en": "Initial and core assessments", "name_cy": "Asesiadau"},
    {"name_en": "Partnership arrangements", "name_cy": "Partneriaeth"},
    {"name_en": "Performance management", "name_cy": "Rheoli perfformiad"},
]


@pytest.fixture
def swansea() -> dict:
    authority = Authority.objects.get(gss_code="W06000011")
    return {"authority": authority, "service": make_service()}


@pytest.fixture
def episode(swansea: dict) -> Episode:
    episode = make_episode(**swansea, placed=False)
    told = {"announced": True, "recorded_from": "Web page of 2009"}
    make_decision(episode, Act.PLACE, decided_on="2007", **told)
    make_decision(episode, Act.RETAIN, decided_on="2008-12", **told)
    make_decision(episode, Act.REFER, decided_on="2009-03", **told)
    return episode


@pytest.fixture
def intervention(swansea: dict) -> Intervention:
    intervention = make_intervention(**swansea, warned=False)
    law = Instrument.objects.get(code="CHILDREN-ACT-1989-84")
    told = {"provision": law, "grounds": list(law.grounds.all()), "comply_by": None}
    make_step(intervention, "minded_to", decided_on="2009-03-03", **told)
    make_step(intervention, "intervention", decided_on="2009-03-24", **told)
    return intervention


@pytest.fixture
def board(swansea: dict) -> Board:
    board = make_board(**swansea, established_on=None)
    told = {"by": SYSTEM, "announced": True}
    board.decide("establish", decided_on="2009-04-30", **told)
    board.decide("refocus", decided_on="2010-03", focus_areas=AREAS, **told)
    return board


def test_old_law_goes_from_minded_to_to_the_order_and_has_no_clock(
    intervention: Intervention,
) -> None:
    days = ["2009-03-02", "2009-03-03", "2009-03-23", "2009-03-24", "2010-01-01"]

    stages = [intervention.stage_at(date.fromisoformat(day)) for day in days]

    assert stages == [
        *(Stage.NONE, Stage.MINDED_TO, Stage.MINDED_TO),
        *(Stage.INTERVENED, Stage.INTERVENED),
    ]
    assert all(step.due() == {} for step in intervention.steps.all())


def test_protocol_intervention_and_board_are_in_force_at_once_and_apart(
    episode: Episode, intervention: Intervention, board: Board
) -> None:
    day = date(2009, 6, 1)

    assert episode.level_at(day) == Level.REFERRED
    assert intervention.stage_at(day) == Stage.INTERVENED
    assert board.focus_at(day) == []
    assert [str(area) for area in board.focus_at(date(2010, 3, 31))] == [
        area["name_en"] for area in AREAS
    ]


def test_board_that_is_withdrawn_makes_room_and_decides_no_more(
    swansea: dict, board: Board
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_board(**swansea, name_en="Another board")
    board.decide("stand_down", by=SYSTEM, decided_on="2010-10", announced=True)

    with pytest.raises(Refusal, match="has stood down"):
        board.decide("refocus", by=SYSTEM, decided_on="2011-01", focus_areas=AREAS)

    assert (board.is_open, str(board.stood_down_on)) == (False, "2010-10")
    assert make_board(**swansea, name_en="Another board").is_open


def test_reader_sees_the_board_with_its_new_focus_as_at_a_day(
    client: Client, episode: Episode, intervention: Intervention, board: Board
) -> None:
    before = client.get("/en/concerns/", {"as-at": "2009-12-31"})
    after = client.get("/en/concerns/", {"as-at": "2010-06-01"})

    assert in_order(
        before,
        "Under the serious concern protocol (1)",
        "Interventions of ministers (1)",
        "Intervention in force",
        "Last step Order or direction of ministers: 24 March 2009",
        "Children Act 1989, section 84",
        "Oversight boards (1)",
        "Established 30 April 2009",
    )
    assert in_order(
        after,
        "Oversight boards (1)",
        "To focus on: Recruitment and retention Initial and core assessments",
        "Decided on: March 2010",
    )
