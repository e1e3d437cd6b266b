"""How things stand with an authority: concerns and boards that have been announced.

They are kept apart: a concern is the inspectorate's, a board may be of ministers or
of the council's own, and neither tells of the other.
"""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import NamedTuple

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from authorities.models import Authority
from inspectorate.concerns.as_at import published_decisions
from inspectorate.concerns.models import Board, BoardDecision, Decision, Episode
from inspectorate.concerns.models.decision import Level
from inspectorate.concerns.models.standing import standing_among
from inspectorate.fields import PartialDate, Wording
from inspectorate.public.grounds import tell_grounds
from inspectorate.public.interventions import announced_board_rows

# What the level in force means to somebody who has never heard of the protocol.
STANDS = {
    Level.ROUTINE: _("Not under the serious concern protocol now."),
    Level.HEIGHTENED: _(
        "Not under the serious concern protocol now, but watched more closely."
    ),
    Level.SERIOUS: _("Under the serious concern protocol now."),
    Level.REFERRED: _(
        "Under the serious concern protocol now, and ministers have been advised to "
        "consider their powers."
    ),
}
# Likewise of a service that never came under the protocol.
WATCHED = {
    Level.ROUTINE: _("No longer watched more closely."),
    Level.HEIGHTENED: _("Watched more closely."),
}
ENDED = _("This concern has ended; another about the same service has not.")


class AsAt(NamedTuple):
    """Which decision says how something stands: when it was taken, by whom (empty
    where no source says it), and since when it is on record here.
    """

    decided_on: PartialDate | None
    decided_by: Wording
    entered_on: date

    @classmethod
    def of(cls, decision: Decision | BoardDecision) -> "AsAt":
        entered_on = timezone.localdate(decision.entered_at)
        return cls(decision.decided_on, decision.decided_by, entered_on)


def announced_episodes(
    authority: Authority, addresses: dict[str, str]
) -> list[Episode]:
    """Episodes of which a decision is announced, the gravest and then the newest
    first, each with those decisions as `announced`, the one now in force as
    `in_force`, in plain words as `stands`, `as_at`, and `was_serious` where it ever
    came under the protocol.

    A decision names the inspection it rests on (`public_basis`) only when that is
    public itself: has one of the `addresses`, which `basis_address` then is.
    """
    decisions = published_decisions()
    episodes = (
        Episode.objects.filter(authority=authority)
        .select_related("service")
        .prefetch_related(Prefetch("decisions", decisions, to_attr="announced"))
    )
    result = [episode for episode in episodes if episode.announced]
    for episode in result:
        standing = standing_among(episode.announced)
        episode.in_force = standing[-1]
        episode.was_serious = gravest_of(standing) >= Level.SERIOUS
        episode.as_at = AsAt.of(episode.in_force)
        for decision in episode.announced:
            decision.is_replaced = decision not in standing
            reference = decision.basis.reference if decision.basis else ""
            decision.basis_address = addresses.get(reference, "")
            decision.public_basis = decision.basis if decision.basis_address else None
    tell_grounds(each for episode in result for each in episode.announced)
    tell_how_it_stands(result)
    return sorted(result, key=lambda each: each.in_force.to_level, reverse=True)


def tell_how_it_stands(episodes: list[Episode]) -> None:
    """An ended episode does not deny what another one says of the same service."""
    lasting = {
        episode.service_id
        for episode in episodes
        if episode.in_force.to_level != Level.ROUTINE
    }
    for episode in episodes:
        level = Level(episode.in_force.to_level)
        has_ended = level == Level.ROUTINE and episode.service_id in lasting
        told = in_words(level, episode.was_serious)
        episode.stands = ENDED if has_ended else told


def in_words(level: Level, was_serious: bool) -> str:
    """Of the protocol only to who was under it: others have never heard of it."""
    return STANDS[level] if was_serious else WATCHED[level]


def gravest_of(standing: Iterable[Decision]) -> Level:
    return max(Level(each.to_level) for each in standing)


def announced_boards(authority: Authority) -> list[Board]:
    """Each with those of its decisions that are announced, as `announced_decisions`;
    `has_ended` where it stood down; and `in_force` the last decision, told as `as_at`,
    None where there is none.
    """
    boards = announced_board_rows(authority)
    for board in boards:
        last = board.told[-1] if board.told else None
        stood_down = last is not None and last.act == BoardDecision.Act.STAND_DOWN
        board.has_ended = stood_down or board.stood_down_on is not None
        board.in_force = last
        board.as_at = AsAt.of(last) if last else None
    return boards


class Reached(NamedTuple):
    """The gravest level now of an authority's announced concerns, and whether one of
    them ever came under the protocol.
    """

    level: Level
    was_serious: bool


def levels_in_force() -> dict[int, Reached]:
    """By authority; those of which no concern was announced left out."""
    decisions = Decision.objects.published().select_related("episode")
    ordered = decisions.order_by("episode", "sequence")
    found: dict[int, Reached] = {}
    for episode, its in groupby(ordered, key=lambda each: each.episode):
        standing = standing_among(list(its))
        key = episode.authority_id
        before = found.get(key, Reached(Level.ROUTINE, False))
        level = max(Level(standing[-1].to_level), before.level)
        was_serious = gravest_of(standing) >= Level.SERIOUS
        found[key] = Reached(level, was_serious or before.was_serious)
    return found


def give_levels(authorities: Iterable[Authority]) -> None:
    """Each its `stands`, in words; empty where no concern was ever announced."""
    levels = levels_in_force()
    for authority in authorities:
        reached = levels.get(authority.pk)
        authority.stands = in_words(*reached) if reached else ""
        authority.is_under_concern = bool(reached) and reached.level >= Level.SERIOUS
