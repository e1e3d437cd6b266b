"""The page of one section's texts, both languages side by side."""

import re
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from django.contrib import admin, messages
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inspectorate.history.admin.recorded import CHANGED
from inspectorate.history.models import record, snapshot
from inspectorate.lifecycle import Refusal
from inspectorate.reports.admin.draft_access import DraftAccess, draft_page
from inspectorate.reports.admin.texts_form import TextsForm
from inspectorate.reports.models import Report, Section
from inspectorate.reports.outline import Outline
from inspectorate.reports.texts import plain, print_of

SENT = re.compile(r"text-([0-9a-z]{10})-drawn")


class Texts(NamedTuple):
    """What one page edits: rows, each with the name of its text; the title of the
    page, the section it is of, None for the beginning, and the numbers of its rows.
    """

    title: str
    rows: list[tuple[models.Model, str]]
    section: Section | None
    numbers: dict[models.Model, str]


class Lost(NamedTuple):
    """What was typed for a paragraph that somebody else has deleted."""

    language: str
    text: str


class TextsPages(DraftAccess, admin.ModelAdmin):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/draft/beginning/",
                view(self.beginning_view),
                name="reports_report_beginning",
            ),
            path(
                "<int:pk>/draft/sections/<int:section>/",
                view(self.section_view),
                name="reports_report_section",
            ),
            *super().get_urls(),
        ]

    def beginning_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.texts_view(request, pk, beginning_of)

    def section_view(self, request: HttpRequest, pk: int, section: int) -> HttpResponse:
        find = partial(section_of, pk=section, sent=sent_ids(request))
        return self.texts_view(request, pk, find)

    def texts_view(
        self, request: HttpRequest, pk: int, find: Callable[[Report], Texts]
    ) -> HttpResponse:
        report = self.draft(request, pk)
        if closed := self.closed_page(request, report):
            return closed
        if request.method != "POST":
            texts = find(report)
            forms = [TextsForm(None, row, name) for row, name in texts.rows]
            return self.texts_page(request, report, texts, forms, [])
        with transaction.atomic():
            try:
                # Compared with what is stored, under the lock of the report.
                texts = find(report.opened())
            except Refusal as refusal:
                messages.error(request, str(refusal))
                return HttpResponseRedirect(draft_page(report))
            forms, lost = bound(request, texts)
            valid = [form.is_valid() for form in forms if form.is_bound]
            if all(valid) and not lost:
                self.write(request, forms)
                return HttpResponseRedirect(after(request, report, texts.section))
        for form in forms:
            if form.is_bound:
                form.refresh()
        return self.texts_page(request, report, texts, forms, lost)

    def texts_page(
        self,
        request: HttpRequest,
        report: Report,
        texts: Texts,
        forms: list[TextsForm],
        lost: list[Lost],
    ) -> TemplateResponse:
        context = self.draft_context(request, report) | {
            "title": texts.title,
            "section": texts.section,
            "texts": [(form, texts.numbers.get(form.row, "")) for form in forms],
            "has_errors": any(form.errors for form in forms),
            "lost": lost,
        }
        template = "admin/reports/report/texts.html"
        return TemplateResponse(request, template, context)

    def write(self, request: HttpRequest, forms: list[TextsForm]) -> None:
        changed = [(form.row, form.changes()) for form in forms if form.is_bound]
        changed = [(row, columns) for row, columns in changed if columns]
        for row, columns in changed:
            before = snapshot(row, list(columns))
            for name, text in columns.items():
                setattr(row, name, text)
            row.save(update_fields=list(columns))
            told = {"before": before, "after": snapshot(row, list(columns))}
            record(row, CHANGED, by=request.user, **told)
        count = sum(len(columns) for _row, columns in changed)
        told = ngettext("%d text is saved.", "%d texts are saved.", count) % count
        messages.success(request, told if count else _("Nothing had changed."))


def sent_ids(request: HttpRequest) -> set[str]:
    matches = (SENT.fullmatch(name) for name in request.POST)
    return {match[1] for match in matches if match}


def beginning_of(report: Report) -> Texts:
    rows = [(report, "title"), (report, "summary")]
    return Texts(_("Title and summary"), rows, None, {})


def section_of(report: Report, pk: int, sent: set[str]) -> Texts:
    """The texts of a section, and those that were sent from its page and have been
    moved elsewhere since.
    """
    outline = Outline(report)
    if pk not in outline.known:
        raise Http404
    section, numbers = outline.known[pk], outline.numbered()
    own = outline.within[pk]
    moved = [p for p in outline.paragraphs if p.stable_id in sent and p not in own]
    rows = [(section, "heading"), *((each, "text") for each in [*own, *moved])]
    title = f"{numbers[section]} {section.heading}".strip()
    return Texts(title, rows, section, numbers)


def bound(request: HttpRequest, texts: Texts) -> tuple[list[TextsForm], list[Lost]]:
    """The forms of the stored texts, and what was typed for those that are gone.

    A text that the page did not have yet is only shown.
    """
    forms = [TextsForm(request.POST, row, name) for row, name in texts.rows]
    forms = [
        form if form["drawn"].data else TextsForm(None, form.row, form.name)
        for form in forms
    ]
    known = {getattr(row, "stable_id", "") for row, _name in texts.rows}
    gone = sorted(sent_ids(request) - known)
    return forms, [lost for stable_id in gone for lost in typed(request, stable_id)]


def typed(request: HttpRequest, stable_id: str) -> list[Lost]:
    drawn = request.POST[f"text-{stable_id}-drawn"].split("-")
    found = []
    for code, was in zip(("en", "cy"), drawn, strict=False):
        text = plain(request.POST.get(f"text-{stable_id}-{code}", ""))
        if text and print_of(text) != was:
            found.append(Lost(code, text))
    return found


def after(request: HttpRequest, report: Report, section: Section | None) -> str:
    return request.path if "_continue" in request.POST else draft_page(report, section)
