"""What every address of the casework API has in common, and every list of its rows."""

import logging
from collections.abc import Mapping
from typing import ClassVar

from django.db import IntegrityError, models, transaction
from django.http import HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet
from rest_framework import exceptions, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from inspectorate.accounts.models import Token
from inspectorate.api.casework import once, versions
from inspectorate.api.casework.bearer import Bearer, InScope, PerToken
from inspectorate.api.casework.body import StrictJSON
from inspectorate.api.casework.desk import BROKEN, Desk, case_of
from inspectorate.api.casework.typed import Text, in_columns, read
from inspectorate.api.errors import InvalidBody, Unseen
from inspectorate.api.fields import Address
from inspectorate.api.pagination import Keyset
from inspectorate.api.parameters import KnownFilter, refuse_odd
from inspectorate.inspections.models import Inspection
from inspectorate.lifecycle import Refusal, locked

logger = logging.getLogger(__name__)

READING = ("GET", "HEAD", "OPTIONS")
# The terms that lists of what is public have beside their rows.
OF_PUBLIC = ("licence", "attribution")
NOTHING = _("There is nothing to change: send at least one field.")


class Door:
    """Mixed into every view: who asks, how often, by which method."""

    authentication_classes = [Bearer]
    permission_classes = [InScope]
    throttle_classes = [PerToken]
    parser_classes = [StrictJSON]
    # Of requests that change something.
    scope: ClassVar[str] = Token.Scope.WRITE
    # Set by what is carried out; who may not read it any more is not told again.
    inspection: Inspection

    def scope_of(self, method: str) -> str:
        return Token.Scope.READ if method in READING else self.scope

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        """A method that is none here is so whoever asks."""
        method = request.method.lower()
        if method not in self.http_method_names or not hasattr(self, method):
            raise exceptions.MethodNotAllowed(request.method)
        super().initial(request, *args, **kwargs)
        if request.method not in READING:
            refuse_odd(request, ())

    def handle_exception(self, error: Exception) -> Response:
        """A rule that the database alone holds is a refusal as well."""
        if isinstance(error, IntegrityError):
            logger.warning("refused by the database", exc_info=error)
            error = Refusal(str(BROKEN))
        return super().handle_exception(error)

    def finalize_response(
        self, request: Request, response: HttpResponse, *args: object, **kwargs: object
    ) -> HttpResponse:
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        patch_vary_headers(response, ["Authorization"])
        return response

    def may_still_read(self, case: Inspection) -> bool:
        cases = Inspection.objects.drafts_readable_by(self.request.user)
        return cases.filter(pk=case.pk).exists()

    def desk(
        self, model: type[models.Model], pk: int | None = None, **asks: object
    ) -> Desk:
        return Desk(model, self.request.user, pk, **asks)


class VersionedSerializer(serializers.Serializer):
    """What is told of a row, with the version that a change has to name."""

    etag = serializers.SerializerMethodField(
        help_text="Its version: send it in If-Match with a change. It is the header "
        "ETag as well."
    )

    def get_etag(self, row: models.Model) -> str:
        return ""

    def to_representation(self, row: models.Model) -> dict:
        told = super().to_representation(row)
        del told["etag"]
        return {**told, "etag": versions.version_of(told)}


class CaseKeySerializer(serializers.Serializer):
    """The case that a row belongs to."""

    url = Address("api:casework-inspection", {"reference": "reference"})
    reference = serializers.CharField()


class NewSerializer(serializers.Serializer):
    """To be mixed into what makes a new row."""

    inspection = Text(
        required=True, allow_blank=False, help_text="The case, by its reference."
    )


def find_case(reference: str) -> Inspection | None:
    return Inspection.objects.filter(reference=reference).first()


class CaseFilterSet(FilterSet):
    """For rows that belong to a case."""

    inspection = KnownFilter(
        field_name="inspection",
        find=find_case,
        missing=_("There is no case “%(value)s”. Give its reference."),
        help_text="The case, by its reference.",
    )


class CasePages(Keyset):
    """What staff work on is confidential, so nothing says how it may be used again; it
    is told in both languages.
    """

    parameters = Keyset.of_pages

    def get_paginated_response(self, data: list) -> Response:
        response = super().get_paginated_response(data)
        for name in OF_PUBLIC:
            del response.data[name]
        return response

    def get_paginated_response_schema(self, schema: dict) -> dict:
        told = super().get_paginated_response_schema(schema)
        names = [name for name in told["required"] if name not in OF_PUBLIC]
        properties = {name: told["properties"][name] for name in names}
        return {**told, "required": names, "properties": properties}


class CaseRows(Door, GenericViewSet):
    """Rows of cases, as the admin class of `model` shows, takes and stores them.

    `write_class` and `new_class` read what is sent. `places` are those in the body of
    fields that a form calls otherwise.
    """

    model: type[models.Model]
    write_class: type[serializers.Serializer]
    new_class: type[serializers.Serializer]
    pagination_class = CasePages
    ordering = ("id",)
    places: ClassVar[Mapping[str, str]] = {}
    # How an address names a row.
    lookup_field = "pk"

    def get_queryset(self) -> models.QuerySet:
        if getattr(self, "swagger_fake_view", False):
            return self.model._base_manager.none()
        return self.shown(self.desk(self.model).rows().order_by())

    def shown(self, rows: models.QuerySet) -> models.QuerySet:
        """With all that is told of each."""
        return rows.select_related("inspection")

    # Reading

    def list(self, request: Request) -> Response:
        rows = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        told = self.get_serializer(rows, many=True).data
        return self.get_paginated_response(told)

    def retrieve(self, request: Request, **named: object) -> HttpResponseBase:
        refuse_odd(request, ())
        return versions.answer(request, self.told(self.find()))

    def find(self) -> models.Model:
        """The row of this address; raises Unseen for one that is not for them."""
        named = {self.lookup_field: self.kwargs[self.lookup_field]}
        row = self.get_queryset().filter(**named).first()
        if row is None:
            raise Unseen
        return row

    def told(self, row: models.Model) -> dict:
        return self.get_serializer(row).data

    # Writing

    def create(self, request: Request) -> HttpResponse:
        return once.carry_out(self, self.make)

    def make(self) -> Response:
        given = read(self.new_class(data=self.request.data))
        self.inspection = case_of(given.pop("inspection"))
        row = self.add(given)
        return self.made(row)

    def made(self, row: models.Model) -> Response:
        """What is told of a new row, and where it is from now on."""
        # As it is stored: a form leaves texts in a row that are not read back yet.
        stored = self.shown(self.model._base_manager.all()).get(pk=row.pk)
        told = self.told(stored)
        response = versions.answer(self.request, told, 201)
        response.headers["Location"] = told["url"]
        return response

    @transaction.atomic
    def add(self, given: dict) -> models.Model:
        """Store one more row of the case, under whose lock no two take one place."""
        case = self.inspection
        locked(Inspection).get(pk=case.pk)
        row = self.begun(case)
        desk = self.desk(self.model, **self.asks(case))
        desk.check_add(row)
        columns = {"inspection": case.pk, **self.columns(given, row)}
        form = desk.form(row, columns, self.places)
        return desk.save(form, change=False)

    def asks(self, case: Inspection) -> dict:
        return {}

    def begun(self, case: Inspection) -> models.Model:
        """A new row, with what stands in its form before anybody has typed."""
        return self.model(inspection=case)

    def columns(self, given: dict, row: models.Model) -> dict:
        """What was given, by the fields of the form; raises InvalidBody for what is
        known to no one.
        """
        return in_columns(given)

    def partial_update(self, request: Request, **named: object) -> HttpResponseBase:
        shown = self.find()
        self.desk(self.model, shown.pk).check_change(shown)
        versions.need_version(request)
        given = read(self.write_class(data=request.data, partial=True))
        if not given:
            raise InvalidBody([("", NOTHING)])
        with transaction.atomic():
            list(locked(self.model).filter(pk=shown.pk).values_list("pk"))
            # Read anew under its lock: somebody may have saved it meanwhile.
            row = self.find()
            versions.check_version(request, self.told(row)["etag"])
            desk = self.desk(self.model, row.pk)
            desk.check_change(row)
            self.change(desk, row, given)
        return versions.answer(request, self.told(self.find()))

    def change(self, desk: Desk, row: models.Model, given: dict) -> None:
        form = desk.form(row, self.columns(given, row), self.places)
        desk.save(form, change=True)
