"""What is said of a recommendation, in the admin: a button for each verb of it."""

from typing import NamedTuple

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.models import modelform_factory
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspectorate.forms import harden
from inspectorate.inspections.files_field import FilesField
from inspectorate.inspections.models import Inspection
from inspectorate.lifecycle import Reason, Refusal
from inspectorate.lifecycle.admin import link_of, row_address
from recommendations import reporting
from recommendations.admin.progress_file import HandsOutFiles, files_of
from recommendations.models import (
    Answer,
    Closing,
    ProgressUpdate,
    Recommendation,
    Verification,
)
from recommendations.models.lacking import NOT_BEGUN
from recommendations.models.standing import BEGINS, KINDS

WORDS = ["words_en", "words_cy", "is_public"]
FILES = gettext_lazy(
    "What shows it, up to ten files; they are never published. If the form comes back "
    "to you, choose them again."
)


# What the inspectorate itself says is in nobody else's words.
OWN_WORDS = {
    "verify": gettext_lazy("What inspectors saw"),
    "close": gettext_lazy("Why"),
    "reopen": gettext_lazy("Why"),
}


class Saying(NamedTuple):
    """A verb of Recommendation with its button, and the columns that its form asks."""

    verb: str
    model: type[models.Model]
    label: Promise
    told: Promise
    asks: list[str]

    @property
    def kind(self) -> str:
        return KINDS[self.model.AXIS]

    def do(self, asked: Recommendation, **told: object) -> None:
        """Progress comes with its files, which are kept with it or not at all."""
        if self.verb == "report_progress":
            reporting.report(asked, **told)
        else:
            getattr(asked, self.verb)(**told)

    def is_here(self, asked: Recommendation) -> bool:
        """Whether it is done where the recommendation stands."""
        is_closed = asked.lifecycle == Recommendation.Lifecycle.CLOSED
        return is_closed == (self.verb == "reopen")


SAYINGS = [
    Saying(
        "answer",
        Answer,
        gettext_lazy("Enter the authority's answer"),
        gettext_lazy(
            "Whether the authority accepts what is asked. One that is rejected stays "
            "open for the inspectorate to decide."
        ),
        ["acceptance", "day", "role", *WORDS],
    ),
    Saying(
        "report_progress",
        ProgressUpdate,
        gettext_lazy("Enter reported progress"),
        gettext_lazy("What the authority says it has done; it is not checked by that."),
        ["progress", "day", "role", *WORDS, "evidence"],
    ),
    Saying(
        "verify",
        Verification,
        gettext_lazy("Verify"),
        gettext_lazy("What inspectors saw themselves, and in which activity."),
        ["verification", "day", "basis", *WORDS],
    ),
    Saying(
        "close",
        Closing,
        gettext_lazy("Close the recommendation"),
        gettext_lazy("Nothing more is entered on it until it is opened again."),
        ["closed_reason", "day", "successor", *WORDS],
    ),
    Saying(
        "reopen",
        Closing,
        gettext_lazy("Open again"),
        gettext_lazy(
            "It is followed up again; that it was closed stays on the record."
        ),
        ["day", *WORDS],
    ),
]


class SaysAdmin(HandsOutFiles, admin.ModelAdmin):
    """The base of the admin of recommendations: a page for each saying."""

    change_form_template = "admin/recommendations/recommendation/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.say_view)
        name = "recommendations_recommendation_act"
        own = path("<path:object_id>/acts/<str:verb>/", view, name=name)
        return [own, *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: object, **named: object
    ) -> HttpResponse:
        row = context.get("original")
        if row is not None:
            files = files_of(row, request.user)
            facts = [(fact, files.get(fact.sequence, [])) for fact in facts_of(row)]
            context |= {"sayings": offered(row, request.user), "facts": facts}
        return super().render_change_form(request, context, *args, **named)

    def say_view(self, request: HttpRequest, object_id: str, verb: str) -> HttpResponse:
        """Ask what it takes; by POST, enter it."""
        row = self.get_object(request, unquote(object_id))
        saying = next((each for each in SAYINGS if each.verb == verb), None)
        if row is None or saying is None:
            raise Http404
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        if not saying.is_here(row):
            told = _("“%(act)s” is not possible now: %(row)s stands at “%(status)s”.")
            status = row.get_lifecycle_display()
            told %= {"act": saying.label, "row": row, "status": status}
            messages.warning(request, told)
            return HttpResponseRedirect(row_address(row))
        form = self.say_form(request, row, saying)
        if form.is_valid():
            return self.say(request, row, saying, form)
        return self.say_page(request, row, saying, form)

    def say(
        self,
        request: HttpRequest,
        row: Recommendation,
        saying: Saying,
        form: forms.Form,
    ) -> HttpResponse:
        try:
            saying.do(row, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            return self.say_page(request, row, saying, form, refusal.reasons)
        told = _("Done: “%(act)s”. It is on the record of %(row)s now.")
        messages.success(request, told % {"act": saying.label, "row": row})
        return HttpResponseRedirect(row_address(row))

    def say_form(
        self, request: HttpRequest, row: Recommendation, saying: Saying
    ) -> forms.ModelForm:
        form = modelform_factory(
            saying.model,
            fields=saying.asks,
            formfield_callback=lambda column, **named: self.field_of(
                column, request, row, **named
            ),
        )
        seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
        more: dict[str, forms.Field] = {"seen": seen}
        if saying.verb == "report_progress":
            more["files"] = FilesField(
                label=_("Files"), required=False, help_text=FILES
            )
        form = type(form)("SayingForm", (form,), more)
        harden(form)
        name_words(form, OWN_WORDS.get(saying.verb))
        is_sent = request.method == "POST"
        sent = (request.POST, request.FILES) if is_sent else ()
        initial = {"day": timezone.localdate(), "seen": row.facts}
        return form(*sent, initial=initial)

    def field_of(
        self,
        column: models.Field,
        request: HttpRequest,
        row: Recommendation,
        **named: object,
    ) -> forms.Field:
        field = self.formfield_for_dbfield(column, request=request, **named)
        about = row.inspection.authorities.all()
        if column.name == "basis":
            field = forms.ModelChoiceField(
                Inspection.objects.editable_by(request.user)
                .filter(authorities__in=about)
                .exclude(status__in=NOT_BEGUN)
                .distinct(),
                label=capfirst(column.verbose_name),
                help_text=column.help_text,
            )
        if column.name == "successor":
            field = forms.ModelChoiceField(
                Recommendation.objects.filter(
                    models.Q(published__isnull=False)
                    | models.Q(
                        inspection__in=Inspection.objects.editable_by(request.user)
                    ),
                    inspection__authorities__in=about,
                )
                .exclude(pk=row.pk)
                .distinct(),
                label=capfirst(column.verbose_name),
                help_text=column.help_text,
                required=False,
            )
        if column.name in BEGINS and column.name != "lifecycle":
            # What nobody says is no choice.
            begins = BEGINS[column.name] if column.name != "progress" else None
            told = [each for each in column.choices if each[0] != begins]
            field.choices = [*BLANK_CHOICE_DASH, *told]
        if column.name == "closed_reason":
            field.required = True
        return field

    def say_page(
        self,
        request: HttpRequest,
        row: Recommendation,
        saying: Saying,
        form: forms.Form,
        reasons: list[Reason] | None = None,
    ) -> TemplateResponse:
        """403 where the person may not, 409 where it was refused."""
        barred = row.bars_saying(saying.kind, request.user)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": row,
            "title": saying.label,
            "subtitle": str(row),
            "act": saying,
            "form": form,
            "is_barred": bool(barred),
            "reasons": [(each, link_of(each)) for each in barred or reasons or []],
            "back": row_address(row),
        }
        status = 403 if barred else 409 if reasons else 200
        return TemplateResponse(request, "admin/act.html", context, status=status)


def name_words(form: type[forms.BaseForm], label: Promise | None) -> None:
    """Call the words of a form so, in each language; None leaves them as they are."""
    if label is None:
        return
    for name, language in (("words_en", _("English")), ("words_cy", _("Welsh"))):
        field = form.base_fields[name]
        field.label = f"{label} ({language})"
        field.help_text = ""


def offered(row: Recommendation, user: models.Model) -> list[Saying]:
    """What the person may say of it now."""
    if not row.published.exists():
        return []
    here = [saying for saying in SAYINGS if saying.is_here(row)]
    return [each for each in here if not row.bars_saying(each.kind, user)]


def facts_of(row: Recommendation) -> list[models.Model]:
    """All that was said of it, the newest first."""
    found = [
        fact
        for kind in KINDS.values()
        for fact in getattr(row, kind).select_related("entered_by", "recommendation")
    ]
    return sorted(found, key=lambda fact: fact.sequence, reverse=True)
