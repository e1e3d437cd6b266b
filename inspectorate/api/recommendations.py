"""Recommendations: as published, and where each stands today."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import QueryDict
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import exceptions, serializers
from rest_framework.permissions import AllowAny

from inspectorate.api.fields import Address, BothLanguages, StatedChoice
from inspectorate.api.filters import RowFilterSet
from inspectorate.api.frameworks import MISSING_THEME, ThemeSerializer, find_themes
from inspectorate.api.licence import LicensedSerializer, OneOrMany
from inspectorate.api.pagination import Keyset
from inspectorate.api.parameters import (
    DayField,
    DayFilter,
    KnownFilter,
    OneOfFilter,
    YesNoFilter,
)
from inspectorate.api.published import ORDER, RowSerializer, RowViewSet
from inspectorate.opendata.column import BOOLEAN, Column
from inspectorate.opendata.table import Table
from inspectorate.opendata.tables import TABLES
from inspectorate.reports.models import PublishedRecommendation
from recommendations.models import Recommendation

AT = (
    "The day that overdue, is_overdue and awaits_verification are reckoned for; today "
    "in London when it is left out. The rest of standing is that of today, and so is "
    "what acceptance, progress, verification and lifecycle find: count what stood on "
    "an earlier day by the dates of closings, verifications and so on."
)


class StandingSerializer(serializers.Serializer):
    """Where a recommendation stands, on axes that are never one status, and the time
    it was given when it was published.
    """

    acceptance = serializers.ChoiceField(
        Recommendation.Acceptance.choices,
        source="recommendation.acceptance",
        help_text="What the authority answered.",
    )
    accepted_on = serializers.DateField(
        allow_null=True,
        source="recommendation.accepted_on",
        help_text="When it answered, whatever the answer.",
    )
    progress = serializers.ChoiceField(
        Recommendation.Progress.choices,
        source="recommendation.progress",
        help_text="What the authority reports.",
    )
    verification = serializers.ChoiceField(
        Recommendation.Verification.choices,
        source="recommendation.verification",
        help_text="What inspectors confirmed.",
    )
    lifecycle = serializers.ChoiceField(
        Recommendation.Lifecycle.choices, source="recommendation.lifecycle"
    )
    closed_reason = StatedChoice(
        Recommendation.ClosedReason.choices, source="recommendation.closed_reason"
    )
    closed_on = serializers.DateField(
        allow_null=True, source="recommendation.closed_on"
    )
    timescale = serializers.ChoiceField(
        Recommendation.Timescale.choices, help_text="As published."
    )
    due_on = serializers.DateField(allow_null=True, help_text="As published.")
    is_overdue = serializers.BooleanField(
        help_text="Open, due before the day asked for, not reported as completed. "
        "What is ongoing or has no stated time never is."
    )
    awaits_verification = serializers.BooleanField(
        help_text="Open, reported as completed, and not looked at by inspectors since, "
        "on the day asked for."
    )


class RecommendationSerializer(RowSerializer):
    """What an inspection asked for."""

    url = Address("api:recommendation-detail", {"reference": "reference"})
    reference = serializers.CharField(help_text="For ever; survives renumbering.")
    number = serializers.CharField(help_text="As printed; empty where none is.")
    text = BothLanguages(help_text="As published; Markdown.")
    priority = serializers.BooleanField()
    themes = ThemeSerializer(many=True, help_text="As published.")
    standing = StandingSerializer(source="*")
    successor = serializers.CharField(
        allow_null=True, help_text="The reference of the one that took its place."
    )
    repeat_of = serializers.CharField(
        allow_null=True,
        source="repeated",
        help_text="The reference of an earlier one that asks the same; as published.",
    )
    recorded_from = serializers.CharField(
        source="edition.recorded_from",
        help_text="The source of a historical record; empty for one made here. Of a "
        "historical one, awaiting, not_started and not_assessed tell that the source "
        "says nothing of it.",
    )


class OneRecommendationSerializer(RecommendationSerializer, LicensedSerializer):
    pass


class RecommendationFilterSet(RowFilterSet):
    part = "recommendations"

    theme = KnownFilter(
        method="on_themes",
        find=find_themes,
        missing=MISSING_THEME,
        help_text="A theme of the stable vocabulary (caseload), which also finds the "
        "frameworks' themes that stand for it.",
    )
    priority = YesNoFilter(help_text="For immediate or priority action.")
    acceptance = OneOfFilter(
        field_name="recommendation__acceptance",
        choices=Recommendation.Acceptance.choices,
    )
    progress = OneOfFilter(
        field_name="recommendation__progress",
        choices=Recommendation.Progress.choices,
    )
    verification = OneOfFilter(
        field_name="recommendation__verification",
        choices=Recommendation.Verification.choices,
    )
    lifecycle = OneOfFilter(
        field_name="recommendation__lifecycle",
        choices=Recommendation.Lifecycle.choices,
    )
    overdue = YesNoFilter(method="overdue_or_not", help_text="On the day `as_of`.")
    as_of = DayFilter(method="leave_all", help_text=AT)

    def on_themes(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        about = PublishedRecommendation.objects.filter(themes__in=value)
        return rows.filter(pk__in=about)

    def overdue_or_not(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        overdue = PublishedRecommendation.objects.overdue(day_of(self.data))
        narrow = rows.filter if value else rows.exclude
        return narrow(pk__in=overdue)

    def leave_all(self, rows: QuerySet, name: str, value: date) -> QuerySet:
        """The day narrows nothing by itself: it is for overdue and the answer."""
        return rows


def exported() -> Table:
    """As published, and where each stands: two tables of the open data in one."""
    made, stands = (TABLES[f"{name}recommendations"] for name in ("published_", ""))
    axes = [
        Column(PublishedRecommendation, each.name, f"recommendation__{each.path}")
        for each in stands.columns
        if each.name not in made.names
    ]
    reckoned = [
        Column(PublishedRecommendation, name, name, like=BOOLEAN)
        for name in ("is_overdue", "awaits_verification")
    ]
    return Table(
        stands.name,
        stands.title,
        stands.told,
        rows=made.public,
        key=made.key,
        columns=iter([*made.columns, *axes, *reckoned]),
    )


def day_of(parameters: QueryDict) -> date:
    """The day asked for with `as_of`; today when none is."""
    try:
        day = DayField(required=False).clean(parameters.get("as_of"))
    except ValidationError as error:
        raise exceptions.ValidationError({"as_of": error.messages}) from error
    return day or timezone.localdate()


def reference_of(link: str) -> Subquery:
    """The reference of a linked recommendation; null while no edition has that one."""
    published = PublishedRecommendation.objects.published()
    linked = published.filter(recommendation=OuterRef(link))
    return Subquery(linked.order_by().values("reference")[:1])


@extend_schema_view(
    list=extend_schema(summary="List recommendations"),
    retrieve=extend_schema(
        summary="Get a recommendation",
        parameters=[OpenApiParameter("as_of", OpenApiTypes.DATE, description=AT)],
    ),
)
class RecommendationViewSet(OneOrMany, RowViewSet):
    """Recommendations in the order they entered the record, and that of their edition.

    The text, its themes and the time it was given are those of the edition; the rest
    of `standing` is that of today. By its reference one is answered as the newest
    edition that has it tells it.
    """

    queryset = PublishedRecommendation.objects.published().annotate(
        successor=reference_of("recommendation__successor"),
        repeated=reference_of("repeat_of"),
    )
    serializer_class = RecommendationSerializer
    one_serializer_class = OneRecommendationSerializer
    permission_classes = [AllowAny]
    filterset_class = RecommendationFilterSet
    pagination_class = Keyset
    ordering = ORDER
    exported = exported()
    lookup_field = "reference"
    is_timeless = False
    detail_parameters = ("as_of",)

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """With where each stood on the day asked for; by now it is known to be one."""
        rows = super().filter_queryset(queryset)
        at = day_of(self.request.query_params)
        return rows.with_awaiting(at).with_overdue(at)
