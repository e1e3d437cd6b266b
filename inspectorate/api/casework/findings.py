"""Findings of cases, as their teams log them."""

from django.db import models
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
    Code,
    Many,
    Strict,
    Text,
    Texts,
    Whole,
    YesNo,
    in_columns,
)
from inspectorate.api.fields import Address, BothLanguages
from inspectorate.api.parameters import OneOfFilter, YesNoFilter
from inspectorate.inspections.models import Evidence, Finding, Inspection


class CaseFindingSerializer(VersionedSerializer):
    """What inspectors found, and what it rests on."""

    url = Address("api:casework-finding", {"pk": "pk"})
    id = serializers.IntegerField()
    inspection = CaseKeySerializer()
    position = serializers.IntegerField(help_text="Its place in the case.")
    classification = serializers.CharField(help_text="Empty until it is classified.")
    theme = serializers.CharField(source="theme.code", default=None, allow_null=True)
    other_themes = serializers.SerializerMethodField()
    text = BothLanguages(help_text="Markdown.")
    evidence = serializers.SerializerMethodField(
        help_text="The items it rests on, by ids, as far as the person may read them."
    )
    previous = serializers.IntegerField(
        source="previous_id",
        allow_null=True,
        help_text="The finding of an earlier inspection that it revisits.",
    )
    change = serializers.CharField(help_text="Since then; empty until it is said.")
    change_reason = serializers.CharField()
    compared_with = BothLanguages()
    immediacy = serializers.ChoiceField(Finding.Immediacy.choices)
    scope = serializers.CharField()
    legal_reference = serializers.CharField()
    is_public = serializers.BooleanField(help_text="Goes into the published report.")
    recorded_from = serializers.CharField()

    def get_other_themes(self, finding: Finding) -> list[str]:
        return theme_codes(finding.other_themes.all())

    def get_evidence(self, finding: Finding) -> list[int]:
        return sorted(item.pk for item in finding.evidence.all())


class FindingWriteSerializer(Strict):
    """What can be said of a finding; what is left out stays as it is."""

    classification = Code(Finding.Classification.choices)
    theme = Text(allow_null=True, help_text="Its code; null: not said yet.")
    other_themes = Many(child=Text(), required=False, max_length=50)
    text = Texts(required=False)
    evidence = Many(
        child=Whole(),
        required=False,
        max_length=500,
        help_text="The items of the case that it rests on, by their ids: all of them.",
    )
    previous = Whole(allow_null=True)
    change = Code(Finding.Change.choices)
    change_reason = Text()
    compared_with = Texts(required=False)
    immediacy = Code(Finding.Immediacy.choices, allow_blank=False)
    scope = Code(Finding.Scope.choices)
    legal_reference = Text()
    is_public = YesNo()


class NewFindingSerializer(NewSerializer, FindingWriteSerializer):
    """A finding of a case; a text in either language is enough to begin with."""

    text = Texts(required=True, help_text="In either language, or in both.")


class CaseFindingFilterSet(CaseFilterSet):
    classification = OneOfFilter(
        choices=Finding.Classification.choices, help_text="How it is classified."
    )
    change = OneOfFilter(
        choices=Finding.Change.choices, help_text="Since the inspection before."
    )
    is_public = YesNoFilter(help_text="Whether it goes into the published report.")


class FindingRows(CaseRows):
    """How a finding is read and stored, one by one and many at once."""

    model = Finding
    serializer_class = CaseFindingSerializer
    write_class = FindingWriteSerializer
    new_class = NewFindingSerializer
    places = {"theme": "/theme"}

    def shown(self, rows: models.QuerySet) -> models.QuerySet:
        evidence = numbers_of_rows(self.desk(Evidence))
        linked = rows.select_related("inspection", "theme")
        return linked.prefetch_related(
            "other_themes", models.Prefetch("evidence", queryset=evidence)
        )

    def begun(self, case: Inspection) -> Finding:
        finding = Finding(inspection=case)
        finding.position = finding.next_position()
        return finding

    def columns(self, given: dict, row: Finding) -> dict:
        found = in_columns(given)
        framework = row.inspection.framework_id
        if found.get("theme"):
            [found["theme"]] = numbers_of([found["theme"]], framework, "/theme")
        if "other_themes" in found:
            codes = found["other_themes"]
            found["other_themes"] = numbers_of(codes, framework, "/other_themes/%d")
        return found


@extend_schema_view(
    list=extend_schema(summary="List findings of cases"),
    retrieve=extend_schema(summary="Get a finding of a case"),
    create=extend_schema(
        summary="Log a finding",
        description="It is the last of its case, and public unless `is_public` is "
        "false. Only the team of the case logs, while it is not over.",
        request=NewFindingSerializer,
        responses={201: CaseFindingSerializer},
    ),
    partial_update=extend_schema(
        summary="Change a finding", request=FindingWriteSerializer
    ),
)
class CaseFindingViewSet(FindingRows):
    """Findings of the cases whose drafts the person may read, in the order they were
    logged; of a case that is public by now, those that are public.
    """

    filterset_class = CaseFindingFilterSet
