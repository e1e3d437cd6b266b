"""Paragraphs as published, each under an id that is for ever."""

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.permissions import AllowAny

from inspectorate.api.fields import Address, BothLanguages
from inspectorate.api.filters import RowFilterSet
from inspectorate.api.licence import LicensedSerializer, OneOrMany
from inspectorate.api.pagination import Keyset
from inspectorate.api.published import ORDER, RowSerializer, RowViewSet
from inspectorate.opendata.tables import TABLES
from inspectorate.reports.models import PublishedParagraph
from inspectorate.reports.search.index import WHOLE


class ParagraphSectionSerializer(serializers.Serializer):
    """The section that a paragraph is in."""

    number = serializers.CharField(source="section_number")
    heading = BothLanguages()


class ParagraphSerializer(RowSerializer):
    """A paragraph as an edition has it."""

    url = Address("api:paragraph-detail", {"stable_id": "stable_id"})
    stable_id = serializers.CharField(
        help_text="The same in every edition that has the paragraph."
    )
    number = serializers.CharField(
        help_text="As printed; empty where none is. It may repeat in old reports."
    )
    anchor = serializers.CharField(
        help_text="Its place in the page of the edition, after #."
    )
    section = ParagraphSectionSerializer(source="*")
    text = BothLanguages(help_text="Markdown; empty where only the number is known.")


class OneParagraphSerializer(ParagraphSerializer, LicensedSerializer):
    pass


class ParagraphFilterSet(RowFilterSet):
    part = WHOLE


@extend_schema_view(
    list=extend_schema(summary="List paragraphs"),
    retrieve=extend_schema(summary="Get a paragraph"),
)
class ParagraphViewSet(OneOrMany, RowViewSet):
    """Paragraphs in the order they entered the record, as their reports have them.

    By its stable id one is answered as the newest edition that has it tells it.
    """

    queryset = PublishedParagraph.objects.published()
    serializer_class = ParagraphSerializer
    one_serializer_class = OneParagraphSerializer
    permission_classes = [AllowAny]
    filterset_class = ParagraphFilterSet
    pagination_class = Keyset
    ordering = ORDER
    exported = TABLES["paragraphs"]
    lookup_field = "stable_id"
