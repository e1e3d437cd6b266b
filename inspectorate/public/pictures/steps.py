"""Grades over time: steps between the words of a scale, the best on top."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from textwrap import wrap
from typing import NamedTuple

from inspectorate.fields import Told
from inspectorate.public.pictures import LINE, WIDTH

# Where the words end and the steps begin.
LEFT = 136
# So many letters of a grade stand in one line.
LETTERS = 18
ROW = 46
TOP = 6
FOOT = 30
# More marks than this would touch; the table beside it has all.
MOST = 6


class Mark(NamedTuple):
    """`row` counts the words of the scale, None where nothing was judged; a mark that
    `begins` has no step from the one before, with which it is not to be compared.
    """

    label: str
    row: int | None
    begins: bool


class Word(NamedTuple):
    """A grade beside its line."""

    y: float
    lines: list[tuple[float, str]]
    language: str


class Dot(NamedTuple):
    x: float
    y: float | None
    label: str


class Steps:
    """`key` tells it from other pictures of a page."""

    width, left = WIDTH, LEFT

    def __init__(self, key: str, words: Sequence[Told], marks: Iterable[Mark]) -> None:
        self.key = key
        self.marks = list(marks)[-MOST:]
        self.words = [word(place, told) for place, told in enumerate(words)]
        self.bottom = TOP + ROW * len(words)
        self.height = self.bottom + FOOT
        self.dots = [self.dot(place, mark) for place, mark in enumerate(self.marks)]

    def dot(self, place: int, mark: Mark) -> Dot:
        room = (WIDTH - LEFT) / len(self.marks)
        y = None if mark.row is None else middle(mark.row)
        return Dot(round(LEFT + room * (place + 0.5), 1), y, mark.label)

    @property
    def paths(self) -> Iterator[str]:
        """The steps, as SVG writes them."""
        pairs = pairwise(zip(self.dots, self.marks, strict=True))
        for (old, _mark), (new, mark) in pairs:
            if not mark.begins and None not in (old.y, new.y):
                half = round((old.x + new.x) / 2, 1)
                yield f"M{old.x} {old.y}H{half}V{new.y}H{new.x}"

    @property
    def breaks(self) -> list[float]:
        """Where what stands left and right is not to be compared."""
        pairs = pairwise(zip(self.dots, self.marks, strict=True))
        return [
            round((old.x + new.x) / 2, 1)
            for (old, _mark), (new, mark) in pairs
            if mark.begins
        ]


def middle(row: int) -> float:
    return TOP + ROW * row + ROW / 2


def word(place: int, told: Told) -> Word:
    lines = wrap(told.text, LETTERS)
    first = middle(place) + 5 - (len(lines) - 1) * LINE / 2
    placed = [(first + number * LINE, line) for number, line in enumerate(lines)]
    return Word(middle(place), placed, told.language)
