"""Findings as published."""

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.permissions import AllowAny

from inspectorate.api.fields import BothLanguages, StatedChoice
from inspectorate.api.filters import RowFilterSet
from inspectorate.api.frameworks import MISSING_THEME, ThemeSerializer, find_themes
from inspectorate.api.pagination import Keyset
from inspectorate.api.parameters import KnownFilter, OneOfFilter
from inspectorate.api.published import ORDER, RowSerializer, RowViewSet
from inspectorate.inspections.models import Finding
from inspectorate.opendata.tables import TABLES
from inspectorate.reports.models import PublishedFinding


class FindingSerializer(RowSerializer):
    """What inspectors found, classified, and how it compares with last time."""

    classification = serializers.ChoiceField(Finding.Classification.choices)
    theme = ThemeSerializer(allow_null=True)
    text = BothLanguages(help_text="Markdown.")
    change = StatedChoice(
        Finding.Change.choices, help_text="Since the inspection before."
    )
    compared_with = BothLanguages(help_text="What the change is a change from.")


class FindingFilterSet(RowFilterSet):
    part = "findings"

    classification = OneOfFilter(choices=Finding.Classification.choices)
    theme = KnownFilter(
        lookup_expr="in",
        find=find_themes,
        missing=MISSING_THEME,
        help_text="A theme of the stable vocabulary (caseload), which also finds the "
        "frameworks' themes that stand for it.",
    )
    change = OneOfFilter(
        choices=Finding.Change.choices, help_text="Since the inspection before."
    )


@extend_schema_view(list=extend_schema(summary="List findings"))
class FindingViewSet(RowViewSet):
    """Findings in the order they entered the record, and that of their edition.

    A finding is known by its report, edition and position together.
    """

    queryset = PublishedFinding.objects.published()
    serializer_class = FindingSerializer
    permission_classes = [AllowAny]
    filterset_class = FindingFilterSet
    pagination_class = Keyset
    ordering = ORDER
    exported = TABLES["findings"]
