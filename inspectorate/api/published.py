"""What the rows of an edition have in common."""

from django.db import models
from django.db.models import Prefetch
from django.http import Http404
from rest_framework import serializers

from inspectorate.api.authorities import Identifier, identifier
from inspectorate.api.fields import Address, SharedSerializer, StatedDate
from inspectorate.reports.models import Edition
from inspectorate.reports.models.published_rows import PublishedQuerySet

# The order they entered the record, and within an edition the order it has.
ORDER = ("edition__register_entry__sequence", "position")


def with_edition(rows: PublishedQuerySet) -> PublishedQuerySet:
    """With what every row tells of its edition, the document left behind."""
    editions = Edition.objects.defer("document").select_related(
        "report", "register_entry", "framework"
    )
    # Not joined to each row: the rows of a page are those of few editions.
    return rows.prefetch_related(
        Prefetch("edition", queryset=editions.prefetch_related("authorities"))
    )


class EditionKeySerializer(SharedSerializer):
    """Which edition it is."""

    url = Address("api:edition-detail", {"slug": "report.slug", "number": "number"})
    report = serializers.CharField(source="report.slug", help_text="Its slug.")
    number = serializers.IntegerField(help_text="1 for the first edition.")
    is_current = serializers.SerializerMethodField(
        help_text="Whether no later edition has taken its place."
    )

    def get_is_current(self, edition: Edition) -> bool:
        return edition.report.current_edition_id == edition.pk


class PlaceLinksSerializer(serializers.Serializer):
    """What a row's edition leads to."""

    report = Address("api:report-detail", {"slug": "report.slug"})
    authorities = serializers.SerializerMethodField(
        help_text="In the order of their codes beside."
    )
    framework = Address("api:frameworks-list", query={"code": "framework.code"})

    def get_authorities(self, edition: Edition) -> list[str]:
        found = Address("api:authority-detail", {"identifier": identifier})
        found.bind("authorities", self)
        return list(map(found.to_representation, edition.authorities.all()))


class PlaceSerializer(EditionKeySerializer):
    """The edition that a row is in."""

    published_on = StatedDate()
    authorities = serializers.ListField(
        child=Identifier(),
        source="authorities.all",
        help_text="By GSS code, or by slug where there is none.",
    )
    links = PlaceLinksSerializer(source="*")


class RowSerializer(serializers.Serializer):
    edition = PlaceSerializer()
    position = serializers.IntegerField(
        help_text="Its place among the rows of this kind in the edition, from 1."
    )


def newest(rows: PublishedQuerySet, **key: str) -> models.Model:
    """The row with a key in the newest edition that has it; raises Http404."""
    row = rows.filter(**key).order_by("edition__register_entry__sequence").last()
    if row is None:
        raise Http404
    return row
