from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from inspectorate.history.admin.export import EXPORTED, XLSX, file_answer
from inspectorate.history.models import record
from inspectorate.lifecycle import Refusal
from inspectorate.reports import translating, translation_sheet
from inspectorate.reports.models import Report
from inspectorate.reports.models.pair import State
from inspectorate.spreadsheets import Unreadable


class SheetForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "The Excel file (.xlsx) that was exported from this report, or a CSV file "
            "with its columns."
        ),
    )


class TranslationSheet:
    """Makes an admin class one that hands out what is to be translated as a file, and
    takes it back: read and shown first, stored when that is confirmed.
    """

    def sheet_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return require_POST(self.hand_out_sheet)(request, pk)

    def hand_out_sheet(self, request: HttpRequest, pk: int) -> HttpResponse:
        report = self.draft(request, pk)
        pairs = report.pairs()
        if "all" in request.POST:
            wanted = [pair for pair in pairs if pair.state != State.UNWRITTEN]
        else:
            wanted = report.to_translate(pairs)
        told = {"rows": len(wanted), "file": XLSX}
        record(report, EXPORTED, by=request.user, after=told)
        lines = translation_sheet.lines(report, wanted)
        return file_answer(translation_sheet.name_of_file(report), XLSX, lines)

    def import_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        report = self.draft(request, pk)
        if request.method != "POST":
            return self.sheet_page(request, report, SheetForm())
        form = SheetForm(request.POST, request.FILES)
        try:
            # Asked first, so that nobody prepares a file in vain.
            if reasons := translating.bars(report, request.user):
                raise Refusal(*reasons)
            if "sealed" in request.POST:
                return self.store_sheet(request, report)
            if not form.is_valid():
                return self.sheet_page(request, report, form)
            return self.show_sheet(request, report, form)
        except (Refusal, Unreadable) as refusal:
            form = SheetForm(request.POST, request.FILES)
            return self.sheet_page(request, report, form, refusal.reasons)

    def show_sheet(
        self, request: HttpRequest, report: Report, form: SheetForm
    ) -> HttpResponse:
        wanted = translation_sheet.read_sheet(report, form.cleaned_data["file"])
        if not wanted:
            told = _("Nothing in this file is new: there is nothing to store.")
            messages.info(request, told)
            return self.sheet_page(request, report, SheetForm())
        sealed = translation_sheet.sealed(report, wanted, by=request.user.pk)
        return self.sheet_page(request, report, form, wanted=wanted, sealed=sealed)

    def store_sheet(self, request: HttpRequest, report: Report) -> HttpResponse:
        by = request.user
        said = translation_sheet.opened(report, request.POST["sealed"], by=by.pk)
        count = translating.translate(report, said, by=by, batch=uuid4())
        told = ngettext("%d text is stored.", "%d texts are stored.", count)
        messages.success(request, told % count if count else _("Nothing is new."))
        page = reverse("admin:reports_report_translation", args=[report.pk])
        return HttpResponseRedirect(page)

    def sheet_page(
        self,
        request: HttpRequest,
        report: Report,
        form: SheetForm,
        reasons: list[str] | None = None,
        **shown: object,
    ) -> TemplateResponse:
        context = self.draft_context(request, report) | {
            "title": _("Import translations"),
            "subtitle": str(report),
            "form": form,
            "reasons": reasons,
            **shown,
        }
        template = "admin/reports/report/translation_import.html"
        status = 409 if reasons else 200
        return TemplateResponse(request, template, context, status=status)
