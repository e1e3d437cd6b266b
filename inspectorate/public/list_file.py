"""A list of the site as a file, or the sentences that say why there is none."""

from collections.abc import Iterable, Iterator
from itertools import chain

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django_filters import FilterSet

from authorities.models import Authority
from inspectorate.opendata.column import cell
from inspectorate.opendata.extract import at_one_moment
from inspectorate.opendata.files import in_csv
from inspectorate.spreadsheets.writing import csv_chunks

# Whom a row is about, as authority() tells it.
AUTHORITY = ["authority", "authority_en", "authority_cy"]


def as_file(name: str, chunks: Iterator[bytes]) -> StreamingHttpResponse:
    """CSV that is named after the list, and the day on which it was so."""
    answer = StreamingHttpResponse(
        at_one_moment(chunks), content_type="text/csv; charset=utf-8"
    )
    named = f"{name}-{timezone.localdate()}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{named}"'
    return answer


def lines_of(columns: list[str], rows: Iterable[Iterable[object]]) -> Iterator[bytes]:
    """Rows that are no table's, told as those of a table are."""
    told = ([in_csv(cell(value)) for value in row] for row in rows)
    return csv_chunks(chain([columns], told))


def authority(row: Authority) -> tuple[str, str, str]:
    return row.slug, row.name_en, row.name_cy


def faults(found: FilterSet) -> list[str]:
    return [f"{field.label}: {error}" for field in found.form for error in field.errors]


def refused(sentences: Iterable[str]) -> HttpResponse:
    """What the page of the list says, as a text."""
    told = "\n".join(sentences)
    return HttpResponse(told, "text/plain; charset=utf-8", status=400)
