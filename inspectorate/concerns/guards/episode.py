"""A concern is open as its decisions have it, and rests on grounds."""

from inspectorate.concerns.guards.decision import GROUNDLESS, LINE, UNANSWERED
from inspectorate.guards import Guard

IS_OPEN = f"COALESCE({LINE.reached('to_level', '{whose}')} <> 0, (1 = 1))"
# The decision itself opens or closes it, before its grounds are there.
BY_A_DECISION = """EXISTS (SELECT 1 FROM concerns_episode stored
    WHERE stored.id = NEW.id AND stored.is_open <> NEW.is_open)"""

GUARDS = [
    Guard(
        "episode_placed_on_grounds",
        "concerns_episode",
        breaks=f"NOT {BY_A_DECISION} AND {GROUNDLESS.format(whose='NEW.id')}",
        refusal="A service is placed under a protocol on at least one ground.",
    ),
    # A de-escalation as well; the name is that of triggers laid long ago.
    Guard(
        "episode_lifted_ground_by_ground",
        "concerns_episode",
        breaks=f"NOT {BY_A_DECISION} AND {UNANSWERED.format(whose='NEW.id')}",
        refusal="A protocol is lifted or eased with a word on each of its grounds.",
    ),
    LINE.open_by_rows(IS_OPEN),
    LINE.stays(),
    LINE.opens(IS_OPEN),
]
