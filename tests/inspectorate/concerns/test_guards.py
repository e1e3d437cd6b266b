"""What the database refuses by itself, whoever writes the row."""

from datetime import date

import pytest
from django.db import IntegrityError, models, transaction

from inspectorate.concerns.models import (
    BoardDecision,
    Decision,
    DecisionGround,
    Episode,
    MinistersStep,
    StepGround,
)
from inspectorate.concerns.models.levels import Act
from tests.factories import (
    SYSTEM,
    make_board,
    make_decision,
    make_episode,
    make_inspection,
    make_intervention,
    make_step,
)

pytestmark = pytest.mark.django_db


def copied(row: models.Model, **changed: object) -> None:
    """The row once more, next in its order, past every verb."""
    told = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key
    }
    with transaction.atomic():
        type(row).objects.create(**{**told, "sequence": 99, **changed})


def entry() -> Decision:
    return make_episode().decisions.get()


def kept(**changed: object) -> None:
    episode = make_episode()
    copied(make_decision(episode, Act.RETAIN), **changed)


def lifted(**changed: object) -> None:
    """A lifting that nobody has taken yet."""
    placed = entry()
    later = make_inspection(placed.episode.authority)
    given = {
        "act": "lift",
        "from_level": 2,
        "to_level": 0,
        "basis_id": later.pk,
        "decided_on": "2026-03-02",
        "sustainability_en": "So.",
    }
    copied(placed, **{**given, **changed})


REFUSED = {
    "to another level": (
        lambda: copied(entry(), to_level=3),
        "has no place at this level",
    ),
    "to ministers at once": (
        lambda: copied(entry(), act="refer", from_level=0, to_level=3, reason_en="So."),
        "has no place at this level",
    ),
    "without a meeting": (lambda: copied(entry(), met_on=None), "lacks what it needs"),
    "without targets": (lambda: copied(entry(), targets_en=""), "lacks what it needs"),
    "without a basis": (lambda: copied(entry(), basis_id=None), "lacks what it needs"),
    "without a review": (lambda: copied(entry(), review_on=None), "lacks what it"),
    "without a day": (lambda: copied(entry(), decided_on="2012-11"), "lacks what it"),
    "kept without a reason": (
        lambda: kept(reason_en="", reason_cy=""),
        "lacks what it needs",
    ),
    "corrected without a reason": (
        lambda: copied(entry(), act="correct"),
        "lacks what it needs",
    ),
    "reviewed too late": (
        lambda: copied(entry(), review_on=date(2013, 2, 20)),
        "comes too late",
    ),
    "before the one it follows": (
        lambda: kept(decided_on="2012-11-18"),
        "cannot be dated before",
    ),
    "lifted on the basis of the entry": (
        lambda: lifted(basis_id=entry().basis_id),
        "later than the entry",
    ),
    "lifted without what lasts": (
        lambda: lifted(sustainability_en=""),
        "lacks what it needs",
    ),
    "exceptional without a reason": (
        lambda: copied(entry(), exceptional=True),
        "Give the reason",
    ),
    "step from nowhere": (
        lambda: copied(step(), act="addendum", from_stage="none"),
        "has no place at this stage",
    ),
    "notice without what is required": (
        lambda: copied(step(), required_en="", required_cy=""),
        "lacks what it needs",
    ),
    "notice without a law": (
        lambda: copied(step(), provision_id=None),
        "lacks what it needs",
    ),
    "step before the one it follows": (
        lambda: copied(step(), decided_on="2017-10-16"),
        "cannot be dated before",
    ),
    "board that stood down": (lambda: after_the_end("continue"), "has stood down"),
}


def step() -> MinistersStep:
    return make_intervention().steps.get()


def after_the_end(act: str) -> None:
    board = make_board()
    copied(board.decide("stand_down", by=SYSTEM, decided_on="2010"), act=act)


@pytest.mark.parametrize("name", REFUSED)
def test_database_refuses_what_a_verb_would(name: str) -> None:
    write, sentence = REFUSED[name]

    with pytest.raises(IntegrityError, match=sentence):
        write()


@pytest.mark.parametrize(
    "write",
    [
        lambda: copied(entry(), met_on=None, review_on=None, recorded_from="A story"),
        lambda: copied(entry(), review_on=date(2013, 2, 19)),
        lifted,
        lambda: copied(step(), required_en="", recorded_from="A story"),
        lambda: copied(
            entry(),
            act="refer",
            from_level=0,
            to_level=3,
            exceptional=True,
            reason_en="So.",
        ),
    ],
)
def test_database_takes_what_is_whole_or_told_by_a_source(write: object) -> None:
    write()


def test_service_placed_without_a_ground_is_refused_as_soon_as_it_is_stored() -> None:
    placed = entry()
    copied(placed)

    with pytest.raises(IntegrityError, match="on at least one ground"):
        Episode.objects.filter(pk=placed.episode_id).update(is_open=True)


def test_protocol_lifted_without_a_word_on_a_ground_is_refused() -> None:
    lifted()
    episode = Episode.objects.get()

    with pytest.raises(IntegrityError, match="a word on each of its grounds"):
        Episode.objects.filter(pk=episode.pk).update(is_open=False)


def test_what_was_decided_takes_no_further_ground() -> None:
    episode = make_episode()
    placed = episode.decisions.get()
    make_decision(episode, Act.RETAIN)
    intervention = make_intervention()
    warned = intervention.steps.get()
    make_step(intervention, "addendum")
    ground = episode.protocol.grounds.last()

    for model, owner in (
        (DecisionGround, {"decision": placed}),
        (StepGround, {"step": warned}),
    ):
        with (
            pytest.raises(IntegrityError, match="takes no more grounds"),
            transaction.atomic(),
        ):
            model.objects.create(ground=ground, **owner)


def test_decision_about_a_board_is_not_dated_before_the_one_it_follows() -> None:
    board = make_board()
    board.decide("establish", by=SYSTEM, decided_on="2009-04-30")

    with pytest.raises(IntegrityError, match="cannot be dated before"):
        BoardDecision.objects.create(
            board=board, sequence=2, act="continue", decided_on="2009-03"
        )
