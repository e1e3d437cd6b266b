"""The acts of a case and of its report, named and asked as the buttons of the admin."""

from operator import itemgetter

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from inspectorate.accounts.models import Token
from inspectorate.api.casework import once
from inspectorate.api.casework.desk import Desk, Sent, refused
from inspectorate.api.casework.rows import CaseKeySerializer, Door
from inspectorate.api.casework.typed import (
    Day,
    Instant,
    Strict,
    Text,
    Whole,
    YesNo,
    read,
)
from inspectorate.api.errors import Unseen
from inspectorate.api.fields import Address, BothLanguages
from inspectorate.api.parameters import refuse_odd
from inspectorate.api.problems import in_both
from inspectorate.inspections.models import Inspection
from inspectorate.lifecycle import Act, Refusal
from inspectorate.reports.models import Report
from inspectorate.reports.next_acts import NextAct, main_report, next_acts

OF = [("inspection", "The inspection"), ("report", "Its report")]


class AskedSerializer(serializers.Serializer):
    """What an act asks for."""

    name = serializers.CharField()
    label = serializers.CharField()
    required = serializers.BooleanField()


class NextActSerializer(serializers.Serializer):
    """An act that is done where the case stands."""

    url = Address(
        "api:casework-act",
        {"reference": itemgetter("reference"), "act": itemgetter("name")},
        help_text="To be sent by POST.",
    )
    act = serializers.CharField(source="name", help_text="send-for-accuracy")
    of = serializers.ChoiceField(OF, help_text="What moves on by it.")
    label = BothLanguages(help_text="As its button says.")
    told = BothLanguages(help_text="What it means.")
    is_possible = serializers.BooleanField(help_text="Now, by you.")
    barred = serializers.ListField(
        child=serializers.CharField(), help_text="Why you are not the one to do it."
    )
    missing = serializers.ListField(
        child=serializers.CharField(), help_text="What has to be there first."
    )
    asks = AskedSerializer(many=True, help_text="The fields of the body.")


class NextActsSerializer(serializers.Serializer):
    """What can be done with a case now, and why not otherwise."""

    inspection = CaseKeySerializer()
    status = serializers.CharField(help_text="Of the inspection.")
    report = serializers.CharField(allow_null=True, help_text="The state of it.")
    acts = NextActSerializer(many=True)


class ActsViewSet(Door, GenericViewSet):
    """Acts are for tokens that allow them, and for whom the admin has the button."""

    scope = Token.Scope.ACT
    serializer_class = NextActsSerializer
    pagination_class = None

    @extend_schema(
        summary="See what can be done with a case",
        description="The acts that are done where the case stands, the report's first, "
        "each with what bars you and what is missing.",
        responses=NextActsSerializer,
    )
    def acts(self, request: Request, reference: str) -> Response:
        refuse_odd(request, ())
        return Response(self.told(self.case_of(reference)))

    @extend_schema(
        summary="Carry out an act",
        description="Named with hyphens: send-for-accuracy. The body has the fields "
        "that the act asks for, and no others. Barred: 403; something is missing, or "
        "the case does not stand there: 409.",
        request=OpenApiTypes.OBJECT,
        responses=NextActsSerializer,
    )
    def act(self, request: Request, reference: str, act: str) -> HttpResponse:
        self.kwargs["case"] = self.case_of(reference)
        return once.carry_out(self, self.do)

    def case_of(self, reference: str) -> Inspection:
        rows = self.desk(Inspection).rows()
        case = rows.filter(reference=reference).first()
        if case is None:
            raise Unseen
        return case

    def told(self, case: Inspection) -> dict:
        report = main_report(case)
        offered = next_acts(case, report, self.request.user)
        told = {
            "inspection": case,
            "status": case.status,
            "report": report and report.status,
            "acts": [self.told_of(each, case) for each in offered],
        }
        return self.get_serializer(told).data

    def told_of(self, offered: NextAct, case: Inspection) -> dict:
        act, desk = offered.act, self.desk(type(offered.row))
        form = desk.admin.act_form(desk.request, offered.row, act)
        return {
            "reference": case.reference,
            "name": name_of(act),
            "of": offered.row._meta.model_name,
            "label": in_both(act.label),
            "told": in_both(act.told),
            "is_possible": not (offered.barred or offered.missing),
            "barred": [str(each) for each in offered.barred],
            "missing": [str(each) for each in offered.missing],
            "asks": [asked(n, field) for n, field in form.base_fields.items()],
        }

    def do(self) -> Response:
        """As the page of the act does: its form, then its verb and nothing else."""
        self.inspection = case = self.kwargs["case"]
        row, act = self.row_and_act(case)
        if act not in row.next_acts():
            raise Refusal(row.not_here(act))
        if barred := row.bars(act, self.request.user):
            raise PermissionDenied(" ".join(barred))
        given = filled(self.desk(type(row)), row, act, self.request.data)
        # The form has set its fields on the row; the verb starts from what is stored.
        row = type(row)._base_manager.get(pk=row.pk)
        getattr(row, act.verb)(by=self.request.user, **given)
        return Response(self.told(Inspection.objects.get(pk=case.pk)))

    def row_and_act(self, case: Inspection) -> tuple[models.Model, Act]:
        """Whose act it is; raises Unseen for what is none, or not for them."""
        name = self.kwargs["act"]
        for act in case.ACTS:
            if name_of(act) == name:
                return case, act
        act = next((each for each in Report.ACTS if name_of(each) == name), None)
        if act is None:
            raise Unseen
        report = main_report(case)
        if report is None:
            raise Refusal(_("This case has no report yet: begin it first."))
        if not self.desk(Report).rows().filter(pk=report.pk).exists():
            raise Unseen
        return report, act


def name_of(act: Act) -> str:
    return act.verb.replace("_", "-")


def asked(name: str, field: forms.Field) -> dict:
    return {"name": name, "label": str(field.label), "required": field.required}


def filled(desk: Desk, row: models.Model, act: Act, sent: object) -> dict:
    """What the form of the act makes of what was sent; raises InvalidBody."""
    made = desk.admin.act_form(desk.request, row, act)
    data: dict[str, object] = {}
    form = made(data, instance=row)
    for name, field in form.fields.items():
        if isinstance(field, forms.SplitDateTimeField):
            form.fields[name] = forms.DateTimeField(required=field.required)
        form.fields[name].widget = Sent()
    typed = {name: typed_as(field) for name, field in form.fields.items()}
    data |= read(type("ActBody", (Strict,), typed)(data=sent))
    if not form.is_valid():
        raise refused(form, {name: f"/{name}" for name in form.fields})
    return form.cleaned_data


def typed_as(field: forms.Field) -> serializers.Field:
    """What of JSON a field of a form takes."""
    match field:
        case forms.BooleanField():
            return YesNo()
        case forms.DateTimeField():
            return Instant(required=False, allow_null=True)
        case forms.DateField():
            return Day()
        case forms.ModelChoiceField():
            return Whole(allow_null=True)
    return Text()
