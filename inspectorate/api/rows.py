"""Rows of a query as the objects of an answer: what a serializer describes, without a
model or a serializer for each of them.

The serializer stays the one description, of which the schema is made as well: a Writer
reads it once and knows from it which columns to ask for and where their values go, and
puts one Python expression of it all together, which is what makes it fast. It
understands the fields of our rows and refuses others.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
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
    lists: dict[str, dict[int, list[tuple]]]
    known: dict[tuple[str, int], dict]


Write = Callable[[tuple, Sheet], object]


class Writer:
    """of_field() gives what writes a field, or all that a serializer describes, of rows
    of `columns`, which values_list() is asked for once all fields are read. `keys` are
    further columns, in front, by which rows are paged or joined.

    `language` leaves the other out of every text; empty: both are told.

    Methods of PARTS give an expression of `row` and `sheet`, and of what is `bound`.
    """

    def __init__(
        self, model: type[models.Model], keys: Sequence[str], language: str
    ) -> None:
        self.language, self.model = language, model
        self.columns: list[str | models.Expression] = list(keys)
        self.hanging: dict[str, Hanging] = {}
        self.things: dict[str, object] = {}

    def sheet(self, rows: Sequence[tuple], site: str) -> Sheet:
        """What is needed to write these rows."""
        lists = {path: each.found(rows, site) for path, each in self.hanging.items()}
        return Sheet(site, lists, {})

    def of_field(self, field: serializers.Field, way: str) -> Write:
        return self.function(self.part(field, way))

    def function(self, expression: str) -> Write:
        # Of names and places that are ours; what is written comes in as a value.
        return eval(f"lambda row, sheet: {expression}", self.things)  # noqa: S307

    def bound(self, thing: object) -> str:
        """The name by which an expression has it."""
        name = f"thing_{len(self.things)}"
        self.things[name] = thing
        return name

    def value(self, path: str | models.Expression) -> str:
        if path not in self.columns:
            self.columns.append(path)
        return f"row[{self.columns.index(path)}]"

    def part(self, field: serializers.Field, way: str) -> str:
        """`way` leads to the row that the field is of."""
        for kinds, part in self.PARTS:
            if isinstance(field, kinds):
                return part(self, field, way)
        raise TypeError(field)

    def path(self, field: serializers.Field, way: str) -> str:
        source = "" if field.source == "*" else field.source or ""
        return way + source.replace(".", LOOKUP_SEP)

    def of_column(self, field: serializers.Field, way: str) -> str:
        return self.value(self.path(field, way))

    def of_serializer(self, serializer: serializers.Serializer, way: str) -> str:
        if path := self.path(serializer, ""):
            way = f"{way}{path}__"
        parts = {name: self.part(each, way) for name, each in serializer.fields.items()}
        written = displayed(parts)
        if isinstance(serializer, SharedSerializer) and way:
            return self.once(written, self.value(f"{way}pk"))
        return written

    def once(self, written: str, key: str) -> str:
        """For all rows that name the same; null where they name none."""
        name, write = f"shared_{len(self.things)}", self.function(written)

        def first(key: int | None, row: tuple, sheet: Sheet) -> dict | None:
            if key is None:
                return None
            sheet.known[name, key] = told = write(row, sheet)
            return told

        # No object is empty, so what is known is true.
        known = f"sheet.known.get(({name!r}, {key}))"
        return f"({known} or {self.bound(first)}({key}, row, sheet))"

    def of_stated(self, field: StatedChoice, way: str) -> str:
        return f"({self.value(self.path(field, way))} or None)"

    def of_date(self, field: StatedDate, way: str) -> str:
        """As it is stored: to read such a date and to write it again is slow."""
        column = models.F(self.path(field, way))
        text = models.ExpressionWrapper(column, output_field=models.CharField())
        return f"({self.value(text)} or None)"

    def of_wording(self, field: BothLanguages, way: str) -> str:
        path = self.path(field, way)
        languages = [self.language] if self.language else Wording._fields
        return displayed({each: self.value(f"{path}_{each}") for each in languages})

    def of_worked(self, field: Worked, way: str) -> str:
        given = ", ".join(self.value(f"{way}{each}") for each in field.columns)
        return f"{self.bound(field.worked)}({given})"

    def of_address(self, field: Address, way: str) -> str:
        filled = [self.filling(each, way) for each in field.path.values()]
        quote = self.bound(quote_plus)
        asked = [self.filling(each, way) for each in field.query.values()]
        filled += [f"{quote}(str({each}))" for each in asked]
        return f"(sheet.site + {field.template()!r}.format({', '.join(filled)}))"

    def filling(self, source: Source, way: str) -> str:
        """A part of an address."""
        if isinstance(source, Worked):
            return self.of_worked(source, way)
        return self.value(way + source.replace(".", LOOKUP_SEP))

    def of_constant(self, field: Constant, way: str) -> str:
        return self.bound(field.told(self.language))

    def of_list(self, field: serializers.ListField, way: str) -> str:
        """Two of the same rows read these once."""
        path, key = self.path(field, way).removesuffix("__all"), self.value(f"{way}pk")
        if path not in self.hanging:
            place = self.columns.index(f"{way}pk")
            self.hanging[path] = Hanging(self, path, place)
        place = self.hanging[path].add(field.child)
        return f"[each[{place}] for each in sheet.lists[{path!r}].get({key}, ())]"

    PARTS = (
        ((serializers.ListSerializer, serializers.ListField), of_list),
        (serializers.Serializer, of_serializer),
        (BothLanguages, of_wording),
        (StatedDate, of_date),
        (StatedChoice, of_stated),
        (Address, of_address),
        (Worked, of_worked),
        (Constant, of_constant),
        (PLAIN, of_column),
    )


def displayed(parts: dict[str, str]) -> str:
    """The expression of an object."""
    return f"{{{', '.join(f'{name!r}: {part}' for name, part in parts.items())}}}"


class Hanging:
    """Rows of another table, of which each row has a list: read for a page at once."""

    def __init__(self, writer: Writer, path: str, key: int) -> None:
        self.own_key, model = key, writer.model
        for name in path.split(LOOKUP_SEP):
            relation = model._meta.get_field(name)
            model = relation.related_model
        self.model, self.back = model, relation.remote_field.name
        self.writer = Writer(model, [self.back], writer.language)
        self.parts: list[str] = []
        self.kept: dict[int, Statement] = {}

    def add(self, field: serializers.Field) -> int:
        """One more thing that is told of each; its place among them."""
        self.parts.append(self.writer.part(field, ""))
        return len(self.parts) - 1

    @cached_property
    def write(self) -> Write:
        return self.writer.function(f"({', '.join(self.parts)},)")

    def found(self, rows: Sequence[tuple], site: str) -> dict[int, list[tuple]]:
        """What is told of each, by the key of the row that they hang on, in the order
        of their table.
        """
        keys = {row[self.own_key] for row in rows}
        if not keys:
            return {}
        theirs = self.statement(len(keys)).rows(list(keys))
        lists: dict[int, list[tuple]] = {}
        sheet, write = self.writer.sheet(theirs, site), self.write
        for row in theirs:
            lists.setdefault(row[0], []).append(write(row, sheet))
        return lists

    def statement(self, count: int) -> Statement:
        """For so many rows that they hang on; it takes at most as many values as a
        statement of SQLite and of PostgreSQL may have.
        """
        if count not in self.kept:
            named = OneOf(self.back, models.BigIntegerField(), count)
            # Said besides, so that the tables are joined as they are: of those joined
            # for whoever has none, SQLite looks over every row.
            joined = {f"{self.back}__isnull": False}
            theirs = self.model._default_manager.filter(named, **joined)
            self.kept[count] = Statement(theirs.values_list(*self.writer.columns))
        return self.kept[count]
