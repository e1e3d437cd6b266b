"""Editions: reports as published, each frozen, numbered and hashed."""

from collections.abc import Callable

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.generics import get_object_or_404
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.viewsets import ReadOnlyModelViewSet

from inspectorate.api.authorities import AuthorityNameSerializer
from inspectorate.api.errors import Withdrawn
from inspectorate.api.exports import ExportedList
from inspectorate.api.fields import (
    Address,
    BothLanguages,
    Moment,
    Pages,
    SharedSerializer,
    StatedDate,
)
from inspectorate.api.files import FormSerializer
from inspectorate.api.filters import MISSING_REPORT, GradedFilterSet, find_report
from inspectorate.api.frameworks import (
    AreaSerializer,
    FrameworkSerializer,
    PointSerializer,
)
from inspectorate.api.licence import AttributionOfTexts, OneOrMany
from inspectorate.api.pagination import Keyset
from inspectorate.api.parameters import KnownFilter, MomentFilter
from inspectorate.api.published import EditionKeySerializer
from inspectorate.api.register import RegisterEntrySerializer
from inspectorate.api.rendering import JSON
from inspectorate.inspections.models import Inspection
from inspectorate.opendata.tables import TABLES
from inspectorate.reports.document import digest
from inspectorate.reports.models import Edition, PublishedRecommendation, Withdrawal
from inspectorate.reports.models.edition import EditionQuerySet

# Newest first; the sequence tells apart those of one day.
ORDER = ("-sorted_on", "-register_entry__sequence")


def for_lists(editions: EditionQuerySet) -> EditionQuerySet:
    """With all that reports and editions tell, the document left behind."""
    counted = (
        PublishedRecommendation.objects.filter(edition=OuterRef("pk"))
        .order_by()
        .values("edition")
        .annotate(count=Count("pk"))
    )
    return (
        editions.for_list()
        .prefetch_related("judgements__area__framework")
        .select_related("register_entry__signed_with")
        .annotate(recorded=Coalesce(Subquery(counted.values("count")), 0))
    )


class InspectionSerializer(serializers.Serializer):
    """The inspection that is reported on."""

    reference = serializers.CharField(source="inspection_reference")
    kind = serializers.ChoiceField(Inspection.Kind.choices, source="inspection_kind")
    fieldwork_start = StatedDate()
    fieldwork_end = StatedDate()


class ServiceSerializer(SharedSerializer):
    """The service that was inspected."""

    code = serializers.CharField()
    name = BothLanguages()


class GradeSerializer(serializers.Serializer):
    """A judgement in brief; the list of judgements tells its scale and wording too."""

    framework = serializers.CharField(
        source="area.framework.code",
        help_text="The version of the framework that it was made by.",
    )
    area = AreaSerializer()
    grade = PointSerializer(
        source="point", allow_null=True, help_text="Null: the area was not judged."
    )


class CountSerializer(serializers.Serializer):
    """How many recommendations a report makes."""

    stated = serializers.IntegerField(
        source="stated_recommendation_count",
        allow_null=True,
        help_text="What the report says of itself; null when it gives no number.",
    )
    recorded = serializers.IntegerField(help_text="How many are in this record.")


class ContentsSerializer(serializers.Serializer):
    """What a report and an edition of it both tell."""

    title = BothLanguages()
    page = Pages()
    inspection = InspectionSerializer(source="*")
    authorities = AuthorityNameSerializer(many=True)
    service = ServiceSerializer()
    framework = FrameworkSerializer()
    published_on = StatedDate()
    languages = serializers.ListField(
        child=serializers.ChoiceField([("en", "English"), ("cy", "Welsh")]),
        source="language_codes",
        help_text="The languages it was published in.",
    )
    judgements = GradeSerializer(many=True)
    recommendations = CountSerializer(source="*")
    recorded_from = serializers.CharField(
        help_text="The source of a historical record; empty for one made here."
    )
    licence = serializers.CharField(
        help_text="Of the texts, as SPDX names it; empty when the source states none."
    )


class EditionLinksSerializer(serializers.Serializer):
    """What an edition consists of."""

    OWN = {"report": "report.slug", "edition": "number"}

    document = Address(
        "api:edition-document", {"slug": "report.slug", "number": "number"}
    )
    paragraphs = Address("api:paragraph-list", query=OWN)
    findings = Address("api:finding-list", query=OWN)
    judgements = Address("api:judgement-list", query=OWN)
    recommendations = Address("api:recommendation-list", query=OWN)


class EditionSerializer(EditionKeySerializer, ContentsSerializer):
    """A report as it was published."""

    entered_at = Moment(help_text="The moment it entered this record, in UTC.")
    sha256 = serializers.CharField(help_text="The digest of its document.")
    register = RegisterEntrySerializer(source="register_entry")
    forms = FormSerializer(
        many=True,
        help_text="The files of the edition; none until they are made.",
    )
    links = EditionLinksSerializer(source="*")


class OneEditionSerializer(EditionSerializer):
    attribution = AttributionOfTexts()


class EditionDetailSerializer(OneEditionSerializer):
    document = serializers.DictField(
        help_text="The whole text, as frozen; docs/edition-format.md tells its keys."
    )


class EditionList(ExportedList):
    exported = TABLES["editions"]
    ordering = ORDER

    def in_columns(self, found: EditionQuerySet) -> EditionQuerySet:
        own = self.exported.public().filter(pk__in=found.order_by().values("pk"))
        return own.order_by(*self.ordering)


class EditionFilterSet(GradedFilterSet):
    report = KnownFilter(
        field_name="report",
        find=find_report,
        missing=MISSING_REPORT,
        help_text="The report, by its slug: all its editions.",
    )
    entered_after = MomentFilter(
        field_name="entered_at",
        lookup_expr="gte",
        help_text="Entered the record at this moment or later: "
        "2026-03-02T12:00:00.000000Z.",
    )


@extend_schema_view(
    list=extend_schema(summary="List editions"),
    retrieve=extend_schema(
        operation_id="editions_retrieve",
        summary="Get an edition with its document",
        responses=EditionDetailSerializer,
        tags=["editions"],
    ),
)
class EditionViewSet(EditionList, OneOrMany, ReadOnlyModelViewSet):
    """Every edition of every report, newest first.

    An edition never changes: a correction is a further edition. What is answered
    has an ETag; send it back in If-None-Match and get 304 while it holds.
    """

    queryset = for_lists(Edition.objects.published()).prefetch_related("forms")
    serializer_class = EditionSerializer
    one_serializer_class = OneEditionSerializer
    permission_classes = [AllowAny]
    filterset_class = EditionFilterSet
    pagination_class = Keyset

    def get_object(self) -> Edition:
        return self.find(self.get_queryset())

    def find(self, editions: EditionQuerySet) -> Edition:
        slug, number = self.kwargs["slug"], self.kwargs["number"]
        editions = self.filter_queryset(editions)
        try:
            return get_object_or_404(editions, report__slug=slug, number=number)
        except Http404:
            gone = Withdrawal.objects.filter(edition__in=Edition.objects.withdrawn())
            here = {"edition__report__slug": slug, "edition__number": number}
            if withdrawal := gone.filter(**here).first():
                raise Withdrawn(withdrawal) from None
            raise

    def retrieve(self, request: Request, slug: str, number: int) -> HttpResponse:
        edition = self.get_object()
        about = JSON().render(self.get_serializer(edition).data)
        # Names and links around the document may change, though it does not.
        etag = f'"{edition.sha256}-{digest(about.decode())[:16]}"'

        def spliced() -> bytes:
            # Not read and written again: these are the bytes that were hashed.
            return about[:-1] + b',"document":' + edition.document.encode() + b"}"

        return unless_held(request, etag, spliced)

    @extend_schema(
        operation_id="editions_document",
        summary="Get the document of an edition",
        description="The bytes that its digest is made of, and nothing else.",
        tags=["editions"],
        responses={200: {"type": "object", "additionalProperties": {}}},
    )
    def document(self, request: Request, slug: str, number: int) -> HttpResponse:
        edition = self.find(Edition.objects.published().only("sha256"))
        etag = f'"{edition.sha256}"'
        # The document itself is read only now, and only where it is asked for.
        return unless_held(request, etag, lambda: edition.document.encode())  # noqa: PLW0108


def unless_held(request: Request, etag: str, body: Callable[[], bytes]) -> HttpResponse:
    """Answer with JSON, or by 304 to a client that says it holds it already."""
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = HttpResponse(body(), content_type="application/json")
    answer.headers["ETag"] = etag
    patch_cache_control(answer, public=True, no_cache=True)
    return answer
