"""Judgements of cases, as their teams make them."""

from django.db import models
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers

from inspectorate.api.casework.rows import (
    CaseFilterSet,
    CaseKeySerializer,
    CaseRows,
    NewSerializer,
    VersionedSerializer,
)
from inspectorate.api.casework.typed import Strict, Text, Texts, YesNo, in_columns
from inspectorate.api.errors import InvalidBody
from inspectorate.api.fields import Address, BothLanguages
from inspectorate.api.frameworks import MISSING_AREA, find_area
from inspectorate.api.parameters import KnownFilter, YesNoFilter
from inspectorate.inspections.models import Judgement


class CaseJudgementSerializer(VersionedSerializer):
    """How an area was judged."""

    url = Address("api:casework-judgement", {"pk": "pk"})
    id = serializers.IntegerField()
    inspection = CaseKeySerializer()
    area = serializers.CharField(source="area.code", help_text="What is judged.")
    scale = serializers.CharField(source="area.scale.code", help_text="Its grades'.")
    grade = serializers.CharField(
        source="point.code", default=None, allow_null=True, help_text="Null: none."
    )
    not_judged = serializers.BooleanField(help_text="Said outright to have no grade.")
    wording = BothLanguages(help_text="Where it is not the label of the grade.")
    mapped_by = serializers.CharField(help_text="Who decided that it means the grade.")
    mapping_note = BothLanguages(help_text="Why it was mapped so.")
    recorded_from = serializers.CharField()


class JudgementWriteSerializer(Strict):
    """What can be said of a judgement; what is left out stays as it is."""

    area = Text(allow_blank=False, help_text="Its code, of the case's framework.")
    grade = Text(allow_null=True, help_text="A code of the area's scale, or null.")
    not_judged = YesNo()
    wording = Texts(required=False)
    mapped_by = Text()
    mapping_note = Texts(required=False)


class NewJudgementSerializer(NewSerializer, JudgementWriteSerializer):
    """A judgement of an area that has none in this case yet."""

    area = Text(
        required=True, allow_blank=False, help_text="Its code, of the case's framework."
    )


class CaseJudgementFilterSet(CaseFilterSet):
    area = KnownFilter(
        field_name="area__code",
        find=find_area,
        missing=MISSING_AREA,
        help_text="What is judged, by its code.",
    )
    not_judged = YesNoFilter(help_text="Those said outright to have no grade.")


@extend_schema_view(
    list=extend_schema(summary="List judgements of cases"),
    retrieve=extend_schema(summary="Get a judgement of a case"),
    create=extend_schema(
        summary="Make a judgement",
        description="Of an area that has none in this case yet, by the codes of area "
        "and grade, or with `not_judged` and without a grade.",
        request=NewJudgementSerializer,
        responses={201: CaseJudgementSerializer},
    ),
    partial_update=extend_schema(
        summary="Change a judgement", request=JudgementWriteSerializer
    ),
)
class CaseJudgementViewSet(CaseRows):
    """Judgements of the cases whose drafts the person may read, in the order they
    were made.
    """

    model = Judgement
    serializer_class = CaseJudgementSerializer
    write_class = JudgementWriteSerializer
    new_class = NewJudgementSerializer
    filterset_class = CaseJudgementFilterSet
    places = {"point": "/grade"}

    def shown(self, rows: models.QuerySet) -> models.QuerySet:
        return rows.select_related("inspection", "area__scale", "point")

    def columns(self, given: dict, row: Judgement) -> dict:
        found = in_columns(given)
        area = row.area if row.area_id else None
        if "area" in found:
            areas = row.inspection.framework.areas.select_related("scale")
            area = areas.filter(code=found["area"]).first()
            if area is None:
                told = _("The framework of the case has no area “%s”.")
                raise InvalidBody([("/area", told % found["area"])])
            found["area"] = area.pk
        if "grade" in found:
            grade = found.pop("grade")
            found["point"] = grade and self.point_of(area, grade)
        return found

    def point_of(self, area: models.Model, code: str) -> int:
        point = area.scale.points.filter(code=code).first()
        if point is None:
            told = _("The scale has no grade “%(code)s”: choose one of %(known)s.")
            known = ", ".join(area.scale.points.values_list("code", flat=True))
            fault = told % {"code": code, "known": known}
            raise InvalidBody([("/grade", fault)])
        return point.pk
