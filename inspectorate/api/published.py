"""What the rows of an edition have in common."""

from collections.abc import Iterator, Sequence
from functools import cache

from django.http import Http404
from django.utils.functional import cached_property
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from inspectorate.api.authorities import IDENTIFIER, Identifier
from inspectorate.api.exports import ExportedList, as_lines
from inspectorate.api.fields import Address, SharedSerializer, StatedDate, Worked
from inspectorate.api.language import language_of
from inspectorate.api.parameters import is_plain
from inspectorate.api.rows import Writer
from inspectorate.reports.models.published_rows import PublishedQuerySet
from inspectorate.statements import Statement

# The order they entered the record, and within an edition the order it has.
ORDER = ("edition__register_entry__sequence", "position")


@extend_schema_field(OpenApiTypes.BOOL)
class IsCurrent(Worked):
    columns = ("report__current_edition_id", "pk")

    def worked(self, current: int | None, edition: int) -> bool:
        return current == edition


class EditionKeySerializer(SharedSerializer):
    """Which edition it is."""

    url = Address("api:edition-detail", {"slug": "report.slug", "number": "number"})
    report = serializers.CharField(source="report.slug", help_text="Its slug.")
    number = serializers.IntegerField(help_text="1 for the first edition.")
    is_current = IsCurrent(help_text="Whether no later edition has taken its place.")


class PlaceLinksSerializer(serializers.Serializer):
    """What a row's edition leads to."""

    report = Address("api:report-detail", {"slug": "report.slug"})
    authorities = serializers.ListField(
        child=Address("api:authority-detail", {"identifier": IDENTIFIER}),
        source="authorities.all",
        help_text="In the order of their codes beside.",
    )
    framework = Address("api:frameworks-list", query={"code": "framework.code"})


class PlaceSerializer(EditionKeySerializer):
    """The edition that a row is in."""

    published_on = StatedDate()
    authorities = serializers.ListField(
        child=Identifier(),
        source="authorities.all",
        help_text="By GSS code, or by slug where there is none.",
    )
    licence = serializers.CharField(
        help_text="Of its texts, as SPDX names it; empty when the source states none."
    )
    links = PlaceLinksSerializer(source="*")


class RowSerializer(serializers.Serializer):
    edition = PlaceSerializer()
    position = serializers.IntegerField(
        help_text="Its place among the rows of this kind in the edition, from 1."
    )


class Listing:
    """A list in one language, or in both: its rows as nobody narrows them, how they are
    written by what `described` describes, and the statements of their pages.
    """

    def __init__(
        self,
        view: type["RowViewSet"],
        described: type[serializers.Serializer],
        language: str,
    ) -> None:
        self.writer = Writer(view.queryset.model, view.ordering, language)
        self.write = self.writer.of_field(described(), "")
        self.kept: dict[tuple, Statement] = {}
        self.view = view

    @cached_property
    def whole(self) -> PublishedQuerySet:
        return self.rows(self.view.filterset_class({}, self.view.queryset).qs)

    def rows(self, found: PublishedQuerySet) -> PublishedQuerySet:
        return found.values_list(*self.writer.columns)

    def objects(self, rows: Sequence[tuple], site: str) -> list[dict]:
        sheet = self.writer.sheet(rows, site)
        return [self.write(row, sheet) for row in rows]


listing = cache(Listing)


class RowViewSet(ExportedList, GenericViewSet):
    """A list of rows, written by what its serializer describes; each view says itself
    who may read it, by what it is narrowed, and in which order and pages it comes.
    """

    # Whether it is the same whenever it is asked for, but for what is published.
    is_timeless = True

    def page(self, request: Request) -> Response:
        shown = self.shown(language_of(request))
        if self.is_timeless and is_plain(request, self):
            rows = self.paginator.paginate_queryset(
                shown.whole, request, self, shown.kept
            )
        else:
            found = self.filter_queryset(self.get_queryset())
            rows = self.paginate_queryset(shown.rows(found))
        return self.get_paginated_response(shown.objects(rows, site_of(request)))

    def as_lines(self, found: PublishedQuerySet, language: str) -> Iterator[bytes]:
        shown, site = self.shown(language), site_of(self.request)
        return as_lines(shown.rows(found), lambda some: shown.objects(some, site))

    def retrieve(self, request: Request, **key: str) -> Response:
        """As the newest edition that has it tells it."""
        shown = self.shown(language_of(request))
        found = self.filter_queryset(self.get_queryset())
        row = newest(shown.rows(found), **key)
        (told,) = shown.objects([row], site_of(request))
        return Response(told)

    def shown(self, language: str) -> Listing:
        return listing(type(self), self.get_serializer_class(), language)


def site_of(request: Request) -> str:
    return f"{request.scheme}://{request.get_host()}"


def newest(rows: PublishedQuerySet, **key: str) -> tuple:
    """The row with a key in the newest edition that has it; raises Http404."""
    row = rows.filter(**key).order_by("edition__register_entry__sequence").last()
    if row is None:
        raise Http404
    return row
