"""What ministers did about a service, from the steps whose statement is public, and how
it stood at the end of a day. No concern of the inspectorate, and no board.
"""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import NamedTuple

from django.db.models import Prefetch

from authorities.models import Authority
from inspectorate.concerns.as_at import OVER
from inspectorate.concerns.models import (
    Board,
    BoardDecision,
    BoardMember,
    Duty,
    Intervention,
    MinistersStep,
    StepGround,
)
from inspectorate.concerns.models.stages import Stage
from inspectorate.concerns.models.standing import standing_among
from inspectorate.public.reasons import tell_reasons


class Day(NamedTuple):
    """A duty that the law or the notice sets a day for, and the day it was done; either
    may be unknown.
    """

    kind: Duty.Kind
    by: date | None
    done: Duty | None


def announced_interventions(
    authority: Authority | None = None,
) -> list[Intervention]:
    """Those with a public step, of one authority or of all, the newest first, each with
    those steps as `told`, and `in_force`, the last that stands.
    """
    published = (
        MinistersStep.objects.published()
        .select_related("provision", "statement", "corrects")
        .prefetch_related(
            Prefetch("grounds", StepGround.objects.select_related("ground")), "duties"
        )
    )
    rows = (
        Intervention.objects.filter(steps__in=MinistersStep.objects.published())
        .distinct()
        .select_related("authority", "service")
        .prefetch_related(Prefetch("steps", published, to_attr="told"))
    )
    if authority:
        rows = rows.filter(authority=authority)
    found = list(rows)
    for intervention in found:
        tell_reasons(intervention.told)
        standing = standing_among(intervention.told)
        intervention.in_force = standing[-1]
        intervention.stage_told = Stage(standing[-1].to_stage)
        intervention.has_ended = intervention.stage_told in OVER
        for step in intervention.told:
            step.is_replaced = step not in standing
            step.days = list(days_of(step))
    return sorted(found, key=lambda each: each.has_ended)


def days_of(step: MinistersStep) -> Iterable[Day]:
    """In the order of the law; the last row of a duty counts."""
    done = {duty.kind: duty for duty in step.duties.all()}
    due = step.due()
    for kind in Duty.Kind:
        if kind in due or kind in done:
            yield Day(kind, due.get(kind), done.get(kind))


def count_without_end() -> int:
    """Interventions that have a public step and of which no public step is the end."""
    steps = MinistersStep.objects.published().order_by("intervention", "sequence")
    by_intervention = groupby(steps, key=lambda step: step.intervention_id)
    last = [standing_among(list(its))[-1] for _key, its in by_intervention]
    return sum(step.to_stage not in (Stage.ENDED, Stage.NONE) for step in last)


def announced_board_rows(authority: Authority | None = None) -> list[Board]:
    """Boards the public may know of with the decisions it may know of, and members;
    `told` are the decisions that stand.
    """
    decisions = (
        BoardDecision.objects.published()
        .select_related("corrects")
        .prefetch_related("focus_areas")
    )
    rows = (
        Board.objects.published()
        .select_related("authority", "service")
        .prefetch_related(
            Prefetch("decisions", decisions, to_attr="announced_decisions"),
            Prefetch("members", BoardMember.objects.all(), to_attr="seats"),
        )
    )
    found = list(rows.filter(authority=authority) if authority else rows)
    for board in found:
        tell_reasons(board.announced_decisions)
        board.told = standing_among(board.announced_decisions)
        for decision in board.announced_decisions:
            decision.is_replaced = decision not in board.told
    return found
