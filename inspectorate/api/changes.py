"""All that changed in the public record, in one sequence."""

import json
from collections import defaultdict

from django_filters import FilterSet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.mixins import ListModelMixin
from rest_framework.permissions import AllowAny
from rest_framework.viewsets import GenericViewSet

from inspectorate.api.fields import Moment
from inspectorate.api.pagination import Keyset
from inspectorate.api.parameters import OneOfFilter, WholeNumberFilter
from inspectorate.opendata.models import Change
from inspectorate.opendata.tables import TABLES

LAST = 2**63 - 1


@extend_schema_field({"type": "array", "items": {}})
class Key(serializers.Field):
    def to_representation(self, value: str) -> list:
        return json.loads(value)


class ChangeSerializer(serializers.Serializer):
    """One change of one row of a table of the open data."""

    sequence = serializers.IntegerField(help_text="Its place among all changes.")
    table = serializers.CharField(help_text="As its file is called.")
    key = Key(help_text="What tells the row from the others of its table, for ever.")
    kind = serializers.ChoiceField(Change.Kind.choices)
    sha256 = serializers.CharField(
        help_text="Of the row's line in the file of its table; empty where it is gone."
    )
    entered_at = Moment()
    row = serializers.SerializerMethodField(
        help_text="What it says since this change; null where it is gone, and where a "
        "later change tells of it again."
    )

    @extend_schema_field(OpenApiTypes.OBJECT)
    def get_row(self, change: Change) -> dict | None:
        return self.context["rows"].get(change.pk)


class ChangeFilterSet(FilterSet):
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
class ChangeViewSet(ListModelMixin, GenericViewSet):
    """Changes of the public record, the first one first, for ever.

    Begin with the files of a snapshot and the number that its datapackage.json has
    as `version`, or with nothing at all; follow `next`; keep the last `sequence`, and
    ask for what came `after` it. Who has taken in every change has what a snapshot of
    that moment holds, to the byte.
    """

    queryset = Change.objects.all()
    serializer_class = ChangeSerializer
    permission_classes = [AllowAny]
    filterset_class = ChangeFilterSet
    pagination_class = Keyset
    ordering = ("sequence",)

    def paginate_queryset(self, queryset: object) -> list[Change]:
        self.page_of = super().paginate_queryset(queryset)
        return self.page_of

    def get_serializer_context(self) -> dict:
        return {**super().get_serializer_context(), "rows": told(self.page_of)}


def told(changes: list[Change]) -> dict[int, dict]:
    """By the number of the change: its row, where that says now what it said then."""
    asked = defaultdict(dict)
    for change in changes:
        if change.sha256 and change.table in TABLES:
            asked[change.table][tuple(json.loads(change.key))] = change
    found = {}
    for name, by_key in asked.items():
        table = TABLES[name]
        rows = table.at(by_key)
        for key, change in by_key.items():
            row = rows.get(key)
            if row and table.digest(row) == change.sha256:
                found[change.pk] = dict(zip(table.names, row.cells, strict=True))
    return found
