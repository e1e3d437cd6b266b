"""Reports: each as its current edition has it."""

from django.db.models import Prefetch
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.viewsets import ReadOnlyModelViewSet

from inspectorate.api.editions import ContentsSerializer, EditionList, for_lists
from inspectorate.api.fields import Address, Moment, StatedDate
from inspectorate.api.filters import GradedFilterSet
from inspectorate.api.licence import AttributionOfTexts, OneOrMany
from inspectorate.api.pagination import Keyset
from inspectorate.reports.models import Edition

EDITIONS = Edition.objects.published().order_by("number").defer("document")


class ReportEditionSerializer(serializers.Serializer):
    """An edition of a report, in brief."""

    url = Address("api:edition-detail", {"slug": "report.slug", "number": "number"})
    number = serializers.IntegerField()
    published_on = StatedDate()
    entered_at = Moment(help_text="The moment it entered this record, in UTC.")
    sha256 = serializers.CharField(help_text="The digest of its document.")


class ReportLinksSerializer(serializers.Serializer):
    """What the current edition consists of."""

    paragraphs = Address("api:paragraph-list", query={"report": "report.slug"})
    findings = Address("api:finding-list", query={"report": "report.slug"})
    judgements = Address("api:judgement-list", query={"report": "report.slug"})
    recommendations = Address(
        "api:recommendation-list", query={"report": "report.slug"}
    )


class ReportKeySerializer(serializers.Serializer):
    """Which report it is."""

    url = Address("api:report-detail", {"slug": "report.slug"})
    slug = serializers.CharField(source="report.slug")


class ReportSerializer(ReportKeySerializer, ContentsSerializer):
    """A report as its current edition has it."""

    current_edition = serializers.IntegerField(source="number")
    editions = ReportEditionSerializer(
        many=True, source="report.editions.all", help_text="All of them, first to last."
    )
    links = ReportLinksSerializer(source="*")


class OneReportSerializer(ReportSerializer):
    attribution = AttributionOfTexts()


class ReportFilterSet(GradedFilterSet):
    pass


@extend_schema_view(
    list=extend_schema(summary="List reports"),
    retrieve=extend_schema(summary="Get a report"),
)
class ReportViewSet(EditionList, OneOrMany, ReadOnlyModelViewSet):
    """Every published report once, as its current edition has it, newest first."""

    queryset = for_lists(Edition.objects.published().current()).prefetch_related(
        Prefetch("report__editions", queryset=EDITIONS)
    )
    serializer_class = ReportSerializer
    one_serializer_class = OneReportSerializer
    permission_classes = [AllowAny]
    filterset_class = ReportFilterSet
    pagination_class = Keyset
    lookup_field = "report__slug"
    lookup_url_kwarg = "slug"
