"""Findings and evidence from a file: shown first, stored when that is confirmed."""

from uuid import uuid4

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from inspectorate.inspections.importing import SHEETS, Sheet
from inspectorate.inspections.importing.sheet import (
    CHANGED,
    NEW,
    SAME,
    in_words,
)
from inspectorate.lifecycle import Refusal
from inspectorate.spreadsheets import MOST_BYTES, MOST_ROWS, Unreadable

PAGE = "inspections_inspection_import"
TITLES = {"findings": _("Import findings"), "evidence": _("Import evidence")}
TOLD = {
    "findings": _(
        "Each row adds a finding. A row with the position of a finding of this case "
        "changes that one, where its cells are not empty. A finding whose text is "
        "there already is not added again."
    ),
    "evidence": _(
        "Each row adds an item of evidence. A row with the reference of an item of "
        "this case changes that one, where its cells are not empty."
    ),
}


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,  # what reads it tells the cure
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"required": _("Choose a file: CSV in UTF-8 or Excel (.xlsx).")},
    )


class Importing(admin.ModelAdmin):
    """Gives the admin class of inspections the pages that take lists from files."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.import_view)
        way = "<int:object_id>/import/<str:kind>/"
        return [path(way, view, name=PAGE), *super().get_urls()]

    def import_view(
        self, request: HttpRequest, object_id: int, kind: str
    ) -> HttpResponse:
        case = self.get_object(request, str(object_id))
        if case is None or kind not in SHEETS:
            raise Http404
        sheet = SHEETS[kind](case, by=request.user)
        if not sheet.is_allowed():
            raise PermissionDenied
        form = FileForm()
        try:
            # Asked first, so that nobody prepares a file in vain.
            sheet.check_open()
            if "sealed" in request.POST:
                return self.store_file(request, sheet)
            if request.method == "POST":
                form = FileForm(request.POST, request.FILES)
                if form.is_valid():
                    return self.show_file(request, sheet, form)
        except (Refusal, Unreadable) as refusal:
            return self.import_page(request, sheet, form, reasons=refusal.reasons)
        return self.import_page(request, sheet, form)

    def show_file(
        self, request: HttpRequest, sheet: Sheet, form: FileForm
    ) -> HttpResponse:
        lines, sealed = sheet.read(form.cleaned_data["file"])
        shown = in_words(sheet.model, lines)
        parts = {
            fate: [each for each in shown if each[0].fate == fate]
            for fate in (NEW, CHANGED, SAME)
        }
        return self.import_page(request, sheet, form, sealed=sealed, **parts)

    def store_file(self, request: HttpRequest, sheet: Sheet) -> HttpResponse:
        stored = sheet.confirm(request.POST["sealed"], batch=uuid4())
        told = ngettext(
            "%s row of the file is stored.",
            "%s rows of the file are stored.",
            len(stored),
        )
        if stored:
            messages.success(request, told % len(stored))
        else:
            messages.info(request, _("All of the file is there already."))
        where = reverse("admin:case", args=[sheet.case.reference])
        return HttpResponseRedirect(where)

    def import_page(
        self,
        request: HttpRequest,
        sheet: Sheet,
        form: FileForm,
        **shown: object,
    ) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": TITLES[sheet.kind],
            "subtitle": str(sheet.case),
            "case": sheet.case,
            "form": form,
            "kind": sheet.kind,
            "told": TOLD[sheet.kind],
            "headings": headings_of(sheet),
            "most": MOST_ROWS,
            "most_mb": MOST_BYTES // 1024**2,
            **shown,
        }
        template = "admin/inspections/inspection/import.html"
        is_refused = "reasons" in shown and request.method == "POST"
        status = 409 if is_refused else 200
        return TemplateResponse(request, template, context, status=status)


def headings_of(sheet: Sheet) -> list[tuple[str, str]]:
    """The English and the Welsh heading of each column."""
    columns: dict[str, list[str]] = {}
    for heading, column in sheet.headings.items():
        columns.setdefault(column, []).append(heading)
    return [(names[0], names[-1]) for names in columns.values()]
