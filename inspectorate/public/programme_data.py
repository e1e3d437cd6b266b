"""The forward programme as a file: what its page tells of each inspection."""

from collections.abc import Iterator
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from inspectorate.public.list_file import as_file, lines_of
from inspectorate.public.programme import Planned, Stand, programme

COLUMNS = [
    *("stand", "authorities", "kind", "service", "service_title_en"),
    *("service_title_cy", "window_from", "window_to", "said", "said_on"),
    *("publishes", "note_en", "note_cy", "report", "as_at"),
]


@require_safe
def programme_data(request: HttpRequest) -> HttpResponse:
    return as_file("programme", lines_of(COLUMNS, lines(timezone.localdate())))


def lines(on: date) -> Iterator[list]:
    """In the order of the page."""
    for stand, rows in programme(on)["parts"]:
        for row in rows:
            yield line(row, stand, on)


def line(row: Planned, stand: Stand, on: date) -> list:
    entry = row.entry
    return [
        stand.value,
        " ".join(each.slug for each in entry.authorities.all()),
        *(entry.kind, entry.service.code, *entry.service_title),
        *(entry.window_from, entry.window_to, entry.said, entry.said_on),
        *(entry.publishes, *entry.note),
        row.report.report.slug if row.report else "",
        on,
    ]
