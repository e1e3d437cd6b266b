"""An extract of a table: the rows that a query leaves, as CSV of one moment, written as
they are read.
"""

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from itertools import islice

from django.core.exceptions import EmptyResultSet
from django.db import connection, models, transaction

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
    """The same by COPY: PostgreSQL writes the lines itself, in a third of the time.

    Of a query that can find nothing, such as one for no keys, there is no statement.
    """
    try:
        sql, params = rows.query.get_compiler(rows.db).as_sql()
    except EmptyResultSet:
        return
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
