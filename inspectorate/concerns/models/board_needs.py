"""What a decision about a board needs, each lack as a sentence that tells the cure."""

from collections.abc import Iterator, Sequence

from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from inspectorate.concerns.models.board_decision import BoardDecision
from inspectorate.concerns.models.standing import out_of_order
from inspectorate.lifecycle import Reason

NAME_AREAS = _("Name at least one area to focus on from now.")
OPEN_ALREADY = _("This service already has a board: have that one stand down first.")
HAS_ENDED = _("This board has stood down: record a board of its own.")
STAND_DOWN = BoardDecision.Act.STAND_DOWN


def lacks(decision: BoardDecision, focus_areas: Sequence[dict]) -> list[Reason]:
    """Why the decision has no place, or what it needs; all at once."""
    board, told = decision.board, []
    standing = board.standing()
    # A source may tell of its last day before it tells of what came until then.
    has_ended = bool(standing) and standing[-1].act == STAND_DOWN
    if has_ended or not (board.is_open or decision.recorded_from):
        told.append(HAS_ENDED)
    if not decision.recorded_from:
        if decision.act == BoardDecision.Act.REFOCUS and not focus_areas:
            told.append(NAME_AREAS)
        if not decision.decided_on:
            told.append(_("Give the day of the decision, such as 2026-03-02."))
    return [Reason(each) for each in (*told, *of_its_day(decision))]


def lacks_to_correct(right: BoardDecision, named: Sequence[dict]) -> list[Reason]:
    """The same of a correction, on a board as it is with that."""
    board, wrong, told = right.board, right.corrects, []
    if right.act == BoardDecision.Act.REFOCUS and not named:
        told.append(NAME_AREAS)
    if wrong.is_corrected:
        told.append(_("It has been corrected already: correct the correction."))
    if not right.reason:
        told.append(_("Say why the decision is corrected."))
    standing = board.standing()
    if right.act == STAND_DOWN and standing and wrong != standing[-1]:
        told.append(_("Other decisions follow it: the board had not stood down."))
    if board.is_open and others(board).filter(is_open=True).exists():
        told.append(OPEN_ALREADY)
    return [Reason(each) for each in (*told, *of_its_day(right))]


def of_its_day(decision: BoardDecision) -> Iterator[str | Promise]:
    first = decision.decided_on.earliest if decision.decided_on else None
    is_to_come = first and first > timezone.localdate(decision.entered_at)
    if is_to_come and not decision.recorded_from:
        yield _("The decision is dated in the future: record it once it is taken.")
    yield from out_of_order(
        decision,
        decision.board.decisions.all(),
        before=_("A decision cannot be dated before the one it follows."),
        after=_("A decision cannot be dated after one that follows it: mend its day."),
    )


def others(board: models.Model) -> models.QuerySet:
    """The other boards of its service."""
    found = type(board).objects.filter(authority=board.authority_id)
    return found.filter(service=board.service_id).exclude(pk=board.pk)
