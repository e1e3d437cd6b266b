"""Oversight: what is overdue, late or to be decided, by authority, as at any day."""

from datetime import date

from django import forms
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, QueryDict
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspectorate.frameworks.models import Framework, JudgementArea
from inspectorate.narrowing import AT, day_of
from inspectorate.reports.judged import LEAST
from inspectorate.reports.models import PublishedJudgement
from inspectorate.staff.oversight.judgements import Consistency
from inspectorate.staff.oversight.sections import concerns, plans, recommendations
from inspectorate.staff.oversight.table import Counting, to_decide
from inspectorate.staff.widgets import DayInput

OVERSEE = "authorities.oversee_authority"


class AskedForm(forms.Form):
    """What the page is asked for: today and the newest framework where nothing is said.

    `area` is the code of the one that is compared by lead, empty for none.
    """

    at = forms.CharField(label=_("As at"), required=False, widget=DayInput)
    framework = forms.ChoiceField(
        label=_("Framework of the judgements"),
        required=False,
        error_messages={
            "invalid_choice": _(
                "Nothing was judged by this framework: choose one of the list."
            )
        },
    )
    area = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, asked: QueryDict, today: date) -> None:
        self.today = today
        self.frameworks = {each.code: each for each in judged_frameworks()}
        newest = next(iter(self.frameworks), "")
        super().__init__(
            {
                "at": asked.get(AT) or today.isoformat(),
                "framework": asked.get("framework") or newest,
                "area": asked.get("area", ""),
            }
        )
        self.fields["at"].widget.attrs["max"] = today.isoformat()
        self.fields["framework"].choices = [
            (code, str(each)) for code, each in self.frameworks.items()
        ]

    def clean_at(self) -> date:
        return day_of(self.cleaned_data["at"], self.today)

    def clean(self) -> dict:
        given = super().clean()
        given["framework"] = self.frameworks.get(given.get("framework", ""))
        code, given["area"] = given.get("area"), None
        if code and given["framework"]:
            areas = JudgementArea.objects.filter(framework=given["framework"])
            given["area"] = areas.filter(code=code).select_related("scale").first()
            if given["area"] is None:
                self.add_error(
                    None, _("This framework has no such area: choose one of the table.")
                )
        return given


def judged_frameworks() -> models.QuerySet:
    """Those by which something is published, the newest first."""
    judged = PublishedJudgement.objects.published().current()
    found = judged.filter(edition__framework=models.OuterRef("pk"))
    rows = Framework.objects.filter(models.Exists(found))
    return rows.order_by("-valid_from", "-pk")


def show(request: HttpRequest, site: AdminSite) -> TemplateResponse:
    """400 with a sentence where it is asked for what there is not."""
    if not request.user.has_perm(OVERSEE):
        raise PermissionDenied
    today = timezone.localdate()
    form = AskedForm(request.GET, today)
    status = 200 if form.is_valid() else 400
    at = form.cleaned_data.get("at", today)
    counting = Counting(request, site, at, today)
    tables = [recommendations(counting), plans(counting), concerns(counting)]
    context = {
        **site.each_context(request),
        "title": _("Oversight"),
        "form": form,
        "at": at,
        "is_past": at < today,
        "to_decide": to_decide(tables),
        "recommendations": tables[0],
        "plans": tables[1],
        "concerns": tables[2],
        **compared(counting, form.cleaned_data),
    }
    return TemplateResponse(
        request, "admin/oversight/page.html", context, status=status
    )


def compared(counting: Counting, asked: dict) -> dict:
    """What the page tells of judgements; nothing where none is published."""
    framework, area = asked.get("framework"), asked.get("area")
    if framework is None:
        return {}
    consistency = Consistency(counting, framework)
    return {
        "framework": framework,
        "grades": consistency.by_area(),
        "area": area,
        "leads": consistency.by_lead(area) if area else None,
        "least": LEAST,
    }
