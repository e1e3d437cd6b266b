"""Evidence of cases: items, and their files, checked as in the admin."""

import logging
from collections.abc import Callable

from django.db import models
from django.http import FileResponse, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from inspectorate.api.casework import once, versions
from inspectorate.api.casework.body import StrictForm, StrictJSON
from inspectorate.api.casework.rows import (
    CaseFilterSet,
    CaseKeySerializer,
    CaseRows,
    NewSerializer,
    VersionedSerializer,
)
from inspectorate.api.casework.typed import Code, Day, Strict, Text, Upload, read
from inspectorate.api.errors import Unseen
from inspectorate.api.fields import Address, Moment
from inspectorate.api.parameters import OneOfFilter, refuse_odd
from inspectorate.inspections.admin.evidence import LOST, handed_out
from inspectorate.inspections.models import Evidence, EvidenceFile, Inspection
from inspectorate.lifecycle import Refusal, locked

logger = logging.getLogger(__name__)


class EvidenceFileSerializer(serializers.Serializer):
    """One revision of the file of an item."""

    url = Address(
        "api:casework-evidence-file", {"pk": "evidence_id", "revision": "revision"}
    )
    revision = serializers.IntegerField()
    name = serializers.CharField()
    media_type = serializers.CharField()
    size = serializers.IntegerField(help_text="In bytes.")
    sha256 = serializers.CharField()
    scan = serializers.ChoiceField(EvidenceFile.Scan.choices)
    uploaded_at = Moment()


class EvidenceSerializer(VersionedSerializer):
    """What findings rest on; never public."""

    url = Address("api:casework-evidence-item", {"pk": "pk"})
    id = serializers.IntegerField()
    inspection = CaseKeySerializer()
    kind = serializers.ChoiceField(Evidence.Kind.choices)
    reference = serializers.CharField()
    summary = serializers.CharField()
    marking = serializers.ChoiceField(Evidence.Marking.choices)
    collected_on = serializers.DateField(allow_null=True)
    collected_by = serializers.CharField(
        source="collected_by.name", default=None, allow_null=True
    )
    retained_until = serializers.DateField(allow_null=True)
    files = EvidenceFileSerializer(
        many=True, source="files.all", help_text="The newest revision first."
    )


class EvidenceWriteSerializer(Strict):
    """What can be said of an item; what is left out stays as it is."""

    kind = Code(Evidence.Kind.choices, allow_blank=False)
    reference = Text(help_text="For example CF-03: no names and no case numbers.")
    summary = Text(help_text="What it shows, without naming anyone.")
    marking = Code(Evidence.Marking.choices, allow_blank=False)
    collected_on = Day()


class NewEvidenceSerializer(NewSerializer, EvidenceWriteSerializer):
    """An item, which as a form may bring its first file along."""

    kind = Code(Evidence.Kind.choices, required=True, allow_blank=False)
    summary = Text(
        required=True,
        allow_blank=False,
        help_text="What it shows, without naming anyone.",
    )
    file = Upload(
        required=False,
        allow_empty_file=True,
        help_text="As multipart/form-data only.",
    )


class FileSerializer(Strict):
    """A file, as multipart/form-data."""

    file = Upload(allow_empty_file=True)


class EvidenceFilterSet(CaseFilterSet):
    kind = OneOfFilter(choices=Evidence.Kind.choices, help_text="The kind of source.")
    marking = OneOfFilter(
        choices=Evidence.Marking.choices, help_text="The protective marking."
    )


BOTH = {
    "application/json": NewEvidenceSerializer,
    "multipart/form-data": NewEvidenceSerializer,
}


@extend_schema_view(
    list=extend_schema(summary="List evidence"),
    retrieve=extend_schema(summary="Get an item of evidence"),
    create=extend_schema(
        summary="Add an item of evidence",
        description="As JSON without a file, or as a form with its first one. Whoever "
        "sends it has collected it.",
        request=BOTH,
        responses={201: EvidenceSerializer},
    ),
    partial_update=extend_schema(
        summary="Change an item of evidence", request=EvidenceWriteSerializer
    ),
)
class EvidenceViewSet(CaseRows):
    """Evidence of the cases on whose team the person is, of all for who may read all,
    in the order it was added. It stays closed when the case is public.
    """

    model = Evidence
    serializer_class = EvidenceSerializer
    write_class = EvidenceWriteSerializer
    new_class = NewEvidenceSerializer
    filterset_class = EvidenceFilterSet
    places = {"upload": "/file"}

    def get_parsers(self) -> list:
        """A file comes where one is added."""
        action = (getattr(self, "action_map", None) or {}).get(
            (self.request.method if self.request else "POST").lower()
        )
        takes_file = action in ("create", "add_file")
        return [StrictForm(), StrictJSON()] if takes_file else [StrictJSON()]

    def shown(self, rows: models.QuerySet) -> models.QuerySet:
        linked = rows.select_related("inspection", "collected_by")
        return linked.prefetch_related("files")

    def may_still_read(self, case: Inspection) -> bool:
        desk = self.desk(Evidence)
        return desk.admin.may_read_case(desk.request, case)

    def begun(self, case: Inspection) -> Evidence:
        return Evidence(inspection=case, collected_by=self.request.user)

    def columns(self, given: dict, row: Evidence) -> dict:
        found = dict(given)
        if "file" in found:
            found["upload"] = found.pop("file")
        return found

    # Files

    def create(self, request: Request) -> HttpResponse:
        return self.keeping_files(self.make)

    @extend_schema(
        summary="Add a file to an item of evidence",
        description="It becomes the next revision; none is overwritten.",
        request={"multipart/form-data": FileSerializer},
        responses={201: EvidenceSerializer},
    )
    def add_file(self, request: Request, pk: int) -> HttpResponse:
        return self.keeping_files(self.attach)

    def keeping_files(self, do: Callable[[], Response]) -> HttpResponse:
        """Keep no file when what was stored with it is rolled back."""
        self.kept: EvidenceFile | None = None
        try:
            return once.carry_out(self, do)
        except BaseException:
            if self.kept is not None:
                self.kept.forget()
            raise

    def attach(self) -> Response:
        list(locked(Evidence).filter(pk=self.find().pk).values_list("pk"))
        # Read anew under its lock: somebody may have saved it meanwhile.
        item = self.find()
        self.inspection = item.inspection
        self.desk(Evidence, item.pk).check_change(item)
        versions.check_version(self.request, self.told(item)["etag"])
        given = read(FileSerializer(data=self.request.data))
        self.kept = item.attach(given["file"], by=self.request.user)
        return self.made(item)

    def add(self, given: dict) -> Evidence:
        item = super().add(given)
        # Its admin class has kept the file that the form brought along.
        self.kept = item.last_file()
        return item

    @extend_schema(
        summary="Get a file of an item of evidence",
        description="That it was read is recorded.",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    def file(self, request: Request, pk: int, revision: int) -> FileResponse:
        refuse_odd(request, ())
        file = self.find().files.filter(revision=revision).first()
        if file is None:
            raise Unseen
        try:
            return handed_out(file, file.open(by=request.user))
        except OSError:
            logger.exception("file of evidence lost: %s", file.stored_as)
            raise Refusal(str(LOST)) from None
