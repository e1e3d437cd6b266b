"""Judgements as published, each with the scale it stands on."""

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.permissions import AllowAny

from inspectorate.api.fields import BothLanguages
from inspectorate.api.filters import RowFilterSet
from inspectorate.api.frameworks import (
    MISSING_AREA,
    MISSING_GRADE,
    AreaSerializer,
    FrameworkSerializer,
    PointSerializer,
    ScaleSerializer,
    find_area,
    find_grade,
)
from inspectorate.api.pagination import Keyset
from inspectorate.api.parameters import KnownFilter
from inspectorate.api.published import ORDER, RowSerializer, RowViewSet
from inspectorate.opendata.tables import TABLES
from inspectorate.reports.models import PublishedJudgement


class JudgementSerializer(RowSerializer):
    """How an area was judged, and by what rules."""

    framework = FrameworkSerializer(source="area.framework")
    area = AreaSerializer()
    scale = ScaleSerializer(source="area.scale")
    grade = PointSerializer(
        source="point", allow_null=True, help_text="Null: the area was not judged."
    )
    wording = BothLanguages(
        help_text="As published, where that is not the label of the grade."
    )
    mapped_by = serializers.CharField(
        help_text="Who decided that the wording means this grade, if it was us."
    )
    mapping_note = BothLanguages(help_text="Why it was mapped so.")


class JudgementFilterSet(RowFilterSet):
    text = "wording"

    area = KnownFilter(
        field_name="area__code",
        find=find_area,
        missing=MISSING_AREA,
        help_text="What is judged, by its code: overall_effectiveness.",
    )
    grade = KnownFilter(
        field_name="point__code",
        find=find_grade,
        missing=MISSING_GRADE,
        help_text="The grade given: good.",
    )


@extend_schema_view(list=extend_schema(summary="List judgements"))
class JudgementViewSet(RowViewSet):
    """Judgements in the order they entered the record, and that of their edition.

    Two are comparable when area and scale are the same; a framework that has no such
    area tells nothing of it, and no value is made up. A judgement is known by its
    report, edition and area together.
    """

    queryset = PublishedJudgement.objects.published()
    serializer_class = JudgementSerializer
    permission_classes = [AllowAny]
    filterset_class = JudgementFilterSet
    pagination_class = Keyset
    ordering = ORDER
    exported = TABLES["judgements"]
