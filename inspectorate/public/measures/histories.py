"""Figures of an authority over time, each measure beside that of Wales."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from authorities.models import Authority
from inspectorate.measures.models import Measure, Reading
from inspectorate.public.measures.figures import (
    Figure,
    figures_of,
    numbered,
    period_in_words,
    short_period,
)
from inspectorate.public.pictures.lines import MOST, Lines, Mark

# With fewer there is no line to draw.
LEAST = 2


class Row(NamedTuple):
    """One period. `own` or `wales` is None where nothing is published of it."""

    measure: Measure
    start: date
    end: date
    own: Figure | None
    wales: Figure | None

    @property
    def period(self) -> str:
        return period_in_words(self.start, self.end)

    @property
    def figures(self) -> list[Figure]:
        return [figure for figure in (self.own, self.wales) if figure]


class History(NamedTuple):
    """Of one measure, the newest period first. Rows of an earlier set stand in it only
    where an Equivalence says so.
    """

    measure: Measure
    rows: list[Row]
    sources: list[Reading]
    picture: Lines | None

    @property
    def has_wales(self) -> bool:
        return any(row.wales for row in self.rows)

    @property
    def statuses(self) -> list[str]:
        """Those that want a word, in the order of the list."""
        had = {each.reading.status for row in self.rows for each in row.figures}
        return [
            status
            for status in Reading.Status.values
            if status in had and status != Reading.Status.PUBLISHED
        ]


def histories(authority: Authority) -> list[History]:
    """The newest set first, in the order of each set. One statement."""
    published = Reading.objects.published()
    its = published.filter(authority=authority).values("measure")
    readings = published.filter(Q(authority=authority) | Q(authority=None))
    readings = readings.filter(measure__in=its).select_related(
        "measure__measure_set", "measure__equivalence"
    )
    rows = rows_of(readings)
    earlier = {earlier_of(measure) for measure in rows} & {each.pk for each in rows}
    by_number = {measure.pk: measure for measure in rows}
    told = [
        history(chain_of(measure, by_number), rows)
        for measure in rows
        if measure.pk not in earlier
    ]
    return sorted(told, key=lambda each: place_of(each.measure))


def place_of(measure: Measure) -> tuple:
    return -measure.measure_set.order, measure.measure_set.code, measure.order


def rows_of(readings: Iterable[Reading]) -> dict[Measure, list[Row]]:
    """By measure, the oldest first."""
    figures = figures_of(readings)
    found: dict[Measure, dict[tuple, dict[str, Figure]]] = {}
    for figure in figures.values():
        reading = figure.reading
        period = reading.period_end, reading.period_start
        whose = "own" if reading.authority_id else "wales"
        periods = found.setdefault(reading.measure, {})
        periods.setdefault(period, {"own": None, "wales": None})[whose] = figure
    return {
        measure: [
            Row(measure, start, end, **both)
            for (end, start), both in sorted(periods.items(), key=lambda each: each[0])
        ]
        for measure, periods in found.items()
    }


def earlier_of(measure: Measure) -> int | None:
    return measure.equivalence.earlier_id if hasattr(measure, "equivalence") else None


def chain_of(measure: Measure, known: dict[int, Measure]) -> list[Measure]:
    """The measures that it goes on from and itself, the oldest first."""
    chain = [measure]
    while (earlier := known.get(earlier_of(chain[0]))) and earlier not in chain:
        chain.insert(0, earlier)
    return chain


def history(chain: list[Measure], rows: dict[Measure, list[Row]]) -> History:
    together = [row for measure in chain for row in rows[measure]]
    newest = together[::-1]
    sources = numbered(figure.reading for row in newest for figure in row.figures)
    return History(chain[-1], newest, sources, picture(chain[-1], joined(chain, rows)))


def joined(chain: list[Measure], rows: dict[Measure, list[Row]]) -> list[Row]:
    """For the picture: of an earlier set only what is before the next one begins."""
    told, until = [], date.max
    for measure in reversed(chain):
        told[:0] = [row for row in rows[measure] if row.end < until]
        until = min(until, rows[measure][0].end)
    return told


def picture(measure: Measure, rows: list[Row]) -> Lines | None:
    """None where there are not two figures to draw."""
    rows = rows[-MOST:]
    own = [row.own for row in rows if row.own and row.own.reading.has_value]
    if len(own) < LEAST:
        return None
    marks, before = [], rows[0].measure
    for row in rows:
        begins = row.measure != before
        marks.append(mark_of(row, begins=begins))
        before = row.measure
    return Lines(f"measure-{measure.slug}", marks)


def mark_of(row: Row, *, begins: bool) -> Mark:
    own, wales = row.own, row.wales
    return Mark(
        label=short_period(row.start, row.end),
        day=row.end,
        own=own and own.reading.value,
        sign=own.sign if own else "",
        wales=wales and wales.reading.value,
        begins=begins,
        length=(row.end - row.start).days + 1,
    )
