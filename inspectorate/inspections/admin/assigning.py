"""The page on which one person is put on the teams of several inspections."""

from uuid import uuid4

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from inspectorate.forms import harden, is_number
from inspectorate.inspections.assigning import MOST_CASES, assign, check_bulk, outlook
from inspectorate.inspections.models import Inspection, TeamMember
from inspectorate.inspections.models.access import DIRECT
from inspectorate.lifecycle import Refusal
from inspectorate.lifecycle.admin import link_of

PAGE = "inspections_inspection_assign"


class AssignForm(forms.Form):
    user = forms.ModelChoiceField(
        label=_("Person"),
        queryset=get_user_model().objects.filter(is_active=True, is_staff=True),
        widget=AutocompleteSelect(TeamMember._meta.get_field("user"), admin.site),
        error_messages={
            "invalid_choice": _("Choose somebody of the inspectorate from the list.")
        },
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=TeamMember.Role.choices,
        initial=TeamMember.Role.INSPECTOR,
    )


harden(AssignForm)


class Assigning(admin.ModelAdmin):
    """Lets who directs every case choose cases in the list and assign a person.

    The cases, the person and the role stand in the address: all of the page can be
    looked at again, and nothing is stored before it is confirmed.
    """

    actions = ["assign"]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.assign_view)
        return [path("assign/", view, name=PAGE), *super().get_urls()]

    def has_direct_permission(self, request: HttpRequest) -> bool:
        may = request.user.has_perms([DIRECT, "inspections.add_teammember"])
        return may and self.has_change_permission(request)

    @admin.action(description=_("Assign a person"), permissions=["direct"])
    def assign(
        self, request: HttpRequest, chosen: models.QuerySet
    ) -> HttpResponse | None:
        cases = list(chosen.values_list("pk", flat=True)[: MOST_CASES + 1])
        if len(cases) > MOST_CASES:
            told = _("Choose at most %s inspections at once: narrow the list first.")
            messages.warning(request, told % MOST_CASES)
            return None
        asked = urlencode({"cases": ",".join(map(str, cases))})
        return HttpResponseRedirect(f"{reverse(f'admin:{PAGE}')}?{asked}")

    def assign_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_direct_permission(request):
            raise PermissionDenied
        asked = request.GET if "user" in request.GET else None
        cases = chosen_cases(request)
        form = AssignForm(asked)
        if not (form.is_valid() and cases):
            return self.assign_page(request, cases, form)
        if request.method == "POST":
            return self.store_assignment(request, cases, form)
        return self.assign_page(request, cases, form, **prospects(request, cases, form))

    def store_assignment(
        self, request: HttpRequest, cases: list[Inspection], form: AssignForm
    ) -> HttpResponse:
        """Of the cases that were shown as possible all, or none."""
        told = form.cleaned_data
        confirmed = set(request.POST.getlist("confirmed"))
        shown = [case.pk for case in cases if str(case.pk) in confirmed]
        try:
            made = assign(
                shown, told["user"], told["role"], by=request.user, batch=uuid4()
            )
        except Refusal as refusal:
            reasons = [(each, link_of(each)) for each in refusal.reasons]
            fresh = prospects(request, cases, form)
            return self.assign_page(
                request, cases, form, **{**fresh, "reasons": reasons}
            )
        done = ngettext(
            "%(person)s is on the team of %(count)s inspection.",
            "%(person)s is on the teams of %(count)s inspections.",
            len(made),
        )
        given = {"person": told["user"], "count": len(made)}
        messages.success(request, done % given)
        return HttpResponseRedirect(reverse("admin:inspections_inspection_changelist"))

    def assign_page(
        self,
        request: HttpRequest,
        cases: list[Inspection],
        form: AssignForm,
        **shown: object,
    ) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Assign a person"),
            "form": form,
            "media": self.media + form.media,
            "cases": cases,
            "chosen": ",".join(str(case.pk) for case in cases),
            **shown,
        }
        template = "admin/inspections/inspection/assign.html"
        status = 409 if "reasons" in shown and request.method == "POST" else 200
        return TemplateResponse(request, template, context, status=status)


def chosen_cases(request: HttpRequest) -> list[Inspection]:
    """Those whose numbers stand in the address; what is no number is none."""
    asked = request.GET.get("cases", "").split(",")[:MOST_CASES]
    chosen = [number for number in asked if is_number(number)]
    return list(Inspection.objects.filter(pk__in=chosen))


def prospects(
    request: HttpRequest, cases: list[Inspection], form: AssignForm
) -> dict[str, object]:
    """Which cases the person can join, and why not the others."""
    person, role = form.cleaned_data["user"], form.cleaned_data["role"]
    try:
        check_bulk(cases, person, request.user)
    except Refusal as refusal:
        return {"reasons": [(each, "") for each in refusal.reasons]}
    looked = outlook(cases, person, role, on=timezone.localdate(), by=request.user)
    return {
        "person": person,
        "role_name": TeamMember.Role(role).label,
        "possible": [case for case, why in looked if not why],
        "barred": [(case, why) for case, why in looked if why],
    }
