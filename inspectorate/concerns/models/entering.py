"""Which decision brought a concern to where it stands, and on which grounds."""

from collections.abc import Sequence

from inspectorate.concerns.models.decision import Decision
from inspectorate.concerns.models.given import DecisionGround
from inspectorate.concerns.models.levels import Act, Level


def last_spell(standing: Sequence[Decision]) -> list[Decision]:
    """Of decisions that stand, in their order, those since the concern was raised last;
    none where it never was.
    """
    spell: list[Decision] = []
    for decision in standing:
        if spell and spell[-1].to_level == Level.ROUTINE:
            spell = []
        if spell or decision.to_level != Level.ROUTINE:
            spell.append(decision)
    return spell


def entry_into(spell: Sequence[Decision]) -> Decision | None:
    """The decision that brought the protocol; if none did, the first of all."""
    since = spell[0] if spell else None
    was_under = False
    for decision in spell:
        is_under = decision.to_level >= Level.SERIOUS
        if is_under and not was_under:
            since = decision
        was_under = is_under
    return since


def grounds_of(entry: Decision | None) -> list[DecisionGround]:
    """The grounds of an entry; of a correction that names none, those it corrects.

    What a decision tells of progress is none of its grounds.
    """
    while entry is not None:
        found = list(entry.grounds.all())
        if found:
            return found
        entry = entry.corrects if entry.act == Act.CORRECT else None
    return []
