"""The passages of an edition that hold what was searched, with the words marked."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from inspectorate.markup import to_words
from inspectorate.reports.search.authorities import Unit
from inspectorate.reports.search.folding import HYPHENED, clean, fold, joined, key
from inspectorate.reports.search.query import rare_words
from inspectorate.reports.search.terms import forms

SHOWN = 3
# Of a text so much is shown around its first word that is marked.
BEFORE, WINDOW = 90, 280
# Among passages that hold as many of the words, what inspectors concluded comes first.
# Those that are shown of one part alone; of a title, all.
OF_PART = {"recommendations": "recommendation", "findings": "finding"}
ORDER = ("recommendation", "finding", "paragraph", "summary")


class Segment(NamedTuple):
    text: str
    is_marked: bool


# What stands for the part of a text before a passage.
LEFT_OUT = Segment("… ", False)


class Passage(NamedTuple):
    """`number` and `anchor` as printed in the edition, `stable_id` of a paragraph."""

    kind: str
    number: str
    anchor: str
    stable_id: str
    language: str
    segments: list[Segment]

    @property
    def is_from_the_start(self) -> bool:
        """Whether nothing of the text is left out before it."""
        return self.segments[:1] != [LEFT_OUT]


class Candidate(NamedTuple):
    kind: str
    place: int
    number: str
    anchor: str
    stable_id: str
    language: str
    text: str
    score: int


class Marker:
    """Finds the words of a search in texts of one language."""

    def __init__(self, units: list[Unit], language: str) -> None:
        self.language = language
        self.wanted: dict[str, int] = {}
        for place, unit in enumerate(units):
            for word in rare_words(unit) or unit.words:
                for part in {joined(word), *word.split("-")}:
                    self.wanted |= dict.fromkeys(forms(part, language), place)
        # Of policies too, which is kept as policy.
        begin = "|".join(sorted({each.rstrip("y") or each for each in self.wanted}))
        self.pattern = re.compile(rf"(?<![a-z0-9])(?:{begin})[a-z0-9]*")

    def places(self, folded: str) -> list[tuple[int, int, int]]:
        """Where each word begins and ends, and which of the search it is."""
        found = []
        for pattern in (HYPHENED, self.pattern) if "-" in folded else (self.pattern,):
            for match in pattern.finditer(folded):
                unit = self.wanted.get(key(joined(match[0]), self.language))
                if unit is not None:
                    found.append((*match.span(), unit))
        # The longest first of those that begin at one place.
        return sorted(found, key=lambda each: (each[0], -each[1]))

    def marked(self, text: str) -> list[Segment]:
        """The whole text, its words marked."""
        text = clean(text)
        return self.segments(text, 0, len(text))

    def snippet(self, text: str) -> list[Segment]:
        """As much of the text as is shown."""
        text = clean(text)
        places = self.places(fold(text))
        return self.segments(text, *window(text, places[0][0] if places else 0))

    def segments(self, text: str, begin: int, end: int) -> list[Segment]:
        places = self.places(fold(text))
        found, at = [LEFT_OUT] if begin else [], begin
        for start, stop, _unit in places:
            if start >= at and stop <= end:
                found += [
                    Segment(text[at:start], False),
                    Segment(text[start:stop], True),
                ]
                at = stop
        tail = " …" if end < len(text) else ""
        found.append(Segment(text[at:end] + tail, False))
        return [each for each in found if each.text]


def window(text: str, first: int) -> tuple[int, int]:
    """From the beginning of a word to the end of one."""
    begin = 0
    if first > BEFORE:
        begin = text.find(" ", first - BEFORE, first) + 1 or first
    end = begin + WINDOW
    if end >= len(text):
        return begin, len(text)
    return begin, max(text.rfind(" ", first, end), first + 40)


def passages_of(
    document: dict, markers: dict[str, Marker], part: str = ""
) -> tuple[list[Passage], int]:
    """The best few in order, and how many there are that hold as many of the words.

    The languages come in the order in which a reader would have them.
    """
    found = [
        best
        for candidate in texts_of(document)
        if OF_PART.get(part, candidate[0].kind) == candidate[0].kind
        if (best := in_best_language(candidate, markers))
    ]
    if not found:
        return [], 0
    most = max(each.score for each in found)
    found = [each for each in found if each.score == most]
    found.sort(key=lambda each: (ORDER.index(each.kind), each.place))
    shown = [passage(each, markers[each.language]) for each in found[:SHOWN]]
    return shown, len(found)


Texts = tuple[Candidate, dict[str, str]]


def in_best_language(told: Texts, markers: dict[str, Marker]) -> Candidate | None:
    """Which holds the most of the words; None where neither holds any."""
    candidate, texts = told
    scored = []
    for language, marker in markers.items():
        text = texts.get(language, "")
        units = {unit for *_span, unit in marker.places(fold(clean(text)))}
        scored.append((len(units), language, text))
    score, language, text = max(scored, key=lambda each: each[0])
    if not score:
        return None
    return candidate._replace(score=score, language=language, text=text)


def passage(found: Candidate, marker: Marker) -> Passage:
    segments = marker.snippet(" ".join(to_words(found.text).split()))
    told = (found.kind, found.number, found.anchor, found.stable_id, found.language)
    return Passage(*told, segments)


def texts_of(document: dict) -> Iterator[Texts]:
    """Every text of an edition that has an address, in its order."""
    yield Candidate("summary", 0, "", "summary", "", "", "", 0), document["summary"]
    place = 0
    for section in document["sections"]:
        for each in section["paragraphs"]:
            place += 1
            told = (place, each["number"], each["anchor"], each["stable_id"])
            yield Candidate("paragraph", *told, "", "", 0), each["text"]
    for place, each in enumerate(document["findings"], start=1):
        told = Candidate("finding", place, "", "findings", "", "", "", 0)
        yield told, each["text"]
    for place, each in enumerate(document["recommendations"], start=1):
        told = (place, each["number"], each["reference"], "")
        yield Candidate("recommendation", *told, "", "", 0), each["text"]
