"""What became of things that two documents say: paired by their keys, word by word."""

import re
from collections.abc import Hashable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from inspectorate.markup import to_words
from inspectorate.reports.likeness import LANGUAGES
from inspectorate.reports.marked_up import ADDED, REMOVED, SAME, Run, paired

CHANGED, MOVED = "changed", "moved"
NOTHING = {"en": "", "cy": ""}

WORD = re.compile(r"\S+\s*")
# Texts with more pairs of words than this are told whole, before and after: to compare
# them would keep the reader waiting.
MOST_PAIRS = 2_000_000


class Thing(NamedTuple):
    """One thing that a document says, in whichever of the two."""

    key: Hashable  # what it is known by in both
    told: dict  # as the document has it
    words: dict[str, str]  # its text in both languages
    facts: dict[str, object]  # what it says beside its text, as the document has it


class Text(NamedTuple):
    """A text that is not as it was, in one language."""

    language: str
    runs: list[Run]

    @property
    def is_same_in_words(self) -> bool:
        """Only its formatting is another, or the address of a link."""
        return all(run.fate == SAME for run in self.runs)


class Fact(NamedTuple):
    """What is said beside a text, as it was and as it is, as the documents have it."""

    name: str
    old: object
    new: object


class Change(NamedTuple):
    """What became of one thing; `old` or `new` is None where it is not there.

    `texts` are those that are new, gone or changed, English first; `kept` names the
    languages in which the text stayed as it was.
    """

    fate: str
    old: dict | None
    new: dict | None
    texts: list[Text]
    kept: list[str]
    facts: list[Fact]
    is_moved: bool

    @property
    def told(self) -> dict:
        return self.new or self.old


class Part(NamedTuple):
    """What changed in a part of the report, in its order, and how many things did not;
    `renumbered` counts those among the latter whose number alone is another.
    """

    changes: list[Change]
    unchanged: int
    renumbered: int = 0


def part(
    old: list[Thing], new: list[Thing], moved: frozenset[Hashable] = frozenset()
) -> Part:
    pairs = list(paired(old, new, lambda thing: thing.key))
    every = [change(*pair, (pair[1] or pair[0]).key in moved) for pair in pairs]
    same = [each for each in every if each.fate == SAME]
    renumbered = [each for each in same if number(each.old) != number(each.new)]
    changed = [each for each in every if each.fate != SAME]
    return Part(changed, len(same), len(renumbered))


def number(told: dict) -> str:
    return told.get("number", "")


def change(old: Thing | None, new: Thing | None, is_moved: bool) -> Change:
    before, after = (thing.words if thing else NOTHING for thing in (old, new))
    return Change(
        fate_of(old, new, is_moved),
        old and old.told,
        new and new.told,
        [text(code, before[code], after[code]) for code in differing(before, after)],
        [code for code in LANGUAGES if before[code] == after[code] != ""],
        facts(old, new) if old and new else [],
        is_moved,
    )


def fate_of(old: Thing | None, new: Thing | None, is_moved: bool) -> str:
    if old is None:
        return ADDED
    if new is None:
        return REMOVED
    if old.words != new.words or old.facts != new.facts:
        return CHANGED
    return MOVED if is_moved else SAME


def differing(old: dict[str, str], new: dict[str, str]) -> list[str]:
    return [code for code in LANGUAGES if old[code] != new[code]]


def facts(old: Thing, new: Thing) -> list[Fact]:
    return [
        Fact(name, was, new.facts[name])
        for name, was in old.facts.items()
        if was != new.facts[name]
    ]


def text(language: str, old: str, new: str) -> Text:
    """The words that came and went, among those that stayed."""
    old, new = to_words(old), to_words(new)
    if old == new:
        return Text(language, [Run(SAME, old)])
    one, other = WORD.findall(old), WORD.findall(new)
    if len(one) * len(other) > MOST_PAIRS:
        return Text(language, [Run(REMOVED, old), Run(ADDED, new)])
    return Text(language, list(compared(one, other)))


def compared(old: list[str], new: list[str]) -> Iterator[Run]:
    """Words with the space after them, which is not compared: so a sentence that is
    added leaves the word before it as it is. A run ends with a space.
    """
    words = [[word.strip() for word in each] for each in (old, new)]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, *words, False).get_opcodes():
        if tag == "equal":
            yield Run(SAME, spaced(new[j1:j2]))
            continue
        if i1 < i2:
            yield Run(REMOVED, spaced(old[i1:i2]))
        if j1 < j2:
            yield Run(ADDED, spaced(new[j1:j2]))


def spaced(words: list[str]) -> str:
    text = "".join(words)
    return text if text[-1].isspace() else f"{text} "
