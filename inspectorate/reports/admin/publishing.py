"""What the pages say before and after a report comes out, and what it will change."""

from itertools import groupby
from typing import NamedTuple

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from inspectorate.inspections.models import NotPublished
from inspectorate.lifecycle import Act, Refusal
from inspectorate.lifecycle.admin import ActsAdmin
from inspectorate.reports.changed import changed_since
from inspectorate.reports.consequences import (
    FORESEEN,
    Change,
    Consequence,
    Kind,
    foreseen,
)
from inspectorate.reports.models import Report
from inspectorate.reports.models.withdrawing import WITHDRAWING
from inspectorate.reports.scheduling import usual_moment

AT_ONCE = _(
    "The public reads it at once. It cannot be taken back, only corrected or withdrawn."
)
AT_ONCE_IN_BOTH = _(
    "The public reads it at once, in both languages. It cannot be taken back, only "
    "corrected or withdrawn."
)
WARNINGS = {
    "schedule": _(
        "Nobody is asked again. Until that moment it can be stopped; afterwards it "
        "cannot be taken back, only corrected or withdrawn."
    ),
    "issue": _(
        "Nothing is sent from here: send it to the authority yourself. It cannot be "
        "taken back, only corrected."
    ),
    "withdraw_former": _(
        "Whoever comes by a link to one of them finds the reason alone. What people "
        "have saved, they keep."
    ),
    "withdraw": _(
        "Whoever comes by a link finds the reason alone. What people have saved, they "
        "keep."
    ),
}


# The button that asks what an act will change, and does nothing.
ASK = "foresee"


class PublishingAdmin(ActsAdmin):
    act_template = "admin/reports/report/act.html"

    def warnings(self, row: Report, act: Act) -> list[str]:
        told = super().warnings(row, act)
        if act.verb == "publish":
            required = row.inspection.framework.required_languages
            told.append(AT_ONCE_IN_BOTH if len(required) > 1 else AT_ONCE)
        elif act.verb in WARNINGS:
            told.append(WARNINGS[act.verb])
        if act.verb in WITHDRAWING:
            told.append(_("The editions that go: %s") % withdrawable(row, act))
        return told

    def named(self, row: Report) -> str:
        authorities = ", ".join(str(each) for each in row.inspection.authorities.all())
        return f"{row} – {authorities} ({row.inspection.reference})"

    def links(self, row: Report, act: Act) -> list[tuple[str, str]]:
        """Whoever brings it out reads it once more."""
        if act.verb not in row.OUT:
            return super().links(row, act)
        preview = reverse("admin:report-preview", args=[row.pk])
        return [(preview, _("Read it as it will be read"))]

    def offered(self, row: Report, act: Act) -> dict[str, object]:
        if act.verb == "schedule":
            return {"scheduled_for": usual_moment(timezone.now())}
        rule = NotPublished.objects.for_case(row.inspection).first()
        if act.verb == "issue" and rule:
            return {"reason": str(rule.reason)}
        return super().offered(row, act)

    def act_page(
        self,
        request: HttpRequest,
        row: Report,
        act: Act,
        form: forms.ModelForm,
        *args: object,
    ) -> TemplateResponse:
        page = super().act_page(request, row, act, form, *args)
        page.context_data["ask"] = ASK if act.verb in FORESEEN else ""
        return page

    def foresee(
        self, request: HttpRequest, row: Report, act: Act, form: forms.ModelForm
    ) -> HttpResponse:
        """The same page with what the act would change, and the form as it was sent.

        Asked by POST: it takes the locks that the act takes, for a moment, and what
        the form holds belongs to the answer.
        """
        row = Report.objects.get(pk=row.pk)
        try:
            found = foreseen(row, act.verb, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            return self.act_page(request, row, act, form, refusal.reasons)
        page = self.act_page(request, row, act, form)
        page.context_data |= {
            "is_foreseen": True,
            "foreseen": in_groups(found),
            "has_alerts": any(line.kind == Kind.ALERT for line in found),
        }
        return page

    def do(
        self, request: HttpRequest, row: Report, act: Act, form: forms.ModelForm
    ) -> HttpResponse:
        if ASK in request.POST and act.verb in FORESEEN:
            return self.foresee(request, row, act, form)
        going = withdrawable(row, act) if act.verb in WITHDRAWING else ""
        answer = super().do(request, row, act, form)
        row.refresh_from_db(fields=["current_edition"])
        if going and answer.status_code == 302:
            messages.info(request, _("Withdrawn: the editions %s") % going)
        if act.verb == "publish" and answer.status_code == 302:
            page = row.current_edition.get_absolute_url()
            told = _("The public reads it here:")
            messages.info(
                request, format_html('{} <a href="{}">{}</a>', told, page, page)
            )
        return answer

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: object, **kwargs: object
    ) -> HttpResponse:
        report = kwargs.get("obj")
        if report is not None:
            context["changed_since"] = changed_since(report)
        return super().render_change_form(request, context, *args, **kwargs)


def withdrawable(report: Report, act: Act) -> str:
    """The numbers of the editions that the act takes from the public."""
    numbers = report.withdrawable(act.verb).values_list("number", flat=True)
    return ", ".join(map(str, numbers))


class Group(NamedTuple):
    """What is foreseen of one kind: how many by change, and the lines."""

    name: str
    counts: list[tuple[str, int]]
    lines: list[Consequence]


def in_groups(found: list[Consequence]) -> list[Group]:
    kinds = list(Kind)
    found = sorted(found, key=lambda line: kinds.index(line.kind))
    return [
        group_of(kind, list(lines))
        for kind, lines in groupby(found, key=lambda line: line.kind)
    ]


def group_of(kind: Kind, lines: list[Consequence]) -> Group:
    """The lines in the order of changes, as each door gave them."""
    changes = list(Change)
    lines.sort(key=lambda line: changes.index(line.change))
    counts = [
        (change.label, sum(line.count for line in lines if line.change == change))
        for change in changes
    ]
    return Group(kind.label, [pair for pair in counts if pair[1]], lines)
