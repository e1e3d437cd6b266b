"""What the database refuses by itself, whoever writes the row."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from inspectorate.concerns.models import (
    Announcement,
    Board,
    BoardAnnouncement,
    BoardDecision,
    Decision,
    DecisionGround,
    Duty,
    Episode,
    Intervention,
    MinistersStep,
    Statement,
    StepGround,
)
from inspectorate.concerns.models.levels import Act
from tests.factories import (
    SYSTEM,
    make_board,
    make_decision,
    make_episode,
    make_inspection,
    make_instrument,
    make_intervention,
    make_service,
    make_step,
)

pytestmark = pytest.mark.django_db


def copied(row: models.Model, **changed: object) -> models.Model:
    """The row once more, next in its order, past every verb."""
    told = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key
    }
    told["sequence"] += 1
    for name, value in changed.items():
        is_row = isinstance(value, models.Model)
        told[f"{name}_id" if is_row else name] = value.pk if is_row else value
    with transaction.atomic():
        return type(row).objects.create(**told)


def entry() -> Decision:
    return make_episode().decisions.get()


def placed(**changed: object) -> Decision:
    """A first decision that nobody has taken yet."""
    like = entry()
    fresh = make_episode(like.episode.authority, placed=False)
    return copied(like, **{"episode": fresh, "sequence": 1, **changed})


def kept(**changed: object) -> Decision:
    return copied(make_decision(make_episode(), Act.RETAIN), **changed)


def lifted(**changed: object) -> Decision:
    """A lifting that nobody has taken yet."""
    like = entry()
    given = {
        "act": "lift",
        "from_level": 2,
        "to_level": 0,
        "basis": make_inspection(like.episode.authority),
        "decided_on": "2026-03-02",
        "sustainability_en": "So.",
    }
    return copied(like, **{**given, **changed})


def lifted_on_the_entry() -> Decision:
    like = entry()
    told = {"act": "lift", "from_level": 2, "to_level": 0, "sustainability_en": "So."}
    return copied(like, **told)


def corrected(**changed: object) -> Decision:
    like = entry()
    told = {"act": "correct", "corrects": like, "reason_en": "Misread."}
    return copied(like, **{**told, **changed})


def corrected_twice() -> None:
    right = corrected()
    copied(right, corrects_id=right.corrects_id)


def step() -> MinistersStep:
    return make_intervention().steps.get()


def warned(**changed: object) -> MinistersStep:
    """A first step that nobody has taken yet."""
    fresh = make_intervention(warned=False)
    return copied(step(), **{"intervention": fresh, "sequence": 1, **changed})


def followed_up(**changed: object) -> MinistersStep:
    told = {"act": "follow_up_notice", "from_stage": "warned", **changed}
    return copied(step(), **told)


def corrected_step(**changed: object) -> MinistersStep:
    like = step()
    told = {"act": "correct", "corrects": like, "reason_en": "Misread."}
    return copied(like, **{**told, **changed})


def ordered_unwarned() -> None:
    intervention = make_intervention(warned=False)
    like = make_step(intervention, "minded_to")
    told = {"act": "intervention", "from_stage": "minded_to", "to_stage": "intervened"}
    copied(like, **told)


def done(day: date, of: MinistersStep | None = None) -> Duty:
    return Duty.objects.create(step=of or step(), kind="laid", done_on=day)


def done_of_a_corrected() -> None:
    done(date(2017, 10, 20), corrected_step().corrects)


def after_the_end(act: str) -> None:
    board = make_board()
    copied(board.decide("stand_down", by=SYSTEM, decided_on="2010"), act=act)


def told_of_a_board(**changed: object) -> BoardDecision:
    told = {"act": "continue", "decided_on": "2010", "sequence": 1, **changed}
    return BoardDecision.objects.create(**{"board": make_board(), **told})


def corrected_of_a_board(**changed: object) -> BoardDecision:
    like = told_of_a_board()
    return copied(like, **{"corrects": like, "reason_en": "Misread.", **changed})


def ended_before_others() -> None:
    first = told_of_a_board()
    copied(first)
    told = {"corrects": first, "act": "stand_down", "reason_en": "Misread."}
    copied(first, sequence=3, **told)


def announced_of_a_board() -> None:
    BoardAnnouncement.objects.create(decision=told_of_a_board(announced=True))


def told_of_a_closed_board() -> None:
    told_of_a_board(board=make_board(stood_down_on="2010"))


def after_refocusing_on_nothing() -> None:
    first = told_of_a_board(act="refocus")
    copied(first, act="continue")


def corrected_before_another(**changed: object) -> Decision:
    """A correction of the entry, which was kept on 2 March 2026."""
    like = kept().episode.decisions.first()
    told = {"act": "correct", "corrects": like, "reason_en": "Misread.", "sequence": 4}
    return copied(like, **{**told, **changed})


def after_a_correction() -> None:
    right = corrected(decided_on="2012-12-01")
    told = {"act": "retain", "from_level": 2, "decided_on": "2012-11-20"}
    copied(right, corrects_id=None, **told)


def corrected_to_before_its_former() -> None:
    like = kept().episode.decisions.last()
    told = {"act": "correct", "reason_en": "Misread.", "review_on": date(2026, 6, 1)}
    right = copied(like, corrects=like, **told)
    copied(right, corrects=right, decided_on="2012-11-18")


def corrected_step_before_another() -> None:
    intervention = make_intervention()
    make_step(intervention, "addendum", decided_on="2018-01-10")
    like = intervention.steps.first()
    told = {"act": "correct", "corrects": like, "reason_en": "Misread.", "sequence": 3}
    copied(like, decided_on="2018-01-11", **told)


def corrected_of_a_board_before_another() -> None:
    first = told_of_a_board()
    copied(first, decided_on="2011")
    told = {"corrects": first, "reason_en": "Misread.", "sequence": 3}
    copied(first, decided_on="2012", **told)


def lifted_after_an_undone_end() -> None:
    """On the basis of an entry whose protocol had not been lifted after all."""
    wrong = lifted()
    told = {"act": "correct", "corrects": wrong, "to_level": 2, "reason_en": "Misread."}
    undone = copied(wrong, review_on=date(2026, 6, 1), **told)
    placed = wrong.episode.decisions.first()
    told = {"act": "lift", "corrects_id": None, "to_level": 0, "basis": placed.basis}
    copied(undone, **told)


def grounds_of_another(model: type[models.Model], **owner: object) -> None:
    foreign = make_instrument().grounds.create(code="X", order=1, wording_en="X")
    model.objects.create(ground=foreign, **owner)


def ahead() -> str:
    return str(timezone.localdate() + timedelta(days=2))


REFUSED = {
    "to another level": (lambda: placed(to_level=3), "has no place at this level"),
    "to ministers at once": (
        lambda: placed(act="refer", to_level=3, reason_en="So."),
        "has no place at this level",
    ),
    "without a meeting": (lambda: placed(met_on=None), "lacks what it needs"),
    "without targets": (lambda: placed(targets_en=""), "lacks what it needs"),
    "without a basis": (lambda: placed(basis_id=None), "lacks what it needs"),
    "without a review": (lambda: placed(review_on=None), "lacks what it"),
    "without a day": (lambda: placed(decided_on="2012-11"), "lacks what it"),
    "kept without a reason": (
        lambda: kept(reason_en="", reason_cy=""),
        "lacks what it needs",
    ),
    "corrected without a reason": (
        lambda: corrected(reason_en=""),
        "lacks what it needs",
    ),
    "reviewed too late": (
        lambda: placed(review_on=date(2013, 2, 20)),
        "comes too late",
    ),
    "reviewed on the day of the decision": (
        lambda: kept(review_on=date(2026, 3, 2)),
        "later than the decision",
    ),
    "correction of the last that nobody reviews": (
        lambda: corrected(review_on=None),
        "later than the decision",
    ),
    "to come": (
        lambda: kept(decided_on=ahead(), review_on=date(2099, 1, 1)),
        "dated in the future",
    ),
    "correction to a day to come": (
        lambda: corrected(decided_on=ahead(), review_on=date(2099, 1, 1)),
        "dated in the future",
    ),
    "before the one it follows": (
        lambda: kept(decided_on="2012-11-18"),
        "cannot be dated before",
    ),
    "out of its order": (lambda: kept(sequence=9), "the next place in the order"),
    "from a level that is not in force": (
        lambda: copied(entry()),
        "where the last that stands led",
    ),
    "correction of another concern": (
        lambda: corrected(corrects=entry()),
        "of the same record",
    ),
    "correction that begins elsewhere": (
        lambda: corrected(from_level=1),
        "of the same record",
    ),
    "correction of what was corrected": (corrected_twice, "not corrected already"),
    "on an inspection of another authority": (
        lambda: placed(basis=make_inspection()),
        "of another authority",
    ),
    "after one that names no ground": (
        lambda: copied(placed(), act="retain", from_level=2, reason_en="So."),
        "names no ground",
    ),
    "on a ground of another protocol": (
        lambda: grounds_of_another(DecisionGround, decision=placed()),
        "of another protocol",
    ),
    "announced twice": (
        lambda: Announcement.objects.create(decision=entry()),
        "announced already",
    ),
    "lifted on the basis of the entry": (lifted_on_the_entry, "later than the entry"),
    "lifted without what lasts": (
        lambda: lifted(sustainability_en=""),
        "lacks what it needs",
    ),
    "exceptional without a reason": (
        lambda: placed(exceptional=True),
        "Give the reason",
    ),
    "step from nowhere": (
        lambda: warned(act="addendum", from_stage="none"),
        "has no place at this stage",
    ),
    "step from a stage that is not in force": (
        lambda: copied(step()),
        "where the last that stands led",
    ),
    "step out of its order": (
        lambda: followed_up(sequence=9),
        "the next place in the order",
    ),
    "order without the notice of its law": (
        ordered_unwarned,
        "a warning notice comes first",
    ),
    "correction of a step of another": (
        lambda: corrected_step(corrects=step()),
        "of the same record",
    ),
    "correction of a step without a reason": (
        lambda: corrected_step(reason_en="", reason_cy=""),
        "lacks what it needs",
    ),
    "step to come": (lambda: followed_up(decided_on=ahead()), "dated in the future"),
    "notice without what is required": (
        lambda: warned(required_en="", required_cy=""),
        "lacks what it needs",
    ),
    "notice without a law": (
        lambda: warned(provision_id=None),
        "lacks what it needs",
    ),
    "step after a notice without a ground": (
        lambda: copied(warned(), act="addendum", from_stage="warned"),
        "states no ground",
    ),
    "step on a ground of another law": (
        lambda: grounds_of_another(StepGround, step=warned()),
        "of another law",
    ),
    "step before the one it follows": (
        lambda: followed_up(decided_on="2017-10-16"),
        "cannot be dated before",
    ),
    "duty done before its step": (
        lambda: done(date(2017, 10, 16)),
        "before the step",
    ),
    "duty done on a day to come": (
        lambda: done(timezone.localdate() + timedelta(days=2)),
        "still to come",
    ),
    "duty of a step that was corrected": (done_of_a_corrected, "was corrected"),
    "statement on what is public": (
        lambda: Statement.objects.create(step=step(), url="https://gov.wales/1"),
        "is public already",
    ),
    "statement nowhere": (
        lambda: Statement.objects.create(step=warned(statement_url=""), url=""),
        "Give the address",
    ),
    "board that stood down": (lambda: after_the_end("continue"), "has stood down"),
    "board with a last day": (told_of_a_closed_board, "has stood down"),
    "board on no day": (lambda: told_of_a_board(decided_on=None), "Give the day"),
    "board out of its order": (
        lambda: told_of_a_board(sequence=2),
        "the next place in the order",
    ),
    "board whose correction is of another": (
        lambda: corrected_of_a_board(corrects=told_of_a_board()),
        "of the same record",
    ),
    "board that had ended before others": (ended_before_others, "had not stood down"),
    "board announced twice": (announced_of_a_board, "announced already"),
    "board to come": (lambda: told_of_a_board(decided_on=ahead()), "in the future"),
    "board corrected to a day to come": (
        lambda: corrected_of_a_board(decided_on=ahead()),
        "in the future",
    ),
    "corrected to after the one that follows": (
        lambda: corrected_before_another(decided_on="2026-03-03"),
        "cannot be dated before",
    ),
    "before a correction that it follows": (after_a_correction, "cannot be dated bef"),
    "correction of a correction before its former": (
        corrected_to_before_its_former,
        "cannot be dated before",
    ),
    "step corrected to after the one that follows": (
        corrected_step_before_another,
        "cannot be dated before",
    ),
    "board corrected to after the one that follows": (
        corrected_of_a_board_before_another,
        "cannot be dated before",
    ),
    "lifted on a basis that an undone lifting would make later": (
        lifted_after_an_undone_end,
        "later than the entry",
    ),
    "board after focusing on nothing": (after_refocusing_on_nothing, "names no area"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_database_refuses_what_a_verb_would(name: str) -> None:
    write, sentence = REFUSED[name]

    with pytest.raises(IntegrityError, match=sentence):
        write()


@pytest.mark.parametrize(
    "write",
    [
        lambda: placed(met_on=None, review_on=None, recorded_from="A story"),
        lambda: placed(decided_on=ahead(), recorded_from="A story"),
        lambda: placed(review_on=date(2013, 2, 19)),
        lifted,
        corrected,
        corrected_step,
        followed_up,
        lambda: warned(required_en="", recorded_from="A story"),
        lambda: placed(act="refer", to_level=3, exceptional=True, reason_en="So."),
        lambda: done(date(2017, 10, 17)),
        told_of_a_board,
        corrected_of_a_board,
        lambda: told_of_a_board(decided_on=ahead(), recorded_from="A story"),
        lambda: corrected_before_another(decided_on="2026-03-02"),
        lambda: corrected_before_another(decided_on="2026"),
    ],
)
def test_database_takes_what_is_whole_or_told_by_a_source(write: object) -> None:
    write()


def test_service_placed_without_a_ground_is_refused_as_soon_as_it_is_stored() -> None:
    decision = placed()

    with pytest.raises(IntegrityError, match="on at least one ground"):
        Episode.objects.filter(pk=decision.episode_id).update(press_label_en="So")


def test_protocol_lifted_without_a_word_on_a_ground_is_refused() -> None:
    episode = lifted().episode

    with pytest.raises(IntegrityError, match="a word on each of its grounds"):
        Episode.objects.filter(pk=episode.pk).update(press_label_en="So")


def test_notice_without_a_ground_is_refused_as_soon_as_it_is_stored() -> None:
    intervention = warned().intervention

    with pytest.raises(IntegrityError, match="at least one ground"):
        Intervention.objects.filter(pk=intervention.pk).update(recorded_from="So")


@pytest.mark.parametrize(
    "make", [make_episode, make_intervention, make_board], ids=["e", "i", "b"]
)
def test_record_is_neither_closed_nor_entered_closed_by_hand(make: object) -> None:
    row = make()
    told = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key
    }

    for write in (
        lambda: type(row).objects.filter(pk=row.pk).update(is_open=False),
        lambda: type(row).objects.bulk_create(
            [type(row)(**{**told, "is_open": False, "service_id": make_service().pk})]
        ),
    ):
        with (
            pytest.raises(IntegrityError, match="opens and ends by what was decided"),
            transaction.atomic(),
        ):
            write()


def test_row_that_no_verb_wrote_opens_and_ends_its_record() -> None:
    ended = lifted().episode
    over = copied(step(), act="ended", from_stage="warned", to_stage="ended")
    left = told_of_a_board(act="stand_down").board

    for row in (ended, over.intervention, left):
        row.refresh_from_db()
        assert not row.is_open, row
        with (
            pytest.raises(IntegrityError, match="opens and ends by what was decided"),
            transaction.atomic(),
        ):
            type(row).objects.filter(pk=row.pk).update(is_open=True)

    wrong = ended.decisions.last()
    told = {"act": "correct", "corrects": wrong, "to_level": 2, "reason_en": "So."}
    copied(wrong, review_on=date(2026, 6, 1), **told)

    ended.refresh_from_db()
    assert ended.is_open


def test_board_with_a_last_day_is_not_opened_by_hand() -> None:
    board = make_board(stood_down_on="2010")

    with pytest.raises(IntegrityError, match=r"is not open|opens and ends"):
        Board.objects.filter(pk=board.pk).update(is_open=True)


@pytest.mark.parametrize("make", [make_episode, make_intervention, told_of_a_board])
def test_what_was_decided_is_not_moved_to_another_service(make: object) -> None:
    row = make()
    row = getattr(row, "board", row)

    with pytest.raises(IntegrityError, match="stays with its authority and service"):
        type(row).objects.filter(pk=row.pk).update(service=make_service())


def test_service_has_one_that_is_open_on_each_track() -> None:
    for row in (make_episode(), make_intervention(), make_board()):
        told = {"authority": row.authority, "service": row.service}
        with pytest.raises(IntegrityError), transaction.atomic():
            type(row).objects.create(**told)


def test_what_was_decided_takes_no_further_ground() -> None:
    episode = make_episode()
    placed = episode.decisions.get()
    make_decision(episode, Act.RETAIN)
    intervention = make_intervention()
    warned = intervention.steps.get()
    make_step(intervention, "addendum")
    known = {"ground": episode.protocol.grounds.last()}
    of_law = {"ground": warned.provision.grounds.last()}

    for model, owner in (
        (DecisionGround, {"decision": placed, **known}),
        (StepGround, {"step": warned, **of_law}),
    ):
        with (
            pytest.raises(IntegrityError, match="takes no more grounds"),
            transaction.atomic(),
        ):
            model.objects.create(**owner)


def test_decision_about_a_board_is_not_dated_before_the_one_it_follows() -> None:
    board = make_board()
    board.decide("establish", by=SYSTEM, decided_on="2009-04-30")

    with pytest.raises(IntegrityError, match="cannot be dated before"):
        BoardDecision.objects.create(
            board=board, sequence=2, act="continue", decided_on="2009-03"
        )
