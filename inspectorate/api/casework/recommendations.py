"""Recommendations of cases: as drafted, and where each stands."""

from django.db import models
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers

from inspectorate.api.casework.desk import numbers_of_rows
from inspectorate.api.casework.rows import (
    CaseFilterSet,
    CaseKeySerializer,
    CaseRows,
    NewSerializer,
    VersionedSerializer,
)
from inspectorate.api.casework.themes import numbers_of, theme_codes
from inspectorate.api.casework.typed import (
    LARGEST_PLACE,
    Code,
    Day,
    Many,
    Strict,
    Text,
    Texts,
    Whole,
    YesNo,
    in_columns,
)
from inspectorate.api.errors import InvalidBody
from inspectorate.api.fields import Address, BothLanguages
from inspectorate.api.parameters import OneOfFilter, YesNoFilter
from inspectorate.inspections.models import Finding, Inspection
from recommendations.models import Recommendation


class CaseRecommendationSerializer(VersionedSerializer):
    """What is asked of an authority, and where it stands."""

    url = Address("api:casework-recommendation", {"reference": "reference"})
    verifications = Address("api:casework-verifications", {"reference": "reference"})
    reference = serializers.CharField(help_text="Public and for ever.")
    inspection = CaseKeySerializer()
    number = serializers.CharField(help_text="As the report prints it.")
    position = serializers.IntegerField()
    text = BothLanguages(help_text="Markdown.")
    themes = serializers.SerializerMethodField()
    findings = serializers.SerializerMethodField(
        help_text="What it rests on, by ids, as far as the person may read them."
    )
    repeat_of = serializers.CharField(
        source="repeat_of.reference", default=None, allow_null=True
    )
    priority = serializers.BooleanField()
    timescale = serializers.ChoiceField(Recommendation.Timescale.choices)
    due_on = serializers.DateField(allow_null=True)
    owner_role = serializers.CharField(help_text="A role, never a person.")
    evidence_of_completion = BothLanguages()
    acceptance = serializers.ChoiceField(Recommendation.Acceptance.choices)
    progress = serializers.ChoiceField(Recommendation.Progress.choices)
    verification = serializers.ChoiceField(Recommendation.Verification.choices)
    lifecycle = serializers.ChoiceField(Recommendation.Lifecycle.choices)
    closed_reason = serializers.CharField()
    closed_on = serializers.DateField(allow_null=True)
    facts = serializers.IntegerField(
        help_text="How many facts were entered on where it stands."
    )
    recorded_from = serializers.CharField()

    def get_themes(self, asked: Recommendation) -> list[str]:
        return theme_codes(asked.themes.all())

    def get_findings(self, asked: Recommendation) -> list[int]:
        return sorted(finding.pk for finding in asked.findings.all())


class RecommendationWriteSerializer(Strict):
    """What can be said of a recommendation; what is left out stays as it is."""

    number = Text(help_text="As the report prints it: R1.")
    position = Whole(max_value=LARGEST_PLACE)
    text = Texts(required=False)
    themes = Many(child=Text(), required=False, max_length=50)
    findings = Many(
        child=Whole(),
        required=False,
        max_length=500,
        help_text="The findings of the case that it rests on: all of them.",
    )
    repeat_of = Text(
        allow_null=True, help_text="An earlier recommendation, by its reference."
    )
    priority = YesNo()
    timescale = Code(Recommendation.Timescale.choices, allow_blank=False)
    due_on = Day()
    owner_role = Code(Recommendation.OwnerRole.choices)
    evidence_of_completion = Texts(required=False)


class NewRecommendationSerializer(NewSerializer, RecommendationWriteSerializer):
    """A recommendation; the next reference and number of the case are given to it."""

    text = Texts(required=True, help_text="In either language, or in both.")
    reference = Text(allow_blank=False, help_text="Left out: the next of the case.")


class CaseRecommendationFilterSet(CaseFilterSet):
    acceptance = OneOfFilter(
        choices=Recommendation.Acceptance.choices, help_text="What was answered."
    )
    progress = OneOfFilter(
        choices=Recommendation.Progress.choices, help_text="What is reported."
    )
    verification = OneOfFilter(
        choices=Recommendation.Verification.choices, help_text="What is confirmed."
    )
    lifecycle = OneOfFilter(
        choices=Recommendation.Lifecycle.choices, help_text="Open or closed."
    )
    priority = YesNoFilter(help_text="For priority action, or the others.")


@extend_schema_view(
    list=extend_schema(summary="List recommendations of cases"),
    retrieve=extend_schema(summary="Get a recommendation of a case"),
    create=extend_schema(
        summary="Make a recommendation",
        description="It is given the next reference, number and place of its case. "
        "Where it stands moves by acts alone.",
        request=NewRecommendationSerializer,
        responses={201: CaseRecommendationSerializer},
    ),
    partial_update=extend_schema(
        summary="Change a recommendation", request=RecommendationWriteSerializer
    ),
)
class CaseRecommendationViewSet(CaseRows):
    """Recommendations of the cases whose drafts the person may read, in the order they
    were entered. Where each stands moves by acts alone, such as verification.
    """

    model = Recommendation
    serializer_class = CaseRecommendationSerializer
    write_class = RecommendationWriteSerializer
    new_class = NewRecommendationSerializer
    filterset_class = CaseRecommendationFilterSet
    lookup_field = "reference"

    def shown(self, rows: models.QuerySet) -> models.QuerySet:
        # What is not for the person is not told by a number either.
        findings = numbers_of_rows(self.desk(Finding))
        linked = rows.select_related("inspection", "repeat_of")
        return linked.prefetch_related(
            "themes", models.Prefetch("findings", queryset=findings)
        )

    def asks(self, case: Inspection) -> dict:
        return {"inspection": case.pk}

    def begun(self, case: Inspection) -> Recommendation:
        """As the admin offers it: with the next reference, number and position."""
        desk = self.desk(Recommendation, inspection=case.pk)
        offered = desk.admin.get_changeform_initial_data(desk.request)
        names = ("reference", "number", "position")
        told = {name: offered[name] for name in names if name in offered}
        return Recommendation(inspection=case, **told)

    def columns(self, given: dict, row: Recommendation) -> dict:
        found = in_columns(given)
        if "themes" in found:
            framework = row.inspection.framework_id
            found["themes"] = numbers_of(found["themes"], framework, "/themes/%d")
        if found.get("repeat_of"):
            rows = self.desk(Recommendation).rows()
            earlier = rows.filter(reference=found["repeat_of"]).first()
            if earlier is None:
                told = _("There is no recommendation “%s”.") % found["repeat_of"]
                raise InvalidBody([("/repeat_of", told)])
            found["repeat_of"] = earlier.pk
        return found
