"""Figures over time: a line of an authority and, dashed, one of Wales."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from math import floor, log10
from statistics import median_low
from typing import NamedTuple

from django.utils.formats import number_format

from inspectorate.public.pictures import WIDTH

# Where the figures of the scale end and the lines begin.
LEFT = 58
RIGHT = 12
TOP = 12
TALL = 150
FOOT = 48
# More marks than this would touch; the table beside it has all.
MOST = 10
STEPS = 4
# The width of a digit of a period, in the widest typeface.
DIGIT = 9
NICE = (1, 2, 5, 10)
# A time between two figures that is longer than the usual one by this has a gap.
LONG = 1.6
# Years and months differ by days: by less than this they are of one length.
UNLIKE = 1.2


class Mark(NamedTuple):
    """`own` or `wales` is None where there is no value, and `sign` says why; a mark
    that `begins` is of another measure set than the one before. `length` is that of its
    period in days.
    """

    label: str
    day: date
    own: Decimal | None
    sign: str
    wales: Decimal | None
    begins: bool = False
    length: int = 1


class Dot(NamedTuple):
    x: float
    y: float


class Label(NamedTuple):
    x: float
    text: str


class Lines:
    """`key` tells it from other pictures of a page."""

    width, left, top, bottom = WIDTH, LEFT, TOP, TOP + TALL
    height = TOP + TALL + FOOT

    def __init__(self, key: str, marks: Iterable[Mark]) -> None:
        """`marks` are in the order of their days."""
        self.key = key
        self.marks = list(marks)[-MOST:]
        self.days = [mark.day.toordinal() for mark in self.marks]
        self.steps = scale([*known(self.own), *known(self.wales)])
        self.places = [self.x(day) for day in self.days]

    @property
    def own(self) -> list[Decimal | None]:
        return [mark.own for mark in self.marks]

    @property
    def wales(self) -> list[Decimal | None]:
        return [mark.wales for mark in self.marks]

    @property
    def has_wales(self) -> bool:
        return any(value is not None for value in self.wales)

    @property
    def begins_at_nought(self) -> bool:
        return self.steps[0] <= 0

    @property
    def sign_words_y(self) -> float:
        return self.bottom + 40

    def x(self, day: int) -> float:
        """By the days, so that a year that is missing leaves its room."""
        first, last = self.days[0], self.days[-1]
        room = WIDTH - LEFT - RIGHT - 28
        share = (day - first) / (last - first) if last > first else 0.5
        return round(LEFT + 14 + share * room, 1)

    def y(self, value: Decimal) -> float:
        low, high = self.steps[0], self.steps[-1]
        share = float((value - low) / (high - low))
        return round(self.bottom - share * TALL, 1)

    @property
    def scale(self) -> list[tuple[float, str]]:
        written = [-step.normalize().as_tuple().exponent for step in self.steps]
        decimals = max(0, *written)
        return [
            (self.y(step), number_format(step, decimals, force_grouping=True))
            for step in self.steps
        ]

    @property
    def own_dots(self) -> list[Dot]:
        return self.dots(self.own)

    @property
    def wales_dots(self) -> list[Dot]:
        return self.dots(self.wales)

    @property
    def own_paths(self) -> list[str]:
        return list(self.paths(self.own))

    @property
    def wales_paths(self) -> list[str]:
        return list(self.paths(self.wales))

    def dots(self, values: Sequence[Decimal | None]) -> list[Dot]:
        pairs = zip(self.places, values, strict=True)
        return [Dot(x, self.y(value)) for x, value in pairs if value is not None]

    def paths(self, values: Sequence[Decimal | None]) -> Iterator[str]:
        """From figure to figure, as SVG writes them: none over a gap, be it that no
        value is told or that a period is missing, and none from set to set or from
        a year to a quarter.
        """
        joined = zip(pairwise(values), pairwise(self.marks), strict=True)
        for place, ((old, new), (before, after)) in enumerate(joined):
            if None in (old, new) or not self.goes_on(before, after):
                continue
            here, there = self.places[place], self.places[place + 1]
            yield f"M{here} {self.y(old)}L{there} {self.y(new)}"

    def goes_on(self, before: Mark, after: Mark) -> bool:
        """Whether nothing lies between two marks beside each other."""
        if after.begins or not is_alike(before, after):
            return False
        return days_between(before, after) <= self.usual(after) * LONG

    def usual(self, like: Mark) -> int:
        """The days from one mark to the next, as most have them of such periods."""
        spans = [
            days_between(before, after)
            for before, after in pairwise(self.marks)
            if is_alike(before, after) and is_alike(after, like)
        ]
        return median_low([span for span in spans if span] or [0])

    @property
    def signs(self) -> list[Label]:
        """In the place of figures of the authority that have no value."""
        pairs = zip(self.places, self.marks, strict=True)
        return [Label(x, mark.sign) for x, mark in pairs if mark.sign]

    @property
    def breaks(self) -> list[float]:
        """Where another measure set begins."""
        places = zip(pairwise(self.places), self.marks[1:], strict=True)
        return [round((old + new) / 2, 1) for (old, new), mark in places if mark.begins]

    @property
    def labels(self) -> list[Label]:
        """The periods that have room; the newest has it before the others."""
        found: list[Label] = []
        edge = WIDTH + DIGIT
        for x, mark in zip(self.places[::-1], self.marks[::-1], strict=True):
            half = len(mark.label) * DIGIT / 2
            middle = min(x, WIDTH - half)
            if middle + half + DIGIT <= edge:
                found.append(Label(round(middle, 1), mark.label))
                edge = middle - half
        return found[::-1]


def is_alike(one: Mark, other: Mark) -> bool:
    """Whether both are of years, or both of quarters."""
    shorter, longer = sorted([one.length, other.length])
    return longer <= shorter * UNLIKE


def days_between(before: Mark, after: Mark) -> int:
    return (after.day - before.day).days


def known(values: Iterable[Decimal | None]) -> list[Decimal]:
    return [value for value in values if value is not None]


def scale(values: Sequence[Decimal]) -> list[Decimal]:
    """Round figures from below the least to above the greatest. They begin at nought,
    but where that would press all figures together.
    """
    low, high = min(values), max(values)
    if low >= 0 and low <= high / 2:
        low = Decimal(0)
    if low == high:
        low, high = low - 1, high + 1
    rough = (high - low) / STEPS
    size = Decimal(10) ** floor(log10(rough))
    step = next(size * nice for nice in NICE if size * nice >= rough)
    first = (low / step).to_integral_value(rounding="ROUND_FLOOR") * step
    found = [first]
    while found[-1] < high:
        found.append(found[-1] + step)
    return found
