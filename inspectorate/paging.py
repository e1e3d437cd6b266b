"""Paging by key: a page begins after the last row of the one before.

A deep page costs what the first one costs, and rows that are added meanwhile make
none appear twice or get lost. The order's columns run in one direction, hold no
NULL, and end with a unique one.
"""

import base64
import json
from collections.abc import Sequence
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.constants import LOOKUP_SEP
from django.db.models.sql.compiler import SQLCompiler
from django.utils.translation import gettext_lazy as _

from inspectorate.statements import Slot, Statement


class BadCursor(ValueError):  # noqa: N818 - the reader's mistake, not a fault
    """A cursor that this list did not give; the message tells what to do."""

    def __str__(self) -> str:
        return str(
            _("This page address is not valid. Start again from the first page.")
        )


class Page(NamedTuple):
    """Rows, and the cursors of the pages after and before (None: there is none)."""

    rows: list
    next: str | None
    previous: str | None


class Cursor(NamedTuple):
    """The key of a row, and whether the page ends before it (or begins after)."""

    key: list
    before: bool

    def encode(self) -> str:
        text = json.dumps([[str(value) for value in self.key], self.before])
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str, length: int) -> "Cursor":
        try:
            padded = text + "=" * (-len(text) % 4)
            key, before = json.loads(base64.urlsafe_b64decode(padded.encode()))
        except (ValueError, TypeError, RecursionError) as error:
            raise BadCursor(text) from error
        # No column of a database holds a NUL.
        strings = isinstance(key, list) and all(
            isinstance(part, str) and "\0" not in part for part in key
        )
        if not strings or len(key) != length or not isinstance(before, bool):
            raise BadCursor(text)
        return cls(key, before)


def paginate(
    queryset: models.QuerySet,
    *,
    order: Sequence[str],
    size: int,
    cursor: str | None = None,
    kept: dict[tuple, Statement] | None = None,
) -> Page:
    """Return one page of `queryset`; raises BadCursor for a foreign cursor.

    `order` as in order_by: `("-sorted_on", "-pk")`. Tuples of values_list() begin with
    its columns. `kept` has the statements of pages of this queryset, which must be the
    same each time then.
    """
    columns = [column.removeprefix("-") for column in order]
    at = Cursor.decode(cursor, len(order)) if cursor else None
    backwards = bool(at and at.before)
    key = read_key(queryset, columns, at.key) if at else []

    def asked(key: list[tuple[models.Field, object]]) -> models.QuerySet:
        return beginning(queryset, order, key, backwards)[: size + 1]

    if kept is None:
        rows = list(asked(key))
    else:
        statement = kept.get((size, bool(at), backwards))
        if statement is None:
            slots = [(field, Slot(n, field)) for n, (field, _value) in enumerate(key)]
            statement = kept[size, bool(at), backwards] = Statement(asked(slots))
        rows = statement.rows([value for _field, value in key])
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    if not rows:
        return Page([], None, None)
    after = more if not backwards else True
    before = more if backwards else at is not None
    return Page(
        rows,
        Cursor(key_of(rows[-1], columns), before=False).encode() if after else None,
        Cursor(key_of(rows[0], columns), before=True).encode() if before else None,
    )


def beginning(
    queryset: models.QuerySet,
    order: Sequence[str],
    key: list[tuple[models.Field, object]],
    backwards: bool,
) -> models.QuerySet:
    """The rows after a key, or before it, the nearest first; all where it is empty."""
    columns = [column.removeprefix("-") for column in order]
    descending = order[0].startswith("-")
    if key:
        operator = "<" if descending != backwards else ">"
        values = [
            value if isinstance(value, Slot) else models.Value(value, field)
            for field, value in key
        ]
        queryset = queryset.filter(Beyond(columns, values, operator))
    queryset = queryset.order_by(*order)
    return queryset.reverse() if backwards else queryset


def key_of(row: models.Model | dict | tuple, columns: list[str]) -> list:
    """Of a row, or of what values() or values_list() has read of it."""
    if isinstance(row, tuple):
        return list(row[: len(columns)])
    if isinstance(row, dict):
        return [row[column] for column in columns]
    return [value_of(row, column.split(LOOKUP_SEP)) for column in columns]


def value_of(row: models.Model, path: list[str]) -> object:
    for name in path:
        row = getattr(row, name)
    return row


def read_key(
    queryset: models.QuerySet, columns: list[str], texts: list[str]
) -> list[tuple[models.Field, object]]:
    """Each value with its field, or raise BadCursor where one cannot be read."""
    result = []
    for column, text in zip(columns, texts, strict=True):
        field = field_of(queryset, column.split(LOOKUP_SEP))
        try:
            text.encode()  # refuses half a surrogate pair
            value = field.to_python(text)
            field.run_validators(value)  # refuses a number that no column holds
        except (ValidationError, ValueError) as error:
            raise BadCursor(text) from error
        result.append((field, value))
    return result


def field_of(queryset: models.QuerySet, path: list[str]) -> models.Field:
    model = queryset.model
    if path[0] in queryset.query.annotations:
        return queryset.query.annotations[path[0]].output_field
    for name in path[:-1]:
        model = model._meta.get_field(name).related_model
    return model._meta.pk if path[-1] == "pk" else model._meta.get_field(path[-1])


class Beyond(models.Func):
    """Whether a row stands after a key, of which an index can find the first.

    Of columns of one table it is the row-value test `(a, b) > (x, y)`. Spelled out as
    `a > x OR (a = x AND b > y)` that reads every row on PostgreSQL. Of columns of
    several it is `a >= x AND NOT (a = x AND b <= y)`, for which PostgreSQL expects as
    many rows as there are: of a row-value it expects too few to go by the index of a.
    """

    output_field = models.BooleanField()

    def __init__(
        self, columns: list[str], values: list[models.Expression], operator: str
    ) -> None:
        super().__init__(*(models.F(column) for column in columns), *values)
        self.operator = operator

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: object
    ) -> tuple[str, list]:
        asked = self.get_source_expressions()
        half = len(asked) // 2
        tables = {getattr(each, "alias", None) for each in asked[:half]}
        parts = [compiler.compile(part) for part in asked]
        if len(tables) == 1:
            return compared(parts[:half], self.operator, parts[half:])
        (first, *columns), (bound, *values) = parts[:half], parts[half:]
        within, given = compared([first], f"{self.operator}=", [bound])
        same, tied = compared([first], "=", [bound])
        not_yet = {">": "<=", "<": ">="}[self.operator]
        before, left = compared(columns, not_yet, values)
        return f"({within} AND NOT ({same} AND {before}))", [*given, *tied, *left]


Compiled = tuple[str, Sequence]


def compared(
    columns: list[Compiled], operator: str, values: list[Compiled]
) -> tuple[str, list]:
    sides = [", ".join(sql for sql, _params in side) for side in (columns, values)]
    params = [each for _sql, given in (*columns, *values) for each in given]
    return f"({sides[0]}) {operator} ({sides[1]})", params
