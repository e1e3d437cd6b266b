"""How the three tracks stood at the end of a day, by what the public may know by now.

Nothing announced is ever taken back, so what was told for a past day changes where a
row is announced later, or put right.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Prefetch
from django.utils.translation import get_language

from authorities.models import Authority
from inspectorate.concerns.models import (
    Board,
    BoardDecision,
    Decision,
    DecisionGround,
    Episode,
    Intervention,
    MinistersStep,
)
from inspectorate.concerns.models.decision import DecisionQuerySet, Level
from inspectorate.concerns.models.entering import entry_into, last_spell
from inspectorate.concerns.models.stages import Stage
from inspectorate.concerns.models.standing import standing_among
from inspectorate.fields import PartialDate

# After a last step that leads to one of these, nothing of ministers is in force.
OVER = (Stage.ENDED, Stage.NONE)


class Entry(NamedTuple):
    """An episode as it stood at the end of a day, by the decisions until then.

    `entered` is the decision that brought the protocol or, where it never came to
    that, closer monitoring; `left` the one that ended it.
    """

    episode: Episode
    level: Level
    decisions: list[Decision]
    entered: Decision
    last: Decision
    left: Decision | None


class Standing(NamedTuple):
    """An intervention as it stood at the end of a day: `last` is its last step then."""

    intervention: Intervention
    stage: Stage
    first: MinistersStep
    last: MinistersStep
    has_ended: bool


class BoardStanding(NamedTuple):
    """A board as it stood at the end of a day; `focused` is the decision that named
    what it attended to then.
    """

    board: Board
    has_ended: bool
    focused: BoardDecision | None


def published_decisions() -> DecisionQuerySet:
    """With all that is told of them."""
    grounds = DecisionGround.objects.select_related("ground")
    return (
        Decision.objects.published()
        .select_related("corrects", "basis")
        .prefetch_related(Prefetch("grounds", grounds))
    )


def announced_episodes() -> list[Episode]:
    """Episodes with their announced decisions, by the authority's name as the page's
    language has it.
    """
    published = published_decisions()
    episodes = (
        Episode.objects.filter(decisions__in=Decision.objects.published())
        .distinct()
        .select_related("authority", "service")
        .prefetch_related(Prefetch("decisions", published, to_attr="announced"))
    )
    return sorted(episodes, key=lambda each: (*by_name(each.authority)[:1], each.pk))


def entry_at(episode: Episode, day: date) -> Entry | None:
    """None where nothing had been decided by then."""
    told = standing_among(episode.announced)
    standing = [each for each in told if each.counts_from <= day]
    if not standing:
        return None
    level = Level(standing[-1].to_level)
    spell = last_spell(standing)
    if not spell:
        return None
    return Entry(
        episode=episode,
        level=level,
        decisions=standing,
        entered=entry_into(spell),
        last=standing[-1],
        left=standing[-1] if level == Level.ROUTINE else None,
    )


def interventions_at(told: Iterable[Intervention], day: date) -> list[Standing]:
    """By the authority's name; those of which nothing was decided by then left out.
    Each has its public steps as `told`.
    """
    found = []
    for intervention in told:
        line = standing_among(intervention.told)
        standing = [each for each in line if each.counts_from <= day]
        if standing:
            last = standing[-1]
            stage = Stage(last.to_stage)
            found.append(
                Standing(intervention, stage, standing[0], last, stage in OVER)
            )
    return sorted(found, key=lambda each: by_name(each.intervention.authority))


def boards_at(told: Iterable[Board], day: date) -> list[BoardStanding]:
    """Boards that had begun by then, by the authority's name. Each has its public
    decisions that stand as `told`.

    One of which no day is known counts from the entry of its first decision.
    """
    found = [
        BoardStanding(board, has_ended(board, day), focused_at(board, day))
        for board in told
        if begins(board) is not None and begins(board) <= day
    ]
    return sorted(found, key=lambda each: by_name(each.board.authority))


def begins(board: Board) -> date | None:
    """None where neither a day nor a decision of it is on record."""
    days = [each.counts_from for each in board.told]
    stated = first_day(board.established_on)
    return stated or min(days, default=None)


def has_ended(board: Board, day: date) -> bool:
    act = BoardDecision.Act.STAND_DOWN
    stood_down = any(each.act == act and each.counts_from <= day for each in board.told)
    stated = first_day(board.stood_down_on)
    return stood_down or (stated is not None and stated <= day)


def focused_at(board: Board, day: date) -> BoardDecision | None:
    """The last decision until then that named what to attend to."""
    for decision in reversed(board.told):
        if decision.counts_from <= day and decision.focus_areas.all():
            return decision
    return None


def first_day(stated: PartialDate | None) -> date | None:
    return stated.earliest if stated else None


def by_name(authority: Authority) -> tuple[str, int]:
    told = authority.name.in_language(get_language())
    return told.text.casefold(), authority.pk
