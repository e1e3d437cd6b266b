"""Rows of a query as the objects of an answer: what a serializer describes, without a
model or a serializer for each of them.

The serializer stays the one description, of which the schema is made as well: a Writer
reads it once and knows from it which columns to ask for and where their values go. It
understands the fields of our rows and refuses others.
"""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import NamedTuple
from urllib.parse import quote_plus

from django.db import models
from django.db.models.constants import LOOKUP_SEP
from rest_framework import serializers

from inspectorate.api.fields import (
    Address,
    BothLanguages,
    Constant,
    SharedSerializer,
    Source,
    StatedChoice,
    StatedDate,
    Worked,
)
from inspectorate.fields import Wording
from inspectorate.statements import OneOf, Statement

PLAIN = (
    serializers.BooleanField,
    serializers.CharField,
    serializers.ChoiceField,
    serializers.DateField,
    serializers.IntegerField,
)


class Sheet(NamedTuple):
    """What the rows of one answer share: where the site is, the rows of other tables
    that hang on theirs, and what is written once for all that name it.
    """

    site: str
    lists: dict[str, dict[int, list[list]]]
    known: dict[tuple, dict | None]


Write = Callable[[tuple, Sheet], object]


class Writer:
    """of_field() gives what writes a field, or all that a serializer describes, of rows
    of `columns`, which values_list() is asked for once all fields are read. `keys` are
    further columns, in front, by which rows are paged or joined.

    `language` leaves the other out of every text; empty: both are told.
    """

    def __init__(
        self, model: type[models.Model], keys: Sequence[str], language: str
    ) -> None:
        self.language, self.model = language, model
        self.columns: list[str | models.Expression] = list(keys)
        self.hanging: dict[str, Hanging] = {}

    def sheet(self, rows: Sequence[tuple], site: str) -> Sheet:
        """What is needed to write these rows."""
        lists = {path: each.found(rows, site) for path, each in self.hanging.items()}
        return Sheet(site, lists, {})

    def column(self, path: str | models.Expression) -> int:
        """Its place among the columns."""
        if path not in self.columns:
            self.columns.append(path)
        return self.columns.index(path)

    def of_field(self, field: serializers.Field, way: str) -> Write:
        part = self.part(field, way)
        return (lambda row, _sheet: row[part]) if isinstance(part, int) else part

    def part(self, field: serializers.Field, way: str) -> int | Write:
        """The place of its column, or what works it out. `way` leads to the row that
        the field is of.
        """
        for kinds, part in self.PARTS:
            if isinstance(field, kinds):
                return part(self, field, way)
        raise TypeError(field)

    def path(self, field: serializers.Field, way: str) -> str:
        source = "" if field.source == "*" else field.source or ""
        return way + source.replace(".", LOOKUP_SEP)

    def of_column(self, field: serializers.Field, way: str) -> int:
        return self.column(self.path(field, way))

    def of_serializer(self, serializer: serializers.Serializer, way: str) -> Write:
        """What a column has as it is comes at once, the rest one by one."""
        if path := self.path(serializer, ""):
            way = f"{way}{path}__"
        parts = {name: self.part(each, way) for name, each in serializer.fields.items()}
        worked = {k: part for k, part in parts.items() if callable(part)}
        pick = picking([0 if callable(part) else part for part in parts.values()])
        names = list(parts)

        def write(row: tuple, sheet: Sheet) -> dict:
            told = dict(zip(names, pick(row), strict=True))
            for name, part in worked.items():
                told[name] = part(row, sheet)
            return told

        if isinstance(serializer, SharedSerializer) and way:
            return self.once(write, self.column(f"{way}pk"))
        return write

    def once(self, write: Write, key: int) -> Write:
        """For all rows that name the same; null where they name none."""

        def written(row: tuple, sheet: Sheet) -> dict | None:
            own = (key, row[key])
            if own not in sheet.known:
                is_none = row[key] is None
                sheet.known[own] = None if is_none else write(row, sheet)
            return sheet.known[own]

        return written

    def of_choice(self, field: StatedChoice, way: str) -> Write:
        place = self.column(self.path(field, way))
        return lambda row, _sheet: row[place] or None

    def of_date(self, field: StatedDate, way: str) -> Write:
        """As it is stored: to read such a date and to write it again is slow."""
        column = models.F(self.path(field, way))
        text = models.ExpressionWrapper(column, output_field=models.CharField())
        place = self.column(text)
        return lambda row, _sheet: row[place] or None

    def of_wording(self, field: BothLanguages, way: str) -> Write:
        languages = [self.language] if self.language else Wording._fields
        path = self.path(field, way)
        pick = picking([self.column(f"{path}_{each}") for each in languages])
        return lambda row, _sheet: dict(zip(languages, pick(row), strict=True))

    def of_worked(self, field: Worked, way: str) -> Write:
        pick = picking([self.column(f"{way}{each}") for each in field.columns])
        return lambda row, _sheet: field.worked(*pick(row))

    def of_address(self, field: Address, way: str) -> Write:
        template = field.template()
        filled = [self.filling(each, way) for each in field.path.values()]
        asked = [self.filling(each, way) for each in field.query.values()]

        def write(row: tuple, sheet: Sheet) -> str:
            values = [fill(row, sheet) for fill in filled]
            values += [quote_plus(str(fill(row, sheet))) for fill in asked]
            return sheet.site + template.format(*values)

        return write

    def filling(self, source: Source, way: str) -> Write:
        """A part of an address."""
        if isinstance(source, Worked):
            return self.of_worked(source, way)
        place = self.column(way + source.replace(".", LOOKUP_SEP))
        return lambda row, _sheet: row[place]

    def of_constant(self, field: Constant, way: str) -> Write:
        told = field.told(self.language)
        return lambda _row, _sheet: told

    def of_list(self, field: serializers.ListField, way: str) -> Write:
        """Two of the same rows read these once."""
        path, key = self.path(field, way).removesuffix("__all"), self.column(f"{way}pk")
        if path not in self.hanging:
            self.hanging[path] = Hanging(self, path, key)
        place = self.hanging[path].add(field.child)

        def write(row: tuple, sheet: Sheet) -> list:
            return [each[place] for each in sheet.lists[path].get(row[key], ())]

        return write

    PARTS = (
        ((serializers.ListSerializer, serializers.ListField), of_list),
        (serializers.Serializer, of_serializer),
        (BothLanguages, of_wording),
        (StatedDate, of_date),
        (StatedChoice, of_choice),
        (Address, of_address),
        (Worked, of_worked),
        (Constant, of_constant),
        (PLAIN, of_column),
    )


class Hanging:
    """Rows of another table, of which each row has a list: read for a page at once."""

    def __init__(self, writer: Writer, path: str, key: int) -> None:
        self.own_key, model = key, writer.model
        for name in path.split(LOOKUP_SEP):
            relation = model._meta.get_field(name)
            model = relation.related_model
        self.model, self.back = model, relation.remote_field.name
        self.writer = Writer(model, [self.back], writer.language)
        self.writes: list[Write] = []
        self.kept: dict[int, Statement] = {}

    def add(self, field: serializers.Field) -> int:
        """One more thing that is told of each; its place among them."""
        self.writes.append(self.writer.of_field(field, ""))
        return len(self.writes) - 1

    def found(self, rows: Sequence[tuple], site: str) -> dict[int, list[list]]:
        """What is told of each, by the key of the row that they hang on, in the order
        of their table.
        """
        keys = {row[self.own_key] for row in rows}
        if not keys:
            return {}
        theirs = self.statement(len(keys)).rows(list(keys))
        lists: dict[int, list[list]] = {}
        sheet = self.writer.sheet(theirs, site)
        for row in theirs:
            told = [write(row, sheet) for write in self.writes]
            lists.setdefault(row[0], []).append(told)
        return lists

    def statement(self, count: int) -> Statement:
        """For so many rows that they hang on; it takes at most as many values as a
        statement of SQLite and of PostgreSQL may have.
        """
        if count not in self.kept:
            named = OneOf(self.back, models.BigIntegerField(), count)
            theirs = self.model._default_manager.filter(named)
            self.kept[count] = Statement(theirs.values_list(*self.writer.columns))
        return self.kept[count]


def picking(places: list[int]) -> Callable[[tuple], tuple]:
    if len(places) > 1:
        return itemgetter(*places)
    return lambda row: tuple(row[place] for place in places)
