"""Acts in the admin: a button each over the model's verb, and a page to confirm."""

from functools import partial
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import quote, unquote
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms.models import modelform_factory
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
)
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspectorate.forms import harden
from inspectorate.lifecycle.acts import Act
from inspectorate.lifecycle.moving import Reason, Refusal

# What an act asks for and no column of the row holds.
REASONS = {
    "reason": _("Reason"),
    "reason_en": _("Reason in English"),
    "reason_cy": _("Reason in Welsh"),
}


class ActsAdmin(admin.ModelAdmin):
    """The base of an admin class whose rows move by ACTS."""

    act_template = "admin/act.html"

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_act"
        view = self.admin_site.admin_view(self.act_view)
        own = path("<path:object_id>/acts/<str:verb>/", view, name=name)
        return [own, *super().get_urls()]

    def act_view(self, request: HttpRequest, object_id: str, verb: str) -> HttpResponse:
        """Tell what the act means and what is missing; by POST, do it."""
        row = self.get_object(request, unquote(object_id))
        if row is None or verb not in {act.verb for act in row.ACTS}:
            raise Http404
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        act = row.act(verb)
        if act not in row.next_acts():
            told = _("“%(act)s” is not possible now: %(row)s stands at “%(status)s”.")
            status = row.get_status_display()
            told %= {"act": act.label, "row": row, "status": status}
            messages.warning(request, told)
            return HttpResponseRedirect(self.after_act(row))
        sent = request.POST if request.method == "POST" else None
        given = {"instance": row, "initial": self.offered(row, act)}
        form = self.act_form(request, row, act)(sent, **given)
        if form.is_valid():
            return self.do(request, row, act, form)
        return self.act_page(request, row, act, form)

    def do(
        self, request: HttpRequest, row: models.Model, act: Act, form: forms.ModelForm
    ) -> HttpResponse:
        # The form has set its fields on the row; the verb starts from what is stored.
        row = type(row)._base_manager.get(pk=row.pk)
        try:
            getattr(row, act.verb)(by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            return self.act_page(request, row, act, form, refusal.reasons)
        told = _("Done: “%(act)s”. %(row)s stands at “%(status)s” now.")
        told %= {"act": act.label, "row": row, "status": row.get_status_display()}
        messages.success(request, told)
        return HttpResponseRedirect(self.after_act(row))

    def act_page(
        self,
        request: HttpRequest,
        row: models.Model,
        act: Act,
        form: forms.ModelForm,
        reasons: list[Reason] | None = None,
    ) -> TemplateResponse:
        """403 where the person may not, 409 where something is missing on POST."""
        barred = row.bars(act, request.user)
        missing = reasons or self.missing(row, act)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": row,
            "title": act.label,
            "subtitle": self.named(row),
            "act": act,
            "form": form,
            "is_barred": bool(barred),
            "reasons": [(each, self.link_of(each)) for each in barred or missing],
            "warnings": self.warnings(row, act),
            "links": self.links(row, act),
            "back": self.after_act(row),
        }
        status = 403 if barred else 409 if reasons else 200
        template = self.act_template
        return TemplateResponse(request, template, context, status=status)

    def missing(self, row: models.Model, act: Act) -> list[Reason]:
        return row.lacks_before(act, timezone.localdate())

    def warnings(self, row: models.Model, act: Act) -> list[str]:
        """What does not stand in the way and should be known first."""
        return []

    def named(self, row: models.Model) -> str:
        """So that nobody takes one row for another."""
        return str(row)

    def links(self, row: models.Model, act: Act) -> list[tuple[str, str]]:
        """Pages worth a look first: the address of each, and what it is."""
        return []

    def offered(self, row: models.Model, act: Act) -> dict[str, object]:
        """What stands in the form before anybody has typed."""
        return {}

    def act_form(
        self, request: HttpRequest, row: models.Model, act: Act
    ) -> type[forms.ModelForm]:
        asked = row.asked(act)
        callback = partial(self.formfield_for_dbfield, request=request)
        form = modelform_factory(
            self.model,
            fields=[name for name in asked if name not in REASONS],
            formfield_callback=callback,
        )
        reasons = {name: reason_field(name) for name in asked if name in REASONS}
        if reasons:
            form = type(form)("ReasonForm", (form,), reasons)
        harden(form)
        return form

    def link_of(self, reason: Reason) -> str:
        """Where what is missing is mended."""
        return link_of(reason)

    def after_act(self, row: models.Model) -> str:
        return row_address(row)


def reason_field(name: str) -> forms.CharField:
    """A reason for the record has to be given; which language of one for the public
    is needed, the verb knows.
    """
    within = name == "reason"
    return forms.CharField(
        label=REASONS[name],
        required=within,
        widget=AdminTextareaWidget,
        help_text=_("Stays on the record, with your name and the time.")
        if within
        else _("The public reads it for ever."),
    )


def row_address(row: models.Model) -> str:
    """The page of a row in the admin."""
    meta = row._meta
    name = f"admin:{meta.app_label}_{meta.model_name}_change"
    return reverse(name, args=[quote(row.pk)])


def link_of(reason: Reason) -> str:
    """The page where it is mended, "" where there is none."""
    row = reason.about
    if reason.add:
        return f"{reverse(f'admin:{reason.add}_add')}?{urlencode(reason.given)}"
    if row and reason.page:
        name = f"admin:{row._meta.app_label}_{row._meta.model_name}_{reason.page}"
        query = f"?{urlencode(reason.given)}" if reason.given else ""
        return f"{reverse(name, args=[quote(row.pk)])}{query}"
    if row and reason.act:
        name = f"admin:{row._meta.app_label}_{row._meta.model_name}_act"
        return reverse(name, args=[quote(row.pk), reason.act])
    return row_address(row) if row else ""
