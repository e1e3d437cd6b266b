"""What inspectors confirmed of recommendations."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpResponse, QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django_filters import FilterSet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from inspectorate.api.casework import once
from inspectorate.api.casework.desk import refused
from inspectorate.api.casework.rows import CaseRows
from inspectorate.api.casework.typed import (
    Code,
    Day,
    Strict,
    Text,
    Texts,
    YesNo,
    in_columns,
    read,
)
from inspectorate.api.errors import InvalidBody, Unseen
from inspectorate.api.fields import BothLanguages, Moment
from inspectorate.api.parameters import OneOfFilter
from inspectorate.inspections.models import Inspection
from inspectorate.lifecycle import Refusal
from recommendations.admin.saying import SAYINGS, Saying
from recommendations.models import Recommendation, Verification

CONFIRMED = [
    choice
    for choice in Recommendation.Verification.choices
    if choice[0] != Recommendation.Verification.NOT_ASSESSED
]


class VerificationSerializer(serializers.Serializer):
    """What was confirmed, and in which activity it was seen."""

    sequence = serializers.IntegerField(help_text="Among all facts of it, from 1.")
    recommendation = serializers.CharField(source="recommendation.reference")
    verification = serializers.ChoiceField(Recommendation.Verification.choices)
    day = serializers.DateField(allow_null=True)
    basis = serializers.CharField(
        source="basis.reference", default=None, allow_null=True
    )
    words = BothLanguages(help_text="What inspectors saw.")
    is_public = serializers.BooleanField(help_text="Whether the words are.")
    entered_by = serializers.CharField(
        source="entered_by.name", default=None, allow_null=True
    )
    entered_at = Moment()


class NewVerificationSerializer(Strict):
    """What inspectors saw themselves, and in which activity."""

    verification = Code(CONFIRMED, required=True, allow_blank=False)
    day = Day(required=True, allow_null=False, help_text="On which it was seen.")
    basis = Text(
        required=True,
        allow_blank=False,
        help_text="The inspection or visit in which it was seen, by its reference.",
    )
    words = Texts(required=True, help_text="What was seen, in either language.")
    is_public = YesNo(default=True, help_text="Whether the public reads the words.")


class VerificationFilterSet(FilterSet):
    verification = OneOfFilter(choices=CONFIRMED, help_text="What was confirmed.")


@extend_schema_view(
    list=extend_schema(summary="List verifications of a recommendation"),
    create=extend_schema(
        summary="Verify a recommendation",
        description="It is permanent, and sets where the recommendation stands. Its "
        "words are public unless `is_public` is false.",
        request=NewVerificationSerializer,
        responses={201: VerificationSerializer},
    ),
)
class VerificationViewSet(CaseRows):
    """Verifications in the order they were entered. They are permanent; one that is
    mistaken is followed by another one.
    """

    model = Verification
    serializer_class = VerificationSerializer
    filterset_class = VerificationFilterSet
    ordering = ("sequence",)

    def get_queryset(self) -> models.QuerySet:
        rows = Verification.objects.order_by()
        if getattr(self, "swagger_fake_view", False):
            return rows.none()
        own = rows.filter(recommendation=self.recommendation())
        return own.select_related("recommendation", "basis", "entered_by")

    def recommendation(self) -> Recommendation:
        rows = self.desk(Recommendation).rows().select_related("inspection")
        found = rows.filter(reference=self.kwargs["reference"]).first()
        if found is None:
            raise Unseen
        return found

    def list(self, request: Request, reference: str) -> Response:
        return super().list(request)

    def create(self, request: Request, reference: str) -> HttpResponse:
        return once.carry_out(self, self.make)

    def make(self) -> Response:
        row = self.recommendation()
        self.inspection = row.inspection
        saying = next(each for each in SAYINGS if each.verb == "verify")
        if barred := row.bars_saying(saying.kind, self.request.user):
            raise PermissionDenied(" ".join(barred))
        if not saying.is_here(row):
            told = _("%s is closed: open it again before anything more is entered.")
            raise Refusal(told % row)
        given = read(NewVerificationSerializer(data=self.request.data))
        given["basis"] = basis_of(given["basis"])
        form = self.filled(row, saying, given)
        saying.do(row, by=self.request.user, **form.cleaned_data)
        told = self.told(self.get_queryset().get(sequence=row.facts))
        return Response(told, status=201)

    def filled(
        self, row: Recommendation, saying: Saying, given: dict
    ) -> forms.ModelForm:
        """The form of the admin, as a browser would send it."""
        desk = self.desk(Recommendation, row.pk)
        sent = QueryDict(mutable=True)
        is_public = given.pop("is_public")
        sent.update({name: str(told) for name, told in in_columns(given).items()})
        if is_public:
            sent["is_public"] = "on"
        desk.request.method, desk.request.POST = "POST", sent
        desk.request._files = MultiValueDict()
        form = desk.admin.say_form(desk.request, row, saying)
        if not form.is_valid():
            raise refused(form, {})
        return form


def basis_of(reference: str) -> int:
    found = Inspection.objects.filter(reference=reference).values_list("pk", flat=True)
    if not found:
        raise InvalidBody([("/basis", _("There is no case “%s”.") % reference)])
    return found[0]
