"""The recommendations that filters leave, as a file that is written row by row."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone

from inspectorate.public.list_file import faults, refused
from inspectorate.public.recommendation_filter import RecommendationFilter
from inspectorate.public.standing import AXES, is_silent
from inspectorate.reports.models import PublishedRecommendation
from inspectorate.reports.models.published_rows import PublishedRecommendationQuerySet
from inspectorate.spreadsheets.writing import csv_chunks

AT_ONCE = 500


def recommendation_data(request: HttpRequest, form: str) -> HttpResponse:
    """In the order of the list; bad filters are answered by their sentences."""
    rows = PublishedRecommendation.objects.published().current()
    filters = RecommendationFilter(request.GET, rows, request=request)
    if not filters.is_valid():
        return refused(faults(filters))
    today = timezone.localdate()
    site = request.build_absolute_uri("/").rstrip("/")
    content_type, written = FORMS[form]
    response = StreamingHttpResponse(
        written(records(filters.qs, today, site), today), content_type=content_type
    )
    name = f"recommendations-{today}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def records(
    rows: PublishedRecommendationQuerySet, today: date, site: str
) -> Iterator[dict]:
    found = (
        rows.select_related(
            "edition__report", "edition__service", "recommendation", "repeat_of"
        )
        .defer("edition__document")
        .prefetch_related("themes", "edition__authorities")
        .with_awaiting(today)
        .order_by("-edition__sorted_on", "-edition__pk", "position")
    )
    for row in found.iterator(chunk_size=AT_ONCE):
        yield record(row, today, site)


def record(row: PublishedRecommendation, today: date, site: str) -> dict:
    edition, now = row.edition, row.recommendation
    return {
        "reference": row.reference,
        "number": row.number,
        "address": site + reverse("recommendation-detail", args=[row.reference]),
        "report": edition.report.slug,
        "edition": edition.number,
        "published_on": str(edition.published_on or ""),
        "authorities": [each.slug for each in edition.authorities.all()],
        "service": edition.service.code,
        "themes": [theme.code for theme in row.themes.all()],
        "text_en": row.text_en,
        "text_cy": row.text_cy,
        "priority": row.priority,
        "timescale": row.timescale,
        "due_on": row.due_on,
        "is_overdue": row.is_overdue(today),
        **{axis: known(row, axis) for axis in AXES},
        "accepted_on": now.accepted_on,
        "closed_reason": now.closed_reason,
        "closed_on": now.closed_on,
        "repeats": row.repeat_of_id is not None,
        "as_at": today,
        # Whoever reads the file by the place of its columns finds new ones at the end.
        "awaits_verification": row.awaits_verification,
    }


def known(row: PublishedRecommendation, axis: str) -> str:
    """Empty where a historical source is silent; but what nobody closed is open, as in
    every total.
    """
    is_told = axis == "lifecycle" or not is_silent(row, axis)
    return getattr(row.recommendation, axis) if is_told else ""


def as_csv(found: Iterable[dict], today: date) -> Iterator[bytes]:
    return csv_chunks(lines(found))


def lines(found: Iterable[dict]) -> Iterator[list]:
    """The names of columns stand there also where nothing is found."""
    yield COLUMNS
    for told in found:
        yield [in_a_cell(value) for value in told.values()]


def in_a_cell(value: object) -> object:
    if isinstance(value, list):
        return " ".join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def as_json(found: Iterable[dict], today: date) -> Iterator[bytes]:
    head = json.dumps({"as_at": str(today), "columns": COLUMNS})
    yield f'{head[:-1]}, "recommendations": ['.encode()
    rows = (json.dumps(told, ensure_ascii=False, default=str) for told in found)
    first = (f"\n{row}" for row in [next(rows, "")] if row)
    for text in chain(first, (f",\n{row}" for row in rows)):
        yield text.encode()
    yield b"\n]}\n"


COLUMNS = [
    *("reference", "number", "address", "report", "edition", "published_on"),
    *("authorities", "service", "themes", "text_en", "text_cy", "priority"),
    *("timescale", "due_on", "is_overdue", *AXES, "accepted_on", "closed_reason"),
    *("closed_on", "repeats", "as_at", "awaits_verification"),
]
FORMS: dict[str, tuple[str, Callable[..., Iterator[bytes]]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "json": ("application/json", as_json),
}
