"""A figure as a reader is told it, with what it was before."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language

from inspectorate.measures.models import Measure, Reading
from inspectorate.measures.models.reading import newest_first, to_be_told
from inspectorate.public.meanings import VOCABULARIES

# The signs of published statistics, for a picture.
SIGNS = {
    Reading.Status.SUPPRESSED: "c",
    Reading.Status.NOT_AVAILABLE: ":",
    Reading.Status.NOT_PUBLISHED: "–",
}
PER_CENT = "%"


class Figure(NamedTuple):
    """The reading that stands, and those that it revised and that may still be told,
    the newest first.
    """

    reading: Reading
    former: list[Reading]

    @property
    def text(self) -> str:
        return figure_told(self.reading)

    @property
    def before(self) -> list[str]:
        return [figure_told(each) for each in self.former]

    @property
    def sign(self) -> str:
        """In the place of a value; empty where there is one."""
        return SIGNS.get(self.reading.status, "")

    @property
    def is_plain(self) -> bool:
        """Whether its status goes without saying."""
        return self.reading.status == Reading.Status.PUBLISHED and not self.former


def figures_of(readings: Iterable[Reading]) -> dict[tuple, Figure]:
    """By what each is about (Reading.key)."""
    found = newest_first(readings)
    told = {key: to_be_told(rows) for key, rows in found.items()}
    return {key: Figure(rows[0], rows[1:]) for key, rows in told.items()}


def numbered(readings: Iterable[Reading]) -> list[Reading]:
    """One reading of each source, in their order; every one of `readings` is given the
    `source_number` of its own in that list, from 1 on.
    """
    found: dict[tuple, Reading] = {}
    places: dict[tuple, int] = {}
    for each in readings:
        key = each.source, each.source_url, each.collected_on, each.public_on
        found.setdefault(key, each)
        each.source_number = places.setdefault(key, len(places) + 1)
    return list(found.values())


def figure_told(reading: Reading) -> str:
    """The value with its unit where that is short; else the word of its status."""
    if not reading.has_value:
        return str(VOCABULARIES["reading"].choices(reading.status).label)
    text = number_format(reading.value, reading.decimals, force_grouping=True)
    return f"{text}%" if unit_of(reading.measure) == PER_CENT else text


def unit_of(measure: Measure) -> str:
    return measure.unit.in_language(get_language()).text


def period_in_words(start: date, end: date) -> str:
    """For a reader: a day, a year from April to March, or two days."""
    if start == end:
        return date_format(end, "j F Y")
    if is_year(start, end):
        return f"{start.year}–{end.year % 100:02}"
    return f"{date_format(start, 'j F Y')} – {date_format(end, 'j F Y')}"


def is_year(start: date, end: date) -> bool:
    """Whether it is a reporting year, from April to March."""
    return (start.month, start.day, end.month, end.day) == (4, 1, 3, 31) and (
        end.year == start.year + 1
    )


def short_period(start: date, end: date) -> str:
    """For an axis."""
    return period_in_words(start, end) if is_year(start, end) else f"{end.year}"
