"""Any list of the admin as a file: what is shown as it is narrowed and ordered."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice

from django import forms
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import (
    ERROR_FLAG,
    IS_POPUP_VAR,
    ORDER_VAR,
    PAGE_VAR,
    ChangeList,
)
from django.core.exceptions import PermissionDenied
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _

from inspectorate.history.admin.columns import columns_of
from inspectorate.history.models import record_list
from inspectorate.spreadsheets import MOST_WORKBOOK_ROWS, csv_chunks, workbook

CSV, XLSX = "csv", "xlsx"
EXPORTED = "exported"
ROWS_AT_ONCE = 500
# Who looks learns no more than that there are more; only a file is counted whole.
MOST_TOLD = 10_000


class ExportForm(forms.Form):
    form = forms.ChoiceField(
        choices=[(CSV, "CSV"), (XLSX, "Excel")],
        error_messages={
            "required": _("Choose the form of the file: CSV or Excel."),
            "invalid_choice": _("Choose the form of the file: CSV or Excel."),
        },
    )

    def __init__(self, *args: object, count: int) -> None:
        super().__init__(*args)
        self.count = count

    def clean_form(self) -> str:
        form = self.cleaned_data["form"]
        if form == XLSX and self.count > MOST_WORKBOOK_ROWS:
            told = gettext(
                "An Excel sheet holds %(most)s rows and this list has %(count)s: "
                "choose CSV, or narrow the list."
            )
            given = {"most": MOST_WORKBOOK_ROWS, "count": self.count}
            raise forms.ValidationError(told % given)
        return form


class Exports(admin.ModelAdmin):
    """Gives an admin class a page from which its list is taken out as a file.

    `forgets_search` is true of rows whose names may be removed: who was searched for
    would stay in history for ever.
    """

    forgets_search = False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.export_view)
        return [path("export/", view, name=self.export_name()), *super().get_urls()]

    def export_name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_export"

    def changelist_view(
        self, request: HttpRequest, extra_context: dict | None = None
    ) -> HttpResponse:
        told = {"export_address": self.export_address(request)}
        return super().changelist_view(request, {**told, **(extra_context or {})})

    def export_address(self, request: HttpRequest) -> str:
        """With the filters, the search and the order of the list; "" in a popup."""
        if IS_POPUP_VAR in request.GET:
            return ""
        asked = request.GET.copy()
        asked.pop(PAGE_VAR, None)
        where = reverse(f"admin:{self.export_name()}")
        return f"{where}?{asked.urlencode()}" if asked else where

    def export_view(self, request: HttpRequest) -> HttpResponse:
        """Say what the file will hold; by POST, hand it out and record that."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        request.asks_all = True  # where a list would do with the newest
        try:
            shown = self.get_changelist_instance(request)
        except IncorrectLookupParameters:
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"
            return HttpResponseRedirect(f"{reverse(name)}?{ERROR_FLAG}=1")
        rows = shown.queryset.order_by()
        count = (rows if request.method == "POST" else rows[: MOST_TOLD + 1]).count()
        form = ExportForm(
            request.POST if request.method == "POST" else None, count=count
        )
        if form.is_valid():
            return self.hand_out(request, shown, count, form.cleaned_data["form"])
        return self.export_page(request, shown, form)

    def hand_out(
        self, request: HttpRequest, shown: ChangeList, count: int, form: str
    ) -> HttpResponse:
        """Recorded before the first row leaves; none leaves that is not counted."""
        columns = columns_of(self, request)
        told = {
            "rows": count,
            "file": form,
            **self.asked_for(request, shown),
        }
        record_list(self.model, EXPORTED, by=request.user, after=told)
        headings = [column.label for column in columns]
        rows = islice(shown.queryset.iterator(chunk_size=ROWS_AT_ONCE), count)
        lines = in_language(get_language(), headings, columns, rows)
        return file_answer(self.file_name(timezone.localdate(), form), form, lines)

    def asked_for(self, request: HttpRequest, shown: ChangeList) -> dict[str, str]:
        """What history keeps of how the list was narrowed."""
        told, asked = narrowed(shown), request.GET.copy()
        if self.forgets_search:
            if shown.query:
                told[0] = (gettext("Search"), gettext("not recorded"))
            # An address may ask for any column, and so for a name.
            kept = {ORDER_VAR, *filters_of(shown)}
            for name in {*asked} - kept:
                del asked[name]
        words = "; ".join(f"{what}: {value}" for what, value in told)
        return {"narrowed_by": words, "address": asked.urlencode()}

    def file_name(self, on: date, form: str) -> str:
        name = slugify(str(self.opts.verbose_name_plural)) or self.opts.model_name
        return f"{name}-{on.isoformat()}.{form}"

    def export_page(
        self, request: HttpRequest, shown: ChangeList, form: ExportForm
    ) -> TemplateResponse:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"
        query = request.GET.urlencode()
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Export"),
            "subtitle": self.opts.verbose_name_plural,
            "form": form,
            "count": form.count,
            "has_more": form.count > MOST_TOLD,
            "most_told": f"{MOST_TOLD:,}",
            "most": f"{MOST_WORKBOOK_ROWS:,}",
            "narrowed": narrowed(shown),
            "columns": [column.label for column in columns_of(self, request)],
            "back": f"{reverse(name)}?{query}" if query else reverse(name),
        }
        status = 400 if form.errors else 200
        return TemplateResponse(request, "admin/export.html", context, status=status)


def narrowed(shown: ChangeList) -> list[tuple[str, str]]:
    """The search and the filters of a list, in words."""
    told = [(gettext("Search"), shown.query)] if shown.query else []
    for part in shown.filter_specs:
        if not any(name in shown.params for name in part.expected_parameters()):
            continue
        chosen = [str(c["display"]) for c in part.choices(shown) if c.get("selected")]
        told.append((str(part.title), ", ".join(chosen)))
    return told


def filters_of(shown: ChangeList) -> set[str]:
    """The parameters of the filters beside a list."""
    return {name for part in shown.filter_specs for name in part.expected_parameters()}


def in_language(
    language: str, headings: list[str], columns: list[Callable], rows: Iterator
) -> Iterator[list[object]]:
    """Each line in the reader's language, though another may be set by the time that
    it is drawn: the answer has long begun.
    """
    yield headings
    for row in rows:
        with override(language):
            line = [column.value(row) for column in columns]
        yield line


def file_answer(name: str, form: str, lines: Iterator[list[object]]) -> HttpResponse:
    if form == XLSX:
        answer = FileResponse(workbook(lines), as_attachment=True, filename=name)
    else:
        answer = StreamingHttpResponse(
            csv_chunks(lines), content_type="text/csv; charset=utf-8"
        )
        answer["Content-Disposition"] = content_disposition_header(True, name)
    answer["Cache-Control"] = "private, no-store"
    return answer
