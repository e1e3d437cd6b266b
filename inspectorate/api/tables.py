"""Lists that are tables of the open data, each at an address of its own: what has no
list that tells more.
"""

from functools import partial

from django.db.models import QuerySet
from django.db.models.constants import LOOKUP_SEP
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet, filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.mixins import ListModelMixin
from rest_framework.permissions import AllowAny
from rest_framework.viewsets import GenericViewSet

from inspectorate.api.authorities import find_authority
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
from inspectorate.api.links import linked, links_field, links_of
from inspectorate.api.pagination import Keyset
from inspectorate.api.parameters import (
    DayFilter,
    KnownFilter,
    MomentFilter,
    OneOfFilter,
    WholeNumberFilter,
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
FIELDS = {
    BOOLEAN.name: serializers.BooleanField,
    INTEGER.name: serializers.IntegerField,
    DATE.name: serializers.DateField,
    MOMENT.name: serializers.DateTimeField,
}


class TableSerializer(serializers.Serializer):
    """A row; the two texts of one thing stand under one name."""

    table: Table

    def to_representation(self, row: dict) -> dict:
        found: dict[str, object] = {}
        for column in self.table.columns:
            name, language = parted(column.name)
            value = cell(row[column.path])
            if language:
                found.setdefault(name, {})[language] = value
            else:
                found[name] = value
        if links := self.context["links"]:
            found["links"] = links(found)
        return found


def parted(name: str) -> tuple[str, str]:
    """name_cy is the name in Welsh; what has no language has an empty one."""
    thing, _sign, language = name.rpartition("_")
    return (thing, language) if language in LANGUAGES else (name, "")


def serializer_of(table: Table) -> type[TableSerializer]:
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
    told = {"table": table, "__doc__": str(table.told)}
    return type(f"{named}RowSerializer", (TableSerializer,), {**fields, **told})


def field_of(column: Column) -> serializers.Field:
    told = {"help_text": column.told}
    if column.may_be_missing:
        told["allow_null"] = True
    if column.codes:
        choices = list(column.codes.items())
        if column.kind is not INTEGER:
            return serializers.ChoiceField(choices, allow_blank=True, **told)
    return FIELDS.get(column.kind.name, serializers.CharField)(**told)


def filters_of(table: Table) -> type[FilterSet]:
    """By what tells its rows from each other, and by what has few values."""
    found = {
        column.name: filter_of(table, column)
        for column in table.columns
        if column.name in table.key or column.codes
    }
    return type("TableFilterSet", (FilterSet,), found)


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
    if column.name in FOUND:
        # As in every other list: by any code that it is known by.
        told["field_name"] = column.like.rpartition(LOOKUP_SEP)[0]
        return KnownFilter(**FOUND[column.name], **told)
    find = partial(met_in, table, column.path)
    return KnownFilter(find=find, missing=MISSING, **told)


def met_in(table: Table, path: str, value: str) -> str | None:
    return value if table.public().filter(**{path: value}).exists() else None


class TableViewSet(ListModelMixin, GenericViewSet):
    table: Table
    permission_classes = [AllowAny]
    pagination_class = Keyset

    def get_queryset(self) -> QuerySet:
        paths = {column.path for column in self.table.columns}
        return self.table.public().values(*paths, *self.ordering)

    def get_serializer_context(self) -> dict:
        absolute = self.request.build_absolute_uri
        links = links_of(self.table, absolute) if linked(self.table) else None
        return {**super().get_serializer_context(), "links": links}


def view_of(table: Table) -> type[TableViewSet]:
    own = {
        "__doc__": str(table.told),
        "table": table,
        "queryset": table.public(),
        "serializer_class": serializer_of(table),
        "filterset_class": filters_of(table),
        # Nobody held two rows back from being entered at one moment.
        "ordering": (*table.key_paths, "pk"),
    }
    view = type("TableViewSet", (TableViewSet,), own)
    listed = extend_schema(
        summary=f"List {str(table.title).lower()}",
        tags=[SUBJECTS[table.name]],
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
        for table in LISTED
    ]
