"""By what the list of published judgements is narrowed where they are compared."""

from django.contrib.admin import ModelAdmin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspectorate.accounts.models import User
from inspectorate.forms import is_number
from inspectorate.frameworks.models import JudgementArea, ScalePoint
from inspectorate.narrowing import AT, Chosen, OnADay, day_of
from inspectorate.reports.judged import LEAST, NOT_JUDGED, Judged, led_by
from inspectorate.reports.models import PublishedJudgement


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
    """For who oversees, in one area, and only where the person leads as many as are
    compared at all.
    """

    title, parameter_name = _("lead inspector"), "lead"
    model = User

    def lookups(
        self, request: HttpRequest, model_admin: ModelAdmin
    ) -> list[tuple[str, str]]:
        found = super().lookups(request, model_admin)
        if found and not is_compared(request, self.value()):
            raise IncorrectLookupParameters
        return found

    def queryset(
        self, request: HttpRequest, queryset: models.QuerySet
    ) -> models.QuerySet:
        return led_by(queryset, self.value())


def is_compared(request: HttpRequest, person: str) -> bool:
    """Whether oversight tells of the person in the area and on the day of an address.

    JudgedFilter has refused a day that is none.
    """
    area, at = request.GET.get(AreaFilter.parameter_name, ""), request.GET.get(AT, "")
    if not is_number(area):
        return False
    today = timezone.localdate()
    every = Judged.EVERY.among(
        PublishedJudgement.objects.filter(area=area).exclude(point=None),
        day_of(at, today) if at else today,
    )
    return led_by(every, person).count() >= LEAST
