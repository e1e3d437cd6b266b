"""Readings from a file: its columns told, its rows shown, stored when confirmed."""

from uuid import uuid4

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from inspectorate.lifecycle import Refusal
from inspectorate.measures.admin.delivery_forms import ColumnsForm, FileForm
from inspectorate.measures.importing import Line, ReadingSheet, Stated, guessed
from inspectorate.measures.importing.sheet import NEW, REVISED, SAME
from inspectorate.measures.models.delivery import BRING, RELEASE
from inspectorate.spreadsheets import (
    MOST_BYTES,
    MOST_ROWS,
    Row,
    Unreadable,
    opened,
    read_as_headed,
    sealed,
)

PAGE = "measures_delivery_import"


class Importing(admin.ModelAdmin):
    """Gives the admin class of deliveries the pages that take readings from files.

    Three in a row: the file; which column is which; what would be stored. Each hands
    what it knows to the next, sealed.
    """

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.import_view)
        return [path("import/", view, name=PAGE), *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict | None = None
    ) -> HttpResponse:
        may = {"may_import": request.user.has_perm(BRING)}
        return super().changelist_view(request, {**(extra_context or {}), **may})

    def import_view(self, request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm(BRING):
            raise PermissionDenied
        form = FileForm()
        try:
            if "sealed" in request.POST:
                return self.store_readings(request)
            if "read" in request.POST:
                return self.show_readings(request)
            if request.method == "POST":
                form = FileForm(request.POST, request.FILES)
                if form.is_valid():
                    return self.ask_columns(request, form)
        except (Refusal, Unreadable) as refusal:
            return self.import_page(request, form=form, reasons=refusal.reasons)
        return self.import_page(request, form=form)

    def ask_columns(self, request: HttpRequest, form: FileForm) -> HttpResponse:
        told = form.cleaned_data
        headings, rows = read_as_headed(told["file"])
        day = told["collected_on"]
        stated = Stated(
            measure_set=told["measure_set"].code,
            measure=told["measure"].strip(),
            file_name=told["file"].name,
            source=told["source"],
            source_url=told["source_url"],
            collected_on=day.isoformat() if day else "",
        )
        read = {
            "headings": headings,
            "rows": [[row.number, row.cells] for row in rows],
            "stated": stated._asdict(),
        }
        columns = ColumnsForm(headings=headings, guessed=guessed(headings))
        example = rows[0].cells
        return self.columns_page(request, columns, seal(request, read), example)

    def show_readings(self, request: HttpRequest) -> HttpResponse:
        read = opened(request.POST["read"], salt=salt_of(request))
        form = ColumnsForm(request.POST, headings=read["headings"], guessed={})
        rows = [Row(number, told, frozenset()) for number, told in read["rows"]]
        example = rows[0].cells
        if not form.is_valid():
            return self.columns_page(request, form, request.POST["read"], example)
        chosen = form.chosen()
        sheet = ReadingSheet(Stated(**read["stated"]), chosen, by=request.user)
        rows = [row._replace(cells=by_column(row, chosen)) for row in rows]
        try:
            lines = sheet.plan(rows)
        except Unreadable as refusal:
            again = request.POST["read"]
            shown = {"reasons": refusal.reasons}
            return self.columns_page(request, form, again, example, **shown)
        parts = {fate: lines_of(lines, fate) for fate in (NEW, REVISED, SAME)}
        warned = [line for line in lines if line.warnings]
        return self.import_page(
            request, sealed=sheet.seal(rows, lines), warned=warned, **parts
        )

    def store_readings(self, request: HttpRequest) -> HttpResponse:
        delivery = ReadingSheet.confirm(
            request.POST["sealed"], by=request.user, batch=uuid4()
        )
        if delivery is None:
            messages.info(request, _("All of the file is there already."))
            where = reverse("admin:measures_delivery_changelist")
            return HttpResponseRedirect(where)
        told = _("The readings are stored. The public does not see them yet.")
        if request.user.has_perm(RELEASE):
            told = _("The readings are stored. Publish them here when they are right.")
        messages.success(request, told)
        where = reverse("admin:measures_delivery_change", args=[delivery.pk])
        return HttpResponseRedirect(where)

    def columns_page(
        self,
        request: HttpRequest,
        columns: ColumnsForm,
        read: str,
        example: dict[str, str],
        **shown: object,
    ) -> TemplateResponse:
        fields = [(field, example.get(field.label, "")) for field in columns]
        told = {"read": read, "columns": fields, **shown}
        return self.import_page(request, **told)

    def import_page(self, request: HttpRequest, **shown: object) -> TemplateResponse:
        form = shown.get("form")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Import readings"),
            "media": self.media + form.media if form else self.media,
            "most": MOST_ROWS,
            "most_mb": MOST_BYTES // 1024**2,
            **shown,
        }
        template = "admin/measures/delivery/import.html"
        status = 409 if "reasons" in shown else 200
        return TemplateResponse(request, template, context, status=status)


def by_column(row: Row, chosen: dict[str, str]) -> dict[str, str]:
    return {chosen[name]: text for name, text in row.cells.items() if chosen.get(name)}


def lines_of(lines: list[Line], fate: str) -> list[Line]:
    return [line for line in lines if line.fate == fate]


def seal(request: HttpRequest, read: dict) -> str:
    return sealed(read, salt=salt_of(request))


def salt_of(request: HttpRequest) -> str:
    return f"read readings {request.user.pk}"
