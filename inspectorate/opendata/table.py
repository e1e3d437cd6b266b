"""A table of the public record: which rows the public may read, and their columns."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple

import orjson
from django.db import connection, models
from django.db.models import F, OrderBy, Q
from django.db.models.functions import Collate
from django.utils.functional import Promise, cached_property

from inspectorate.opendata.column import Cell, Column, cell

AT_ONCE = 2000
BY_CODE_POINT = {"postgresql": "C", "sqlite": "BINARY"}


class Row(NamedTuple):
    """`key` is what tells it from the others of its table, for ever."""

    key: tuple[Cell, ...]
    cells: tuple[Cell, ...]


class Table:
    """`rows` begins at `.published()`, so that a draft cannot be in it.

    `key` names the columns that together tell a row from all others; `scope` is the
    first of them. Where `of_editions`, that is a report, and a row comes and goes with
    an edition of it alone. `is_kept_apart` where no two rows can have one key. `asked`
    names columns by which rows are found besides.
    """

    def __init__(
        self,
        name: str,
        title: Promise,
        told: Promise,
        *,
        rows: Callable[[], models.QuerySet],
        key: tuple[str, ...],
        columns: Iterator[Column],
        asked: tuple[str, ...] = (),
        is_kept_apart: bool = False,
        of_editions: bool = False,
    ) -> None:
        self.name, self.title, self.told = name, title, told
        self.of_editions, self.asked = of_editions, asked
        self.is_kept_apart = is_kept_apart
        self.public, self.key, self.columns = rows, key, list(columns)

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    @property
    def scope(self) -> Column:
        return self.key_columns[0]

    @cached_property
    def key_columns(self) -> list[Column]:
        known = {column.name: column for column in self.columns}
        return [known[name] for name in self.key]

    def rows(self, scope: str | None = None) -> Iterator[Row]:
        """In the order of their keys; of one scope, or of all when it is None."""
        found = self.public().order_by(*map(in_order, self.key_columns))
        if scope is not None:
            found = found.filter(**{self.scope.path: scope})
        yield from self.read(found)

    def read(self, found: models.QuerySet) -> Iterator[Row]:
        place = {name: number for number, name in enumerate(self.names)}
        key_of = itemgetter(*(place[name] for name in self.key))
        is_one = len(self.key) == 1
        paths = [column.path for column in self.columns]
        for values in found.values_list(*paths).iterator(chunk_size=AT_ONCE):
            cells = tuple(map(cell, values))
            key = (key_of(cells),) if is_one else key_of(cells)
            yield Row(key, cells)

    def at(self, keys: Iterable[tuple[Cell, ...]]) -> dict[tuple[Cell, ...], Row]:
        """The rows that have these keys now; one that is gone is left out."""
        asked, wanted = Q(), set(keys)
        # One column at a time: a test for each key is slow to write and to plan. What
        # is found beside them, of other combinations of the same values, is left out.
        for path, values in zip(
            self.key_paths, zip(*wanted, strict=True), strict=False
        ):
            asked &= Q(**{f"{path}__in": set(values)})
        found = self.read(self.public().filter(asked)) if wanted else ()
        return {row.key: row for row in found if row.key in wanted}

    @property
    def key_paths(self) -> list[str]:
        return [column.path for column in self.key_columns]

    def line(self, row: Row) -> str:
        """A row as canonical JSON, of which its digest is made."""
        told = dict(zip(self.names, row.cells, strict=True))
        return orjson.dumps(told).decode()

    def digest(self, row: Row) -> str:
        return hashlib.sha256(self.line(row).encode()).hexdigest()


def in_order(column: Column) -> OrderBy:
    """Texts by their code points: the same in both databases, and in whatever program
    a client sorts with. A part of a key is never null.
    """
    value = F(column.path)
    if isinstance(column.fields[-1], (models.CharField, models.TextField)):
        value = Collate(value, BY_CODE_POINT[connection.vendor])
    return value.asc()
