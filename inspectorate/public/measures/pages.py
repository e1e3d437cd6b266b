"""The list of measures, and the page of one: authorities side by side, by period.

Within one measure, which is of one set, all figures compare; nothing else is compared.
"""

from itertools import groupby
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import get_language
from django.views.generic import DetailView, ListView

from inspectorate.measures.models import Measure, MeasureSet, Reading
from inspectorate.public.measures.figures import (
    Figure,
    figures_of,
    numbered,
    period_in_words,
)


class Generation(NamedTuple):
    measure_set: MeasureSet
    measures: list[Measure]


class MeasureList(ListView):
    """By their sets, the newest first; in each, those of which figures are public."""

    template_name = "public/measure_list.html"

    def get_queryset(self) -> list[Generation]:
        published = Reading.objects.published().filter(measure=OuterRef("pk"))
        found = Measure.objects.select_related("measure_set").annotate(
            has_figures=Exists(published)
        )
        ordered = found.order_by(
            *("-measure_set__order", "measure_set__code"),
            *("-has_figures", "order", "code"),
        )
        grouped = groupby(ordered, key=lambda measure: measure.measure_set)
        return [Generation(its, list(measures)) for its, measures in grouped]


class Standing(NamedTuple):
    """A figure of a period with that of the period before; None where there is none."""

    figure: Figure
    former: Figure | None


class Period(NamedTuple):
    words: str
    wales: Standing | None
    standings: list[Standing]
    sources: list[Reading]


class MeasurePage(DetailView):
    template_name = "public/measure_page.html"

    def get_queryset(self) -> QuerySet[Measure]:
        return Measure.objects.select_related(
            "measure_set", "equivalence__earlier__measure_set"
        )

    def get_context_data(self, **kwargs: object) -> dict:
        periods = periods_of(self.object)
        return super().get_context_data(
            measure=self.object,
            periods=periods,
            newest=next(iter(periods), None),
            earlier=periods[1:],
            **kwargs,
        )


def periods_of(measure: Measure) -> list[Period]:
    """The newest first."""
    readings = Reading.objects.published().filter(measure=measure)
    figures = figures_of(readings.select_related("authority"))
    found: dict[tuple, dict[int | None, Figure]] = {}
    for figure in figures.values():
        reading = figure.reading
        reading.measure = measure
        for former in figure.former:
            former.measure = measure
        days = reading.period_end, reading.period_start
        found.setdefault(days, {})[reading.authority_id] = figure
    told, former = [], {}
    for (end, start), of_places in sorted(found.items(), key=lambda each: each[0]):
        told.append(period(measure, period_in_words(start, end), of_places, former))
        former = of_places
    return told[::-1]


def period(measure: Measure, words: str, of_places: dict, former: dict) -> Period:
    rows = {
        place: Standing(figure, former.get(place))
        for place, figure in of_places.items()
    }
    wales = rows.pop(None, None)
    standings = ordered(measure, list(rows.values()))
    shown = [wales, *standings] if wales else standings
    sources = numbered(each.figure.reading for each in shown)
    return Period(words, wales, standings, sources)


def ordered(measure: Measure, rows: list[Standing]) -> list[Standing]:
    """By name; the best first where the measure says what is better. What has no value
    stands at the end, by name.
    """
    rows = sorted(rows, key=name_of)
    direction = Measure.Direction(measure.direction)
    if not direction.ranks:
        return rows
    with_value = [row for row in rows if row.figure.reading.has_value]
    without = [row for row in rows if not row.figure.reading.has_value]
    with_value.sort(
        key=lambda row: row.figure.reading.value,
        reverse=direction == Measure.Direction.HIGHER,
    )
    return [*with_value, *without]


def name_of(row: Standing) -> tuple[str, str]:
    authority = row.figure.reading.authority
    name = authority.name.in_language(get_language()).text
    return name.casefold(), authority.slug
