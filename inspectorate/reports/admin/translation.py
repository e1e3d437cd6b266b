"""The queue of translators, and the page on which a report is translated."""

from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inspectorate.history.closed import CLOSED
from inspectorate.lifecycle import Refusal
from inspectorate.reports import translating, translation_queue
from inspectorate.reports.admin.draft_access import DraftAccess
from inspectorate.reports.admin.translation_form import (
    Lost,
    TranslationForm,
    is_sent,
    lost,
    prefix_of,
)
from inspectorate.reports.admin.translation_sheet import TranslationSheet
from inspectorate.reports.models import Report
from inspectorate.reports.models.pair import Pair, State

FOLDER = "admin/reports/report"
PAGE = 20


class TranslationPages(TranslationSheet, DraftAccess, admin.ModelAdmin):
    """Gives reports the queue of their translators, and the page of each."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        pages = [
            ("translation/", self.works_view, "translations"),
            ("<int:pk>/translation/", self.translation_view, "translation"),
            ("<int:pk>/translation/export/", self.sheet_view, "translation_export"),
            ("<int:pk>/translation/import/", self.import_view, "translation_import"),
        ]
        own = [
            path(way, view(page), name=f"reports_report_{name}")
            for way, page, name in pages
        ]
        return [*own, *super().get_urls()]

    def works_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        works = translation_queue.works(request.user)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("To translate"),
            "page": Paginator(works, 25).get_page(request.GET.get("p")),
            "today": timezone.localdate(),
        }
        return TemplateResponse(request, f"{FOLDER}/translations.html", context)

    def translation_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Every text that is to be translated; by POST, what was typed is stored."""
        report = self.draft(request, pk)
        if request.method != "POST":
            shown = self.shown(request, report, report.pairs())
            forms = [TranslationForm(None, pair) for pair in shown]
            return self.translation_page(request, report, forms, [], shown)
        try:
            return self.store_translations(request, report)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(translation_page(report))

    @transaction.atomic
    def store_translations(self, request: HttpRequest, report: Report) -> HttpResponse:
        if reasons := translating.bars(report, request.user):
            raise Refusal(*reasons)
        # Compared with what is stored, under the lock of the report.
        pairs = report.opened().pairs()
        forms = [
            TranslationForm(request.POST, pair)
            for pair in pairs
            if is_sent(request, pair)
        ]
        known = {prefix_of(pair.segment.key) for pair in pairs}
        gone = lost(request, known, report.translated_into)
        valid = [form.is_valid() for form in forms]
        if all(valid) and not gone:
            said = [each for form in forms for each in form.said()]
            count = translating.translate(report, said, by=request.user)
            told = ngettext("%d text is stored.", "%d texts are stored.", count)
            messages.success(request, told % count if count else _("Nothing is new."))
            return HttpResponseRedirect(f"{translation_page(report)}{after(request)}")
        for form in forms:
            form.refresh()
        return self.translation_page(request, report, forms, gone, None)

    def shown(
        self, request: HttpRequest, report: Report, pairs: list[Pair]
    ) -> list[Pair]:
        """One page of what is asked for: the text that a link names, all, or those
        that are to be translated.
        """
        wanted, key = report.to_translate(pairs), request.GET.get("text")
        if key:
            wanted = [pair for pair in pairs if pair.segment.key == key]
        elif "all" in request.GET:
            wanted = pairs
        return Paginator(wanted, PAGE).get_page(request.GET.get("p"))

    def translation_page(
        self,
        request: HttpRequest,
        report: Report,
        forms: list[TranslationForm],
        gone: list[Lost],
        page: object,
    ) -> TemplateResponse:
        pairs = report.to_translate(report.pairs())
        stale = sum(pair.state == State.STALE for pair in pairs)
        barred = translating.bars(report, request.user)
        context = self.draft_context(request, report) | {
            "title": _("Translation"),
            "subtitle": str(report),
            "forms": forms,
            "lost": gone,
            "page": page,
            "has_errors": any(form.errors for form in forms),
            "missing": len(pairs) - stale,
            "stale": stale,
            "asked": "all" if "all" in request.GET else "",
            "one": request.GET.get("text"),
            "can_translate": not barred and report.status not in Report.FIXED,
            "why_not": barred or ([CLOSED] if report.status in Report.FIXED else []),
        }
        return TemplateResponse(request, f"{FOLDER}/translation.html", context)


def translation_page(report: Report) -> str:
    return reverse("admin:reports_report_translation", args=[report.pk])


def after(request: HttpRequest) -> str:
    """Back where they were; of what is still to be translated, the first stands first.

    The next press of Tab leads to its text.
    """
    if "all" not in request.GET:
        return "#texts"
    return f"?{urlencode({'all': 1, 'p': request.GET.get('p', 1)})}#texts"
