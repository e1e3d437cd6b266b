"""Lists that are tables of the open data, each at an address of its own: what has no
list that tells more.
"""

from collections.abc import Iterable, Iterator
from functools import cache

from django.db.models import QuerySet
from django.urls import URLPattern, path
from django_filters import filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from inspectorate.api.exports import ExportedList, as_lines
from inspectorate.api.fields import WordingSerializer
from inspectorate.api.language import language_of
from inspectorate.api.pagination import Keyset
from inspectorate.api.parameters import NamedFilterSet, OneOfFilter, WholeNumberFilter
from inspectorate.opendata.column import (
    BOOLEAN,
    DATE,
    INTEGER,
    MOMENT,
    Column,
    cell,
)
from inspectorate.opendata.table import Table
from inspectorate.opendata.tables import TABLES

LARGEST = 2**31 - 1
LANGUAGES = ("en", "cy")
# These have lists of their own, with more in each row.
ELSEWHERE = {
    *("authorities", "editions", "paragraphs", "judgements", "findings"),
    *("published_recommendations", "recommendations", "register"),
}
FIELDS = {
    BOOLEAN.name: serializers.BooleanField,
    INTEGER.name: serializers.IntegerField,
    DATE.name: serializers.DateField,
    MOMENT.name: serializers.DateTimeField,
}


class Shape:
    """Which columns of a table are what in the objects of its list, in one language or,
    where that is empty, in both. `columns` begin with those it is ordered by.
    """

    def __init__(self, table: Table, language: str, order: tuple[str, ...]) -> None:
        named = [(*parted(column.name), column.path) for column in table.columns]
        told = [each for each in named if language in ("", each[1]) or not each[1]]
        paths = [path for _name, _language, path in told]
        self.columns = list(dict.fromkeys([*order, *paths]))
        self.parts = [
            (name, each, self.columns.index(path)) for name, each, path in told
        ]

    def objects(self, rows: Iterable[tuple]) -> list[dict]:
        return [self.object(row) for row in rows]

    def object(self, row: tuple) -> dict:
        """The two texts of one thing stand under one name."""
        found: dict[str, object] = {}
        for name, language, place in self.parts:
            if language:
                found.setdefault(name, {})[language] = cell(row[place])
            else:
                found[name] = cell(row[place])
        return found


shape_of = cache(Shape)


def parted(name: str) -> tuple[str, str]:
    """name_cy is the name in Welsh; what has no language has an empty one."""
    thing, _sign, language = name.rpartition("_")
    return (thing, language) if language in LANGUAGES else (name, "")


def serializer_of(table: Table) -> type[serializers.Serializer]:
    fields: dict[str, serializers.Field] = {}
    for column in table.columns:
        name, language = parted(column.name)
        if language:
            fields[name] = WordingSerializer()
        else:
            fields[name] = field_of(column)
    named = "".join(part.capitalize() for part in table.name.split("_"))
    told = {"__doc__": str(table.told)}
    return type(f"{named}RowSerializer", (serializers.Serializer,), {**fields, **told})


def field_of(column: Column) -> serializers.Field:
    told = {"help_text": column.told}
    if column.may_be_missing:
        told["allow_null"] = True
    if column.codes:
        choices = list(column.codes.items())
        if column.kind is not INTEGER:
            return serializers.ChoiceField(choices, allow_blank=True, **told)
    return FIELDS.get(column.kind.name, serializers.CharField)(**told)


def filters_of(table: Table) -> type[NamedFilterSet]:
    """By what tells its rows from each other, and by what has few values."""
    found = {
        column.name: filter_of(column)
        for column in table.columns
        if column.name in table.key or column.codes
    }
    return type("TableFilterSet", (NamedFilterSet,), found)


def filter_of(column: Column) -> filters.Filter:
    told = {"field_name": column.path, "help_text": column.told}
    if column.kind is INTEGER:
        return WholeNumberFilter(largest=LARGEST, **told)
    if column.codes:
        return OneOfFilter(choices=list(column.codes.items()), **told)
    if column.kind is MOMENT:
        return filters.IsoDateTimeFilter(**told)
    if column.kind is DATE:
        return filters.DateFilter(**told)
    return filters.CharFilter(**told)


class TableViewSet(ExportedList, GenericViewSet):
    permission_classes = [AllowAny]
    pagination_class = Keyset

    def get_queryset(self) -> QuerySet:
        return self.exported.public()

    def page(self, request: Request) -> Response:
        shape = shape_of(self.exported, language_of(request), self.ordering)
        found = self.filter_queryset(self.get_queryset())
        rows = self.paginate_queryset(found.values_list(*shape.columns))
        return self.get_paginated_response(shape.objects(rows))

    def as_lines(self, found: QuerySet, language: str) -> Iterator[bytes]:
        shape = shape_of(self.exported, language, self.ordering)
        return as_lines(found.values_list(*shape.columns), shape.objects)


def view_of(table: Table) -> type[TableViewSet]:
    own = {
        "__doc__": str(table.told),
        "exported": table,
        "queryset": table.public(),
        "serializer_class": serializer_of(table),
        "filterset_class": filters_of(table),
        "ordering": tuple(table.paths(table.key)),
    }
    view = type("TableViewSet", (TableViewSet,), own)
    listed = extend_schema(
        summary=f"List {str(table.title).lower()}",
        tags=[address_of(table)],
        operation_id=f"{table.name}_list",
    )
    return extend_schema_view(list=listed)(view)


def address_of(table: Table) -> str:
    return table.name.replace("_", "-")


def addresses() -> list[URLPattern]:
    return [
        path(
            f"{address_of(table)}/",
            view_of(table).as_view({"get": "list"}),
            name=f"{address_of(table)}-list",
        )
        for table in TABLES.values()
        if table.name not in ELSEWHERE
    ]
