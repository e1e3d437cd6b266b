"""All that changed in the public record, in one sequence."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import orjson
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from inspectorate.api.exports import ExportedList, as_lines
from inspectorate.api.fields import Moment
from inspectorate.api.pagination import Keyset
from inspectorate.api.parameters import NamedFilterSet, OneOfFilter, WholeNumberFilter
from inspectorate.api.rendering import JSON, JSONLines
from inspectorate.opendata.column import cell
from inspectorate.opendata.models import Change
from inspectorate.opendata.tables import TABLES

LAST = 2**63 - 1


class ChangeSerializer(serializers.Serializer):
    """One change of one row of a table of the open data."""

    sequence = serializers.IntegerField(help_text="Its place among all changes.")
    table = serializers.CharField(help_text="As its file is called.")
    key = serializers.ListField(
        child=serializers.JSONField(),
        help_text="What tells the row from the others of its table, for ever.",
    )
    kind = serializers.ChoiceField(Change.Kind.choices)
    sha256 = serializers.CharField(
        help_text="Of the row's line in the file of its table; empty where it is gone."
    )
    entered_at = Moment()
    row = serializers.DictField(
        allow_null=True,
        help_text="What it says since this change; null where it is gone, and where a "
        "later change tells of it again.",
    )


class ChangeFilterSet(NamedFilterSet):
    table = OneOfFilter(
        choices=[(name, name) for name in TABLES], help_text="Changes of this table."
    )
    after = WholeNumberFilter(
        field_name="sequence",
        lookup_expr="gt",
        smallest=0,
        largest=LAST,
        help_text="Changes that came after the one of this number.",
    )


@extend_schema_view(list=extend_schema(summary="List changes"))
class ChangeViewSet(ExportedList, GenericViewSet):
    """Changes of the public record, the first one first, for ever.

    Begin with the files of a snapshot and the number that its datapackage.json has
    as `version`, or with nothing at all; follow `next`; keep the last `sequence`, and
    ask for what came `after` it. Who has taken in every change has what a snapshot of
    that moment holds, to the byte. As a file all that came `after` comes at once.
    """

    file_name = "changes"
    # A row is one of any table: there are no columns that all of them have.
    renderer_classes = (JSON, JSONLines)
    queryset = Change.objects.all()
    serializer_class = ChangeSerializer
    permission_classes = [AllowAny]
    filterset_class = ChangeFilterSet
    pagination_class = Keyset
    ordering = ("sequence",)

    def page(self, request: Request) -> Response:
        found = self.filter_queryset(self.get_queryset())
        page = self.paginate_queryset(found.values_list(*COLUMNS))
        return self.get_paginated_response(objects(page))

    def as_lines(self, found: QuerySet, language: str) -> Iterator[bytes]:
        return as_lines(found.values_list(*COLUMNS), objects)


COLUMNS = ("sequence", "table", "key", "kind", "sha256", "entered_at")


def objects(page: Sequence[tuple]) -> list[dict]:
    keys = [orjson.loads(key) for _sequence, _table, key, *_told in page]
    rows = told(page, keys)
    return [
        {
            **dict(zip(COLUMNS, change, strict=True)),
            "key": key,
            "entered_at": cell(change[-1]),
            "row": rows.get(change[0]),
        }
        for change, key in zip(page, keys, strict=True)
    ]


def told(page: Sequence[tuple], keys: list[list]) -> dict[int, dict]:
    """By the number of the change: its row, where that says now what it said then."""
    asked: dict[str, dict] = defaultdict(dict)
    for (sequence, table, _key, _kind, sha256, _at), key in zip(
        page, keys, strict=True
    ):
        if sha256 and table in TABLES:
            asked[table][tuple(key)] = sequence, sha256
    found = {}
    for name, by_key in asked.items():
        table = TABLES[name]
        rows = table.at(by_key)
        for key, (sequence, sha256) in by_key.items():
            row = rows.get(key)
            if row and table.digest(row) == sha256:
                found[sequence] = dict(zip(table.names, row.cells, strict=True))
    return found
