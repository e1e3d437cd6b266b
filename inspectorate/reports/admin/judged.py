"""By what the list of published judgements is narrowed where they are compared."""

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from inspectorate.accounts.models import User
from inspectorate.forms import is_number
from inspectorate.frameworks.models import JudgementArea, ScalePoint
from inspectorate.inspections.models import TeamMember
from inspectorate.narrowing import Chosen, OnADay
from inspectorate.reports.judged import NOT_JUDGED, Judged


class JudgedFilter(OnADay):
    title = _("which are compared")
    parameter_name = "judged"
    kinds = Judged


class ByNumber(Chosen):
    """By the number of a row of `model`, to which `way` leads."""

    model: type[models.Model]
    way: str

    def name_of(self, code: str) -> str | None:
        found = self.model.objects.filter(pk=code).first() if is_number(code) else None
        return None if found is None else str(found)

    def queryset(
        self, request: HttpRequest, queryset: models.QuerySet
    ) -> models.QuerySet:
        return queryset.filter(**{self.way: self.value()})


class AreaFilter(ByNumber):
    title, parameter_name = _("area"), "in_area"
    model, way = JudgementArea, "area"


class GradeFilter(ByNumber):
    title, parameter_name = _("grade"), "grade"
    model, way = ScalePoint, "point"

    def name_of(self, code: str) -> str | None:
        return str(_("not judged")) if code == NOT_JUDGED else super().name_of(code)

    def queryset(
        self, request: HttpRequest, queryset: models.QuerySet
    ) -> models.QuerySet:
        if self.value() == NOT_JUDGED:
            return queryset.filter(point=None)
        return super().queryset(request, queryset)


class LeadFilter(ByNumber):
    title, parameter_name = _("lead inspector"), "lead"
    model = User

    def queryset(
        self, request: HttpRequest, queryset: models.QuerySet
    ) -> models.QuerySet:
        return led_by(queryset, self.value())


def led_by(judgements: models.QuerySet, person: int | str) -> models.QuerySet:
    led = TeamMember.objects.filter(role=TeamMember.Role.LEAD, user=person)
    cases = led.values("inspection")
    return judgements.filter(edition__report__inspection__in=cases)
