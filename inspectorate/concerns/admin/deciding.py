"""Pages on which what was decided is recorded: a form each over the model's verb."""

from collections.abc import Callable
from typing import NamedTuple

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from inspectorate.forms import harden
from inspectorate.lifecycle import Reason, Refusal, not_in_role
from inspectorate.lifecycle.admin import link_of, row_address


class Deed(NamedTuple):
    """One thing that can be recorded: `make` gives the class of its form, which stores
    it by do(row, by); `told` says what it means.
    """

    verb: str
    label: str | Promise
    told: str | Promise
    permission: str
    make: Callable[[HttpRequest], type[forms.BaseForm]]


def announcing(permission: str, make: Callable) -> Deed:
    """Of what was not announced on entry."""
    told = _("From then on the public reads the decision; it is not taken back.")
    return Deed("announce", _("Announce a decision"), told, permission, make)


def announce_form(row: models.Model, request: HttpRequest) -> type[forms.Form]:
    """Over the decisions of a row that are not announced, and that its announced_by()
    lets this person announce.
    """

    class AnnounceForm(forms.Form):
        decision = forms.ModelChoiceField(
            row.announced_by(request.user), label=_("Decision")
        )

        def do(self, row: models.Model, by: models.Model) -> None:
            row.announce(self.cleaned_data["decision"], by=by)

    return AnnounceForm


def as_it_was(
    label: str | Promise, choices: list[tuple[object, str | Promise]]
) -> forms.ChoiceField:
    """What a correction sets right where that was wrong: "" leaves it as it was."""
    untouched = ("", _("As it was"))
    return forms.ChoiceField(label=label, choices=[untouched, *choices], required=False)


def say_why(form: type[forms.ModelForm]) -> None:
    """Of a correction, in the form that asks for it."""
    for name in ("reason_en", "reason_cy"):
        form.base_fields[name].help_text = _(
            "What was wrong on the record; the public reads it."
        )


class Deciding(admin.ModelAdmin):
    """Offers on the page of a row what can be recorded of it now."""

    change_form_template = "admin/concerns/change_form.html"
    # The relation to what was decided.
    decided = "decisions"

    def get_readonly_fields(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> list[str]:
        """What was decided stays with its authority and service."""
        fields = list(super().get_readonly_fields(request, obj))
        if obj and getattr(obj, self.decided).exists():
            fields += ["authority", "service"]
        return fields

    def deeds(self, row: models.Model) -> list[Deed]:
        raise NotImplementedError

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.decide_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_decide"
        return [
            path("<int:pk>/decide/<str:verb>/", view, name=name),
            *super().get_urls(),
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: object, **kwargs: object
    ) -> HttpResponse:
        row = context.get("original")
        context["possible"] = self.possible(request, row) if row else []
        return super().render_change_form(request, context, *args, **kwargs)

    def possible(
        self, request: HttpRequest, row: models.Model
    ) -> list[tuple[str, str | Promise]]:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_decide"
        return [
            (reverse(name, args=[row.pk, deed.verb]), deed.label)
            for deed in self.deeds(row)
            if request.user.has_perm(deed.permission)
        ]

    def decide_view(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
        """Tell what it means; by POST, record it."""
        row = self.get_object(request, str(pk))
        if row is None:
            raise Http404
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        deed = next((each for each in self.deeds(row) if each.verb == verb), None)
        if deed is None:
            told = _("That has no place now: “%s” was decided on since.")
            messages.warning(request, told % row)
            return HttpResponseRedirect(row_address(row))
        if not request.user.has_perm(deed.permission):
            return self.decide_page(request, row, deed, None)
        form_class = deed.make(request)
        harden(form_class)
        form = form_class(request.POST if request.method == "POST" else None)
        if not form.is_valid():
            return self.decide_page(request, row, deed, form)
        try:
            form.do(row, by=request.user)
        except Refusal as refusal:
            return self.decide_page(request, row, deed, form, refusal.reasons)
        messages.success(request, _("Done: it is on the record."))
        return HttpResponseRedirect(row_address(row))

    def decide_page(
        self,
        request: HttpRequest,
        row: models.Model,
        deed: Deed,
        form: forms.BaseForm | None,
        reasons: list[Reason] | None = None,
    ) -> TemplateResponse:
        """403 where the person may not, 409 where something is missing on POST."""
        barred = [not_in_role(deed.permission)] if form is None else []
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": row,
            "title": deed.label,
            "subtitle": str(row),
            "told": deed.told,
            "form": form,
            "media": self.media + (form.media if form else forms.Media()),
            "barred": barred,
            "reasons": [(each, link_of(each)) for each in reasons or barred],
            "back": row_address(row),
        }
        status = 403 if barred else 409 if reasons else 200
        template = "admin/concerns/decide.html"
        return TemplateResponse(request, template, context, status=status)
