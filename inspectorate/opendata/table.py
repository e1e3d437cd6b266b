"""A table of the public record: which rows the public may read, and their columns."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

import orjson
from django.db import connection, models
from django.db.models import F, OrderBy
from django.db.models.functions import Collate
from django.utils.functional import Promise, cached_property

from inspectorate.opendata.column import Cell, Column, cell
from inspectorate.statements import OneOf, Statement

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
    names columns by which rows are found besides, and `about` finds those about an
    authority that is in no column. `refers` names columns that lead to a row of
    another table where no relation tells that: ours, the table, and theirs, which are
    its key where none are named.
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
        about: Callable[[models.QuerySet, models.Model], models.QuerySet] | None = None,
        refers: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...] = (),
        is_kept_apart: bool = False,
        of_editions: bool = False,
    ) -> None:
        self.name, self.title, self.told = name, title, told
        self.of_editions, self.asked, self.about = of_editions, asked, about
        self.is_kept_apart, self.refers = is_kept_apart, refers
        self.public, self.key, self.columns = rows, key, list(columns)
        self.kept: dict[tuple[int, ...], Statement] = {}

    @cached_property
    def paths(self) -> list[str]:
        return [column.path for column in self.columns]

    @cached_property
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
        rows = found.values_list(*self.paths)
        return self.of_values(rows.iterator(chunk_size=AT_ONCE))

    def of_values(self, rows: Iterable[tuple]) -> Iterator[Row]:
        place = {name: number for number, name in enumerate(self.names)}
        key_of = itemgetter(*(place[name] for name in self.key))
        is_one = len(self.key) == 1
        are_cells = all(column.holds_cells for column in self.columns)
        for values in rows:
            cells = values if are_cells else tuple(map(cell, values))
            key = (key_of(cells),) if is_one else key_of(cells)
            yield Row(key, cells)

    def at(self, keys: Iterable[tuple[Cell, ...]]) -> dict[tuple[Cell, ...], Row]:
        """The rows that have these keys now; one that is gone is left out."""
        wanted = set(keys)
        if not wanted:
            return {}
        # One column at a time: a test for each key is slow to write and to plan. What
        # is found beside them, of other combinations of the same values, is left out.
        asked = [filled(set(values)) for values in zip(*wanted, strict=True)]
        statement = self.statement_for(tuple(map(len, asked)))
        rows = statement.rows(list(chain.from_iterable(asked)))
        return {row.key: row for row in self.of_values(rows) if row.key in wanted}

    def statement_for(self, counts: tuple[int, ...]) -> Statement:
        """Of the rows that have one of so many values in each column of their key. What
        the public may read of other tables may hang on the day, so theirs is put
        together anew.
        """
        if counts not in self.kept or not self.of_editions:
            # Where double rows are left out, their order would be columns as well.
            found, first = self.public().order_by(), 0
            for column, count in zip(self.key_columns, counts, strict=True):
                found = found.filter(OneOf(column.path, column.field, count, first))
                first += count
            self.kept[counts] = Statement(found.values_list(*self.paths))
        return self.kept[counts]

    @property
    def key_paths(self) -> list[str]:
        return [column.path for column in self.key_columns]

    def line(self, row: Row) -> bytes:
        """A row as canonical JSON, of which its digest is made."""
        return orjson.dumps(dict(zip(self.names, row.cells, strict=True)))

    def digest(self, row: Row) -> str:
        return hashlib.sha256(self.line(row)).hexdigest()


def filled(values: set[Cell]) -> list[Cell]:
    """Up to a power of two by one of them, so that few statements are kept."""
    some = next(iter(values))
    return [*values, *[some] * ((1 << (len(values) - 1).bit_length()) - len(values))]


def in_order(column: Column) -> OrderBy:
    """Texts by their code points: the same in both databases, and in whatever program
    a client sorts with. A part of a key is never null.
    """
    value = F(column.path)
    if isinstance(column.fields[-1], (models.CharField, models.TextField)):
        value = Collate(value, BY_CODE_POINT[connection.vendor])
    return value.asc()
