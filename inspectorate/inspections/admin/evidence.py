import logging

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.files import File
from django.db import models
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from inspectorate.history.admin.recorded import RecordedAdmin
from inspectorate.inspections.admin.access import OverWithCase
from inspectorate.inspections.admin.evidence_form import EvidenceForm, next_free
from inspectorate.inspections.admin.own_cases import is_own, own_cases
from inspectorate.inspections.admin.returning import ReturnsToCase
from inspectorate.inspections.models import (
    Evidence,
    EvidenceFile,
    Finding,
    Inspection,
)
from inspectorate.inspections.models.evidence import READ_ALL
from inspectorate.lifecycle import Refusal
from inspectorate.lists import BoundedList, GrowingTable
from inspectorate.subqueries import Counted

logger = logging.getLogger(__name__)

LOST = _(
    "This file is not where it was stored: tell those who run this system. It stays in "
    "the list, with its SHA-256."
)
NOT_SCANNED = _(
    "Files are not scanned for viruses here: no scanner is set up. Open only what "
    "comes from a source you trust."
)


class EvidenceList(BoundedList):
    def get_queryset(self, *args: object, **named: object) -> models.QuerySet:
        """Count by row, which the database does for the rows of one page alone."""
        rows = super().get_queryset(*args, **named)
        here = {"evidence": models.OuterRef("pk")}
        return rows.annotate(
            file_total=Counted(EvidenceFile.objects.filter(**here).order_by()),
            finding_total=Counted(Finding.evidence.through.objects.filter(**here)),
        )


@admin.register(Evidence)
class EvidenceAdmin(ReturnsToCase, OverWithCase, GrowingTable, RecordedAdmin):
    form = EvidenceForm
    # An item stays in its case: findings of that case rest on it.
    fixed = ("inspection",)
    list_display = [
        "reference",
        "inspection",
        "kind",
        "marking",
        "collected_on",
        "file_count",
        "finding_count",
    ]
    list_select_related = ["inspection"]
    list_filter = ["kind", "marking"]
    search_fields = ["reference", "inspection__reference"]
    search_help_text = _("The reference of the item, or of its inspection.")
    autocomplete_fields = ["inspection", "collected_by"]
    readonly_fields = ["revisions", "retained_until"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "Evidence is never published; the public learns how many items of "
                    "which kind there were. Name no child, family or member of staff."
                ),
                "fields": ["inspection", "reference", ("kind", "marking"), "summary"],
            },
        ),
        (_("Files"), {"fields": ["revisions", "upload"]}),
        (
            _("Collected"),
            {"fields": ["collected_on", "collected_by", "retained_until"]},
        ),
    ]

    # Who may do what

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).readable_by(request.user)

    def has_view_permission(
        self, request: HttpRequest, obj: Evidence | None = None
    ) -> bool:
        may = super().has_view_permission(request, obj)
        return may and (obj is None or self.get_queryset(request).contains(obj))

    def is_mine(self, request: HttpRequest, row: Evidence) -> bool:
        return is_own(request, row.inspection_id)

    def may_read_case(self, request: HttpRequest, case: Inspection) -> bool:
        """Whether all evidence of a case, also what is still to come, is theirs."""
        if not self.has_view_permission(request):
            return False
        everywhere = request.user.has_perm(READ_ALL)
        return everywhere or is_own(request, case.pk)

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: object
    ) -> forms.ModelChoiceField:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "inspection":
            mine = own_cases(request).values("pk")
            field.queryset = field.queryset.filter(pk__in=mine)
            msg = _("Choose an inspection on whose team you are, and that is not over.")
            field.error_messages["invalid_choice"] = msg
        return field

    # The page of an item

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, object]:
        """Offer the next reference where it is added from a case of theirs."""
        initial = super().get_changeform_initial_data(request)
        case = own_cases(request).filter(pk=initial.get("inspection")).first()
        return {"reference": next_free(case), **initial} if case else initial

    def get_changelist(self, request: HttpRequest, **kwargs: object) -> type:
        return EvidenceList

    def get_fieldsets(
        self, request: HttpRequest, obj: Evidence | None = None
    ) -> list[tuple]:
        first, (name, options), *others = super().get_fieldsets(request, obj)
        if not settings.VIRUS_SCANNER:
            options = {**options, "description": NOT_SCANNED}
        if obj is None:
            options = {**options, "fields": ["upload"]}
        elif not self.has_change_permission(request, obj):
            options = {**options, "fields": ["revisions"]}
        return [first, (name, options), *others]

    @admin.display(description=_("files"))
    def file_count(self, item: Evidence) -> int:
        return item.file_total

    @admin.display(description=_("findings"))
    def finding_count(self, item: Evidence) -> int:
        return item.finding_total

    @admin.display(description=_("files, newest first"))
    def revisions(self, item: Evidence) -> SafeString:
        files = item.files.order_by("-revision").select_related("uploaded_by")
        return render_to_string(
            "admin/inspections/evidence/files.html", {"files": files}
        )

    def choice_label(self, item: Evidence) -> str:
        return f"{item} – {item.inspection}"

    # Files come in

    def changeform_view(
        self, request: HttpRequest, *args: object, **named: object
    ) -> HttpResponse:
        """Keep no file when what was saved with it is rolled back."""
        request.kept_file = None
        try:
            return super().changeform_view(request, *args, **named)
        except BaseException:
            if request.kept_file is not None:
                request.kept_file.forget()
            raise

    def save_related(
        self,
        request: HttpRequest,
        form: EvidenceForm,
        formsets: list[forms.BaseInlineFormSet],
        change: bool,
    ) -> None:
        super().save_related(request, form, formsets, change)
        upload = form.cleaned_data.get("upload")
        if not upload:
            return
        try:
            request.kept_file = form.instance.attach(upload, by=request.user)
        except Refusal as refusal:
            # The same file came a moment ago, by a second click; all else is saved.
            messages.warning(request, str(refusal))

    # Files go out

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_GET(self.file_view))
        name = "inspections_evidence_file"
        way = "<int:pk>/files/<int:revision>/"
        return [path(way, view, name=name), *super().get_urls()]

    def file_view(
        self, request: HttpRequest, pk: int, revision: int
    ) -> FileResponse | HttpResponse:
        """Hand a file out, to whoever may view its item; to others there is none."""
        item = self.get_object(request, str(pk))
        if item is None or not self.has_view_permission(request, item):
            raise Http404
        file = get_object_or_404(item.files, revision=revision)
        try:
            content = file.open(by=request.user)
        except OSError:
            logger.exception("file of evidence lost: %s", file.stored_as)
            messages.error(request, LOST)
            return redirect("admin:inspections_evidence_change", item.pk)
        return handed_out(file, content)


def handed_out(file: EvidenceFile, content: File) -> FileResponse:
    """Never shown in place, nor taken for something else by a browser."""
    answer = FileResponse(
        content,
        as_attachment=True,
        filename=file.name,
        content_type=file.media_type,
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer
