"""All that is published of a measure, as a file that is written row by row."""

from collections.abc import Iterator

from django.http import HttpRequest, StreamingHttpResponse
from django.shortcuts import get_object_or_404

from inspectorate.measures.models import Measure, Reading
from inspectorate.measures.models.checked import plain_number
from inspectorate.measures.models.reading import newest_first, to_be_told
from inspectorate.public.measures.figures import SIGNS
from inspectorate.spreadsheets.writing import csv_chunks

WALES = ("Wales", "Cymru", "W92000004")
COLUMNS = [
    *("measure_set", "measure", "name_en", "name_cy", "unit_en", "unit_cy"),
    *("authority_en", "authority_cy", "gss_code", "period_start", "period_end"),
    *("number", "stands", "status", "symbol", "value", "numerator", "denominator"),
    *("source", "source_url", "note_en", "note_cy", "collected_on", "public_on"),
]


def measure_data(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    measures = Measure.objects.select_related("measure_set")
    measure = get_object_or_404(measures, slug=slug)
    response = StreamingHttpResponse(
        content(measure), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{slug}.csv"'
    return response


def content(measure: Measure) -> Iterator[bytes]:
    return csv_chunks(lines(measure))


def lines(measure: Measure) -> Iterator[list]:
    """Former readings too, each after the one that revised it; `stands` is true of
    those that count, `number` counts what was published. A cell is empty where there is
    no value.
    """
    yield COLUMNS
    readings = Reading.objects.published().filter(measure=measure)
    readings = readings.select_related("authority").order_by(
        "period_end", "period_start", "place", "number"
    )
    for known in newest_first(readings).values():
        for place, reading in enumerate(to_be_told(known)):
            reading.measure = measure
            told = line(reading, number=len(known) - place, stands=place == 0)
            yield [in_a_cell(cell) for cell in told]


def line(reading: Reading, *, number: int, stands: bool) -> list:
    measure, authority = reading.measure, reading.authority
    place = WALES
    if authority:
        place = authority.name_en, authority.name_cy, authority.gss_code
    value, counts = reading.value, (reading.numerator, reading.denominator)
    return [
        measure.measure_set.code,
        measure.code,
        *measure.name,
        *measure.unit,
        *place,
        reading.period_start,
        reading.period_end,
        number,
        "true" if stands else "false",
        reading.status,
        SIGNS.get(reading.status, ""),
        value if value is None else round(value, reading.decimals),
        *(count if count is None else plain_number(count) for count in counts),
        reading.source,
        reading.source_url,
        *reading.note,
        reading.collected_on,
        reading.public_on,
    ]


def in_a_cell(cell: object) -> object:
    return "" if cell is None else cell
