"""Lists that are tables of the open data, each at an address of its own: what has no
list that tells more.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial

from django.db.models import Field, Model, QuerySet
from django.db.models.constants import LOOKUP_SEP
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django_filters import filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from inspectorate.api.authorities import find_authority
from inspectorate.api.exports import ExportedList, as_lines
from inspectorate.api.fields import WordingSerializer
from inspectorate.api.filters import (
    MISSING_AUTHORITY,
    MISSING_FRAMEWORK,
    MISSING_REPORT,
    MISSING_SERVICE,
    find_report,
    find_service,
)
from inspectorate.api.frameworks import find_framework
from inspectorate.api.language import language_of
from inspectorate.api.links import linked, links_field, links_of
from inspectorate.api.pagination import Keyset
from inspectorate.api.parameters import (
    DayFilter,
    KnownFilter,
    MomentFilter,
    NamedFilterSet,
    OneOfFilter,
    WholeNumberFilter,
    YesNoFilter,
)
from inspectorate.opendata.column import (
    BOOLEAN,
    DATE,
    INTEGER,
    MOMENT,
    Column,
    cell,
)
from inspectorate.opendata.table import Table
from inspectorate.opendata.tables import SUBJECTS, TABLES

LARGEST = 2**31 - 1
LANGUAGES = ("en", "cy")
# These have lists of their own, with more in each row.
ELSEWHERE = {
    *("authorities", "editions", "paragraphs", "judgements", "findings"),
    *("published_recommendations", "recommendations", "register"),
}
LISTED = [table for table in TABLES.values() if table.name not in ELSEWHERE]
FOUND = {
    "authority": {"find": find_authority, "missing": MISSING_AUTHORITY},
    "service": {"find": find_service, "missing": MISSING_SERVICE},
    "framework": {
        "find": find_framework,
        "lookup_expr": "in",
        "missing": MISSING_FRAMEWORK,
    },
    "report": {"find": find_report, "missing": MISSING_REPORT},
}
MISSING = _("No row of this list has “%(value)s”. See the list without it.")
# From an object to its links.
Links = Callable[[dict], dict]
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

    def objects(self, rows: Iterable[tuple], links: Links | None) -> list[dict]:
        """With the links that `links` gives of each; none where it is None."""
        told = [self.object(row) for row in rows]
        for each in told if links else ():
            each["links"] = links(each)
        return told

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
    if linked(table):
        fields["links"] = links_field(table)
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
    """By what tells its rows from each other, what has few values, and what else it
    names.
    """
    found = {
        column.name: filter_of(table, column)
        for column in table.columns
        if column.codes or column.name in (*table.key, *table.asked)
    }
    if table.about:
        found["authority"] = about_filter(table)
    return type("TableFilterSet", (NamedFilterSet,), found)


def filter_of(table: Table, column: Column) -> filters.Filter:
    told = {"field_name": column.path, "help_text": column.told}
    if column.kind is INTEGER:
        return WholeNumberFilter(smallest=0, largest=LARGEST, **told)
    if column.codes:
        return OneOfFilter(choices=list(column.codes.items()), **told)
    if column.kind is MOMENT:
        return MomentFilter(**told)
    if column.kind is DATE:
        return DayFilter(**told)
    if column.kind is BOOLEAN:
        return YesNoFilter(**told)
    if column.name in FOUND:
        return found_filter(column, told)

    def find(value: str) -> str | None:
        # No partial(): each request copies its filters, and of that all of the table.
        return met_in(table, column.path, value)

    return KnownFilter(find=find, missing=MISSING, **told)


def found_filter(column: Column, told: dict) -> filters.Filter:
    """As in every other list: by any code that the thing is known by."""
    known = dict(FOUND[column.name])
    if isinstance(column.like, Field):
        # No way leads to it: it stands there by its code alone.
        known["find"] = partial(code_of, known["find"], column.like.name)
    else:
        told["field_name"] = column.like.rpartition(LOOKUP_SEP)[0]
    return KnownFilter(**known, **told)


def about_filter(table: Table) -> filters.Filter:
    def narrowed(found: QuerySet, _name: str, value: Model) -> QuerySet:
        return table.about(found, value)

    told = "About this authority, alone or with others."
    return KnownFilter(**FOUND["authority"], method=narrowed, help_text=told)


def code_of(find: Callable[[str], object], code: str, text: str) -> str | None:
    found = find(text)
    return found and getattr(found, code)


def met_in(table: Table, path: str, value: str) -> str | None:
    return value if table.public().filter(**{path: value}).exists() else None


class TableViewSet(ExportedList, GenericViewSet):
    permission_classes = [AllowAny]
    pagination_class = Keyset

    def get_queryset(self) -> QuerySet:
        return self.exported.public()

    def page(self, request: Request) -> Response:
        shape = shape_of(self.exported, language_of(request), self.ordering)
        found = self.filter_queryset(self.get_queryset())
        rows = self.paginate_queryset(found.values_list(*shape.columns))
        return self.get_paginated_response(shape.objects(rows, self.links()))

    def as_lines(self, found: QuerySet, language: str) -> Iterator[bytes]:
        shape = shape_of(self.exported, language, self.ordering)
        written = partial(shape.objects, links=self.links())
        return as_lines(found.values_list(*shape.columns), written)

    def links(self) -> Links | None:
        """What gives the links of a row; None where rows of this table have none."""
        if not linked(self.exported):
            return None
        return links_of(self.exported, self.request.build_absolute_uri)


def view_of(table: Table) -> type[TableViewSet]:
    own = {
        "__doc__": str(table.told),
        "exported": table,
        "queryset": table.public(),
        "serializer_class": serializer_of(table),
        "filterset_class": filters_of(table),
        "ordering": order_of(table),
    }
    view = type("TableViewSet", (TableViewSet,), own)
    listed = extend_schema(
        summary=f"List {str(table.title).lower()}",
        tags=[SUBJECTS[table.name]],
        operation_id=f"{table.name}_list",
    )
    return extend_schema_view(list=listed)(view)


def order_of(table: Table) -> tuple[str, ...]:
    """By the key, and by the number of the row where nobody held two rows back from
    being entered at one moment. Elsewhere the next page would tell how many rows there
    are that are not public. A page asks for each column once.
    """
    number = () if table.is_kept_apart else ("pk",)
    return tuple(dict.fromkeys([*table.key_paths, *number]))


def address_of(table: Table) -> str:
    return table.name.replace("_", "-")


def addresses() -> list[URLPattern]:
    return [
        path(
            f"{address_of(table)}/",
            view_of(table).as_view({"get": "list"}),
            name=f"{address_of(table)}-list",
        )
        for table in LISTED
    ]
