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
from inspectorate.concerns.models import Board, BoardDecision, Decision, Episode
from inspectorate.concerns.models.decision import Level, standing_among
from inspectorate.fields import PartialDate, Wording
from inspectorate.public.grounds import published_decisions, tell_grounds
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
    `in_force`, in plain words as `stands`, and `as_at`.

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
        episode.stands = ENDED if has_ended else STANDS[level]


def announced_boards(authority: Authority) -> list[Board]:
    """Each with those of its decisions that are announced, as `announced_decisions`;
    `has_ended` where it stood down, and `as_at` the last decision, if there is one.
    """
    boards = announced_board_rows(authority)
    for board in boards:
        last = board.announced_decisions[-1] if board.announced_decisions else None
        stood_down = last is not None and last.act == BoardDecision.Act.STAND_DOWN
        board.has_ended = stood_down or board.stood_down_on is not None
        board.as_at = AsAt.of(last) if last else None
    return boards


def levels_in_force() -> dict[int, Level]:
    """By authority, the gravest level of a concern that is announced."""
    decisions = Decision.objects.published().select_related("episode")
    ordered = decisions.order_by("episode", "sequence")
    found: dict[int, Level] = {}
    for episode, its in groupby(ordered, key=lambda each: each.episode):
        level = Level(standing_among(list(its))[-1].to_level)
        key = episode.authority_id
        found[key] = max(level, found.get(key, Level.ROUTINE))
    return found


def give_levels(authorities: Iterable[Authority]) -> None:
    """Each its `stands`, in words; empty where no concern was ever announced."""
    levels = levels_in_force()
    for authority in authorities:
        level = levels.get(authority.pk)
        authority.stands = "" if level is None else STANDS[level]
        authority.is_under_concern = level is not None and level >= Level.SERIOUS
