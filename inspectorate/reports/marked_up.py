"""What has changed in a draft since it was sent: part by part, word by word."""

import re
from collections.abc import Callable, Hashable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple, TypeVar

from inspectorate.reports.parts import Kind, Part

WORD = re.compile(r"\s+|\w+|[^\w\s]")
# Texts with more pairs of words than this are shown whole, before and after: to
# compare them would keep the reader waiting.
MOST_PAIRS = 4_000_000

SAME, ADDED, REMOVED = "same", "added", "removed"

Each = TypeVar("Each")


class Run(NamedTuple):
    """Words that stand together with one fate."""

    fate: str
    text: str


class Change(NamedTuple):
    """One part as sent and as it is now; None where it was not there."""

    sent: Part | None
    now: Part | None

    @property
    def part(self) -> Part:
        return self.now or self.sent

    @property
    def name_sent(self) -> str:
        """Its name as the authority knows it, where it has another now."""
        renumbered = self.sent and self.now and self.sent.name != self.now.name
        return self.sent.name if renumbered else ""

    @property
    def fate(self) -> str:
        if self.sent is None:
            return ADDED
        if self.now is None:
            return REMOVED
        return SAME if words_of(self.sent) == words_of(self.now) else "changed"

    def texts(self) -> list[tuple[str, list[Run]]]:
        """For each language that it has or had: its code, and what became of it."""
        told = [
            (code, getattr(self.sent, code, ""), getattr(self.now, code, ""))
            for code in ("en", "cy")
        ]
        return [(code, runs(old, new)) for code, old, new in told if old or new]


def words_of(part: Part) -> tuple[str, str]:
    return part.en, part.cy


def changes(sent: list[Part], now: list[Part]) -> list[Change]:
    """Every part in the order of the draft now; what was taken out, where it stood."""
    return [Change(*pair) for pair in paired(sent, now, identity)]


def paired(
    old: list[Each], new: list[Each], known_by: Callable[[Each], Hashable]
) -> Iterator[tuple[Each | None, Each | None]]:
    """Each thing as it was and as it is, None where it is not there: in the order of
    `new`, and what was taken out where it stood. `known_by` is the same in both.
    """
    before = {known_by(each): each for each in old}
    kept = {known_by(each) for each in new}
    names = [[known_by(each) for each in things] for things in (old, new)]
    for _tag, i1, i2, j1, j2 in SequenceMatcher(None, *names, False).get_opcodes():
        yield from ((each, None) for each in old[i1:i2] if known_by(each) not in kept)
        yield from ((before.get(known_by(each)), each) for each in new[j1:j2])


def identity(part: Part) -> tuple[str, ...]:
    """A finding has no name that stays, so that it is known by its words."""
    if part.kind == Kind.FINDING:
        return part.kind, *words_of(part)
    return part.kind, part.key


def runs(old: str, new: str) -> list[Run]:
    if old == new:
        return [Run(SAME, old)]
    one, other = WORD.findall(old), WORD.findall(new)
    if len(one) * len(other) > MOST_PAIRS:
        return [Run(REMOVED, old), Run(ADDED, new)]
    return list(compared(one, other))


def compared(old: list[str], new: list[str]) -> Iterator[Run]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, False).get_opcodes():
        if tag == "equal":
            yield Run(SAME, "".join(old[i1:i2]))
            continue
        if i1 < i2:
            yield Run(REMOVED, "".join(old[i1:i2]))
        if j1 < j2:
            yield Run(ADDED, "".join(new[j1:j2]))
