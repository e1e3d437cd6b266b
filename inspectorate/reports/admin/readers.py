"""Who reads a final report before the public: the page where they are named."""

from collections.abc import Callable
from datetime import datetime
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

from inspectorate.forms import harden
from inspectorate.lifecycle import Refusal
from inspectorate.reports import queue
from inspectorate.reports.models import PreReleaseReader, Report
from inspectorate.reports.models.pre_release_rules import FINAL

STATES = {
    "closed": gettext_lazy("Closed"),
    "public": gettext_lazy("Over: the report is published"),
    "not_final": gettext_lazy("Over: the text is not final"),
    "not_yet": gettext_lazy("Not open yet"),
    "open": gettext_lazy("Open"),
    "ended": gettext_lazy("Over"),
}


def state_of(reader: PreReleaseReader, at: datetime) -> str:
    """Which of STATES it is, by the rules of PreReleaseReader.is_open()."""
    if reader.closed_at is not None:
        return "closed"
    if reader.is_out():
        return "public"
    if reader.report.status not in FINAL:
        return "not_final"
    if reader.opens_at > at:
        return "not_yet"
    return "open" if reader.is_open(at) else "ended"


class ReadersAdmin(admin.ModelAdmin):
    """Gives reports the page of their pre-release readers."""

    def get_urls(self) -> list[URLPattern]:
        view, start = self.admin_site.admin_view, "<path:object_id>/readers/"
        return [
            path(start, view(self.readers_view), name="reports_report_readers"),
            path(
                f"{start}<int:number>/link/",
                view(self.link_view),
                name="reports_report_reader_link",
            ),
            path(
                f"{start}<int:number>/close/",
                view(self.close_view),
                name="reports_report_reader_close",
            ),
            *super().get_urls(),
        ]

    def readers_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """All that were named, and each reading; by POST, one more."""
        report = self.read_early(request, object_id)
        form = self.reader_form(request, "email")(**self.asked(request))
        if not form.is_valid():
            return self.readers_page(request, report, form, 422)
        admit = partial(PreReleaseReader.objects.admit, report)
        done = _("The link is being sent to %s.") % form.cleaned_data["email"]
        refused = self.attempt(request, form, admit, done, **form.cleaned_data)
        if refused:
            return self.readers_page(request, report, form, 409)
        return self.to_readers(report)

    def link_view(
        self, request: HttpRequest, object_id: str, number: int
    ) -> HttpResponse:
        """Ask for the window of a new link; by POST, send it."""
        report = self.read_early(request, object_id)
        reader = get_object_or_404(report.pre_release_readers, pk=number)
        asked = self.asked(request, reader)
        form = self.reader_form(request)(**asked)
        if not form.is_valid():
            return self.link_page(request, reader, form, 422)
        done = _("A new link is being sent to %s. The old one is dead.") % reader.email
        if self.attempt(request, form, reader.renew, done, **form.cleaned_data):
            return self.link_page(request, reader, form, 409)
        return self.to_readers(report)

    def close_view(
        self, request: HttpRequest, object_id: str, number: int
    ) -> HttpResponse:
        report = self.read_early(request, object_id)
        reader = get_object_or_404(report.pre_release_readers, pk=number)
        if request.method == "POST":
            try:
                reader.close(by=request.user)
                told = _("Closed: %s reads nothing more by the link.") % reader
                messages.success(request, told)
            except Refusal as refusal:
                messages.error(request, str(refusal))
        return self.to_readers(report)

    def read_early(self, request: HttpRequest, object_id: str) -> Report:
        """The report, for who reads how it came about."""
        report = self.get_object(request, unquote(object_id))
        if report is None:
            raise Http404
        readable = queue.readable_by(request.user).filter(pk=report.pk)
        if not self.has_view_permission(request, report) or not readable.exists():
            raise PermissionDenied
        return report

    def to_readers(self, report: Report) -> HttpResponse:
        page = reverse("admin:reports_report_readers", args=[report.pk])
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

    # The forms

    def asked(
        self, request: HttpRequest, reader: PreReleaseReader | None = None
    ) -> dict:
        """What was sent, and what stands in the form before anybody has typed."""
        sent = request.POST if request.method == "POST" else None
        now = timezone.now().replace(second=0, microsecond=0)
        offered = model_to_dict(reader) if reader else {"opens_at": now}
        if reader and reader.has_ended(now):
            offered["closes_at"] = None
        return {"data": sent, "initial": offered}

    def reader_form(self, request: HttpRequest, *more: str) -> type[forms.Form]:
        """What each field must be; all else the verbs say, in one voice."""
        callback = partial(self.formfield_for_dbfield, request=request)
        name, role, *others = PreReleaseReader.TOLD
        names = [name, role, *more, *others]
        options = {"fields": names, "formfield_callback": callback}
        fields = fields_for_model(PreReleaseReader, **options)
        form = type("ReaderForm", (forms.Form,), fields)
        harden(form)
        return form

    # The pages

    def readers_page(
        self, request: HttpRequest, report: Report, form: forms.Form, refused: int
    ) -> TemplateResponse:
        now, barred = timezone.now(), report.bars(report.act("schedule"), request.user)
        readers = report.pre_release_readers.select_related("named_by", "closed_by")
        rows = list(readers.prefetch_related("accesses"))
        for reader in rows:
            reader.report = report
        shown = [
            (each, STATES[state_of(each, now)], list(each.accesses.all()))
            for each in rows
        ]
        told = {
            "title": _("Pre-release readers"),
            "readers": shown,
            "form": form,
            "barred": barred,
            "is_final": report.status in FINAL,
        }
        template = "admin/reports/report/readers.html"
        return self.draw(request, template, report, form, told, refused)

    def link_page(
        self,
        request: HttpRequest,
        reader: PreReleaseReader,
        form: forms.Form,
        refused: int,
    ) -> TemplateResponse:
        told = {"title": _("A new link"), "reader": reader, "form": form}
        template = "admin/reports/report/reader_link.html"
        return self.draw(request, template, reader.report, form, told, refused)

    def draw(
        self,
        request: HttpRequest,
        template: str,
        report: Report,
        form: forms.Form,
        told: dict,
        refused: int,
    ) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": report,
            "report": report,
            "subtitle": self.named(report),
            **told,
        }
        status = refused if form.is_bound else 200
        return TemplateResponse(request, template, context, status=status)
