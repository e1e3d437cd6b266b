"""Who acts for an authority at the portal: where they are invited and ended."""

from collections.abc import Callable
from functools import partial

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.forms.models import fields_for_model, model_to_dict
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from authorities.models import Authority, LinkOfficer
from authorities.models.link_officer_rules import INVITE
from inspectorate.accounts.models import User
from inspectorate.forms import harden
from inspectorate.lifecycle import Refusal, not_in_role

STATES = {
    "ended": gettext_lazy("Has left"),
    "not_yet": gettext_lazy("Begins later"),
    "over": gettext_lazy("Over: the last day has gone by"),
    "invited": gettext_lazy("Invited"),
    "in": gettext_lazy("Has access"),
}


def state_of(officer: LinkOfficer) -> str:
    """Which of STATES it is, by the rules of LinkOfficer.stands()."""
    today = timezone.localdate()
    if officer.ended_at is not None:
        return "ended"
    if officer.begins_on > today:
        return "not_yet"
    if not officer.stands(today):
        return "over"
    return "in" if officer.accepted_at else "invited"


class OfficersAdmin(admin.ModelAdmin):
    """Gives authorities the page of their link officers."""

    def get_urls(self) -> list[URLPattern]:
        view, start = self.admin_site.admin_view, "<path:object_id>/officers/"
        named = "authorities_authority_officer"
        return [
            path(start, view(self.officers_view), name=f"{named}s"),
            path(
                f"{start}<int:number>/invitation/",
                view(self.renew_view),
                name=f"{named}_renew",
            ),
            path(f"{start}<int:number>/end/", view(self.end_view), name=f"{named}_end"),
            *super().get_urls(),
        ]

    def officers_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """All there are and were; by POST, one more is invited."""
        authority = self.found(request, object_id)
        form = officer_form(with_person=True)(**self.asked(request))
        if not form.is_valid():
            return self.officers_page(request, authority, form, 422)
        invite = partial(LinkOfficer.objects.invite, authority)
        done = _("The invitation is being sent to %s.") % form.cleaned_data["email"]
        if self.attempt(request, form, invite, done, **form.cleaned_data):
            return self.officers_page(request, authority, form, 409)
        return self.to_officers(authority)

    def renew_view(
        self, request: HttpRequest, object_id: str, number: int
    ) -> HttpResponse:
        """Ask for the office and days of a new invitation; by POST, send it."""
        authority = self.found(request, object_id)
        officer = get_object_or_404(authority.link_officers, pk=number)
        form = officer_form()(**self.asked(request, officer))
        if form.is_valid():
            told = _("A new invitation is being sent to %s. The old one is dead.")
            done = told % officer.user.email
            if not self.attempt(
                request, form, officer.renew, done, **form.cleaned_data
            ):
                return self.to_officers(authority)
        told = {"title": _("A new invitation"), "officer": officer, "form": form}
        template = "admin/authorities/authority/officer_renew.html"
        return self.draw(request, template, authority, told, 409)

    def end_view(
        self, request: HttpRequest, object_id: str, number: int
    ) -> HttpResponse:
        authority = self.found(request, object_id)
        officer = get_object_or_404(authority.link_officers, pk=number)
        if request.method == "POST":
            try:
                officer.end(by=request.user)
                told = _("Ended: %s has no access from this moment.") % officer
                messages.success(request, told)
            except Refusal as refusal:
                messages.error(request, str(refusal))
        return self.to_officers(authority)

    def found(self, request: HttpRequest, object_id: str) -> Authority:
        authority = self.get_object(request, unquote(object_id))
        if authority is None:
            raise Http404
        if not request.user.has_perm("authorities.view_linkofficer"):
            raise PermissionDenied
        return authority

    def to_officers(self, authority: Authority) -> HttpResponse:
        page = reverse("admin:authorities_authority_officers", args=[authority.pk])
        return HttpResponseRedirect(page)

    def attempt(
        self,
        request: HttpRequest,
        form: forms.Form,
        verb: Callable,
        done: str,
        **told: object,
    ) -> bool:
        """Whether it was refused; the form says why."""
        try:
            verb(by=request.user, **told)
        except Refusal as refusal:
            form.add_error(None, [str(each) for each in refusal.reasons])
            return True
        messages.success(request, done)
        return False

    def asked(self, request: HttpRequest, officer: LinkOfficer | None = None) -> dict:
        """What was sent, and what stands in the form before anybody has typed."""
        sent = request.POST if request.method == "POST" else None
        begins = {"begins_on": timezone.localdate()}
        return {
            "data": sent,
            "initial": model_to_dict(officer) if officer else begins,
        }

    def officers_page(
        self,
        request: HttpRequest,
        authority: Authority,
        form: forms.Form,
        refused: int,
    ) -> TemplateResponse:
        people = authority.link_officers.select_related(
            "user", "invited_by", "ended_by"
        )
        may_invite = request.user.has_perm(INVITE)
        told = {
            "title": _("Link officers"),
            "officers": [(each, STATES[state_of(each)]) for each in people],
            "form": form,
            "barred": None if may_invite else not_in_role(INVITE),
        }
        template = "admin/authorities/authority/officers.html"
        return self.draw(request, template, authority, told, refused)

    def draw(
        self,
        request: HttpRequest,
        template: str,
        authority: Authority,
        told: dict,
        refused: int,
    ) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": authority,
            "authority": authority,
            "subtitle": str(authority),
            **told,
        }
        status = refused if told["form"].is_bound else 200
        return TemplateResponse(request, template, context, status=status)


def officer_form(*, with_person: bool = False) -> type[forms.Form]:
    """What each field must be; all else the verbs say, in one voice."""
    person = fields_for_model(User, ["name", "email", "language"])
    # Two people may have one name, and whether an address is taken the verb says.
    person["email"] = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Their own, not a shared one: by it they sign in."),
    )
    office = fields_for_model(LinkOfficer, LinkOfficer.TOLD, formfield_callback=dated)
    fields = {**(person if with_person else {}), **office}
    form = type("OfficerForm", (forms.Form,), fields)
    harden(form)
    return form


def dated(field: object, **kwargs: object) -> forms.Field:
    found = field.formfield(**kwargs)
    if isinstance(found, forms.DateField):
        found.widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return found
