"""A list as one file: every row that its filters leave, written as they are read.

`format` asks for it, or the header Accept: CSV with the columns of the open data, or
JSON Lines, each line of which is an object as the list has it.
"""

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

import orjson
from django.db import connection, models, transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.mixins import ListModelMixin
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from inspectorate.api.language import language_of
from inspectorate.api.rendering import CSV, FORMS, JSON
from inspectorate.fields import Wording
from inspectorate.opendata.column import (
    BOOLEAN,
    DATE,
    INTEGER,
    MOMENT,
    NUMBER,
    STRING,
    Column,
    cell,
)
from inspectorate.opendata.table import Table
from inspectorate.spreadsheets.writing import UNSEEN, harmless

AT_ONCE = 500
# Its bytes, each of which UTF-8 has for itself alone; the last begins two other signs.
UNSEEN_BYTES = bytes(n for n in range(32) if UNSEEN.match(chr(n)))
RARE = "\ufffe".encode()[:2]
# How PostgreSQL writes a cell of each kind; what is empty stands as nothing at all.
CELLS = {
    BOOLEAN.name: "{0}::text",
    INTEGER.name: "{0}::text",
    DATE.name: "{0}::text",
    NUMBER.name: "trim_scale({0})::text",
    MOMENT.name: """to_char({0} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')""",
}
SPACES = r"\s\x1c-\x1f\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
FORMULA = rf"^[\t\r\n]|^[{SPACES}]*[-=+@\uff1d\uff0b\uff0d\uff20]"
GUARDED = (
    "CASE WHEN ascii({0}) BETWEEN 48 AND 57 OR ascii({0}) BETWEEN 65 AND 90 "
    "OR ascii({0}) BETWEEN 97 AND 122 THEN {0} "
    f"WHEN {{0}} ~ '{FORMULA}' "
    "THEN chr(39) || {0} ELSE NULLIF({0}, '') END"
)


class ExportedList:
    """For views of lists, each of which is a file as well, with the columns of
    `exported`, a table of the open data.
    """

    exported: Table
    renderer_classes = FORMS

    def get_renderers(self) -> list[BaseRenderer]:
        is_list = getattr(self, "action", "") == "list"
        return [form() for form in (FORMS if is_list else FORMS[:1])]

    def list(self, request: Request, **kwargs: str) -> HttpResponse:
        if not is_export(request):
            return self.page(request)
        refuse_pages(request, self.paginator.of_pages)
        found = self.filter_queryset(self.get_queryset()).order_by(*self.ordering)
        language = language_of(request)
        if isinstance(request.accepted_renderer, CSV):
            chunks = as_csv(self.in_columns(found), self.exported.columns, language)
        else:
            chunks = self.as_lines(found, language)
        return file_of(self.exported.name, request, chunks)

    def page(self, request: Request) -> HttpResponse:
        return ListModelMixin.list(self, request)

    def in_columns(self, found: models.QuerySet) -> models.QuerySet:
        """The rows of which the columns of `exported` are read."""
        return found

    def as_lines(self, found: models.QuerySet, language: str) -> Iterator[bytes]:
        return as_lines(found, lambda some: self.get_serializer(some, many=True).data)


def is_export(request: Request) -> bool:
    return not isinstance(request.accepted_renderer, JSON)


def refuse_pages(request: Request, parameters: Iterable[str]) -> None:
    """An export has every row, so it does not say where it begins."""
    told = _("A file has all rows. Leave this parameter out.")
    if errors := {name: [told] for name in parameters if name in request.query_params}:
        raise exceptions.ValidationError(errors)


def file_of(
    name: str, request: Request, chunks: Iterator[bytes]
) -> StreamingHttpResponse:
    form = request.accepted_renderer
    answer = StreamingHttpResponse(
        at_one_moment(chunks), content_type=f"{form.media_type}; charset=utf-8"
    )
    told = f'attachment; filename="{name}.{form.format}"'
    answer.headers["Content-Disposition"] = told
    return answer


def at_one_moment(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """All of it as the record is when the first row is read.

    PostgreSQL hands rows out bit by bit within a transaction; one of SQLite would keep
    others from writing, and there a statement alone sees one moment.
    """
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        yield from chunks
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield from chunks


def some_at_once(rows: models.QuerySet) -> Iterator[list]:
    found = rows.iterator(chunk_size=AT_ONCE)
    while some := list(islice(found, AT_ONCE)):
        yield some


def as_lines(
    rows: models.QuerySet, objects: Callable[[Sequence], Iterable[dict]]
) -> Iterator[bytes]:
    for some in some_at_once(rows):
        yield b"".join(
            orjson.dumps(each, option=orjson.OPT_APPEND_NEWLINE)
            for each in objects(some)
        )


def as_csv(
    rows: models.QuerySet, columns: list[Column], language: str
) -> Iterator[bytes]:
    """As files.as_csv() writes a table, without the texts of the other language."""
    if language:
        (other,) = set(Wording._fields) - {language}
        columns = [each for each in columns if not each.name.endswith(f"_{other}")]
    yield codecs.BOM_UTF8
    yield ",".join(each.name for each in columns).encode() + b"\r\n"
    found = rows.values_list(*(each.path for each in columns))
    if connection.vendor == "postgresql":
        yield from copied(found, columns)
        return
    written = [written_as(column) for column in columns]
    for some in some_at_once(found):
        by_column = (
            map(write, cells) if write else cells
            for write, cells in zip(written, zip(*some, strict=True), strict=True)
        )
        text = io.StringIO(newline="")
        csv.writer(text).writerows(zip(*by_column, strict=True))
        yield seen(text.getvalue().encode())


def copied(rows: models.QuerySet, columns: list[Column]) -> Iterator[bytes]:
    """The same by COPY: PostgreSQL writes the lines itself, in a third of the time."""
    sql, params = rows.query.get_compiler(rows.db).as_sql()
    names = [f"c{place}" for place in range(len(columns))]
    cells = ", ".join(
        CELLS.get(column.kind.name, GUARDED).format(name)
        for column, name in zip(columns, names, strict=True)
    )
    # Every name is of our own, and what a reader asks for is among the parameters.
    lines = f"SELECT {cells} FROM ({sql}) AS found ({', '.join(names)})"  # noqa: S608
    copy = f"COPY ({lines}) TO STDOUT (FORMAT csv)"
    with connection.cursor() as cursor, cursor.cursor.copy(copy, params) as told:
        while some := [bytes(line)[:-1] for line in islice(told, AT_ONCE)]:
            yield seen(b"\r\n".join([*some, b""]))


def written_as(column: Column) -> Callable | None:
    """What makes a cell of a value; None where it is one already."""
    if column.kind is STRING:
        return None if column.codes else guarded
    return plain


def guarded(text: str | None) -> str | None:
    """What begins with a letter or digit is no formula."""
    return text if not text or text[0].isalnum() else harmless(text)


def plain(value: object) -> object:
    value = cell(value)
    return str(value).lower() if isinstance(value, bool) else value


def seen(lines: bytes) -> bytes:
    """Signs that nobody sees are rare, and to look for them in each cell is slow."""
    if RARE in lines or len(lines.translate(None, UNSEEN_BYTES)) < len(lines):
        return UNSEEN.sub("\ufffd", lines.decode()).encode()
    return lines
