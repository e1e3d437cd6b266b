from django.contrib import admin, messages
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from inspectorate.forms import WholeRowForm
from inspectorate.history.admin.append_only import AppendOnlyInline
from inspectorate.history.admin.recorded import RecordedAdmin
from inspectorate.inspections.admin.access import OfCase, OfCaseInline
from inspectorate.lifecycle import Act
from inspectorate.lifecycle.admin import row_address
from inspectorate.lists import FarRelated
from inspectorate.reports import readiness
from inspectorate.reports.admin.assurance import AssuringAdmin
from inspectorate.reports.admin.drafting import Drafting
from inspectorate.reports.admin.publishing import PublishingAdmin
from inspectorate.reports.admin.readers import ReadersAdmin
from inspectorate.reports.models import Edition, Report, Section
from inspectorate.reports.reminders.authorship import tell_of_authorship

# Translators are on no team.
TRANSLATE = "reports.translate_report"


class SectionInline(OfCaseInline):
    """Only what needs no choosing: a choice would cost a query for every section."""

    model = Section
    closed_by = "status"
    beyond = TRANSLATE
    extra = 0
    show_change_link = True
    fields = [("position", "number"), ("heading_en", "heading_cy")]
    readonly_fields = ["number"]


class EditionInline(AppendOnlyInline):
    model = Edition
    fields = [("published_on", "entered_at"), ("languages", "published_by"), "sha256"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).defer("document")


CORRECTION = (
    _("Correction"),
    {
        "description": _("The public is told why there is a further edition."),
        "fields": [("correction_en", "correction_cy")],
    },
)


@admin.register(Report)
class ReportAdmin(
    AssuringAdmin, OfCase, Drafting, ReadersAdmin, PublishingAdmin, RecordedAdmin
):
    # Who assured or signed it off stands on no form, and is asked about, too.
    form = WholeRowForm
    closed_by = "status"
    beyond = TRANSLATE
    fixed = ("inspection", "kind", "recorded_from")
    list_display = ["heading", "inspection", "kind", "status", "author", "published_on"]
    list_select_related = ["inspection", "author"]
    list_filter = [
        "status",
        "kind",
        ("inspection__framework", FarRelated),
    ]
    search_fields = [
        "title_en",
        "title_cy",
        "slug",
        "inspection__reference",
        "inspection__authorities__name_en",
        "inspection__authorities__name_cy",
    ]
    search_help_text = _("Words of the title, a reference, or an authority's name.")
    autocomplete_fields = ["inspection", "author"]
    readonly_fields = ["status", "accuracy"]
    inlines = [SectionInline, EditionInline]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "This is the working draft, which the public never reads. "
                    "Publishing freezes it as an edition; a correction is a further "
                    "edition. The status moves by acts, never by editing."
                ),
                "fields": [
                    "inspection",
                    ("kind", "status"),
                    "slug",
                    ("title_en", "title_cy"),
                    ("author", "written_in"),
                    "accuracy",
                ],
            },
        ),
        (
            _("Beginning of the report"),
            {"fields": [("summary_en", "summary_cy"), "stated_recommendation_count"]},
        ),
        (
            _("Historical record"),
            {
                "classes": ["collapse"],
                "description": _(
                    "A report that is made here bears the day it is published; only a "
                    "historical one is given its date and its source."
                ),
                "fields": ["published_on", "recorded_from"],
            },
        ),
    ]

    def get_fieldsets(
        self, request: HttpRequest, obj: Report | None = None
    ) -> list[tuple]:
        """Of a further edition, with the reason that the public is told: written here,
        it is read and cleared with the draft.
        """
        fieldsets = [*super().get_fieldsets(request, obj)]
        if obj is not None and obj.has_editions:
            fieldsets.insert(1, CORRECTION)
        return fieldsets

    def get_readonly_fields(
        self, request: HttpRequest, obj: Report | None = None
    ) -> list[str]:
        """The slug of an edition stands in its address and in the register for ever."""
        fields = super().get_readonly_fields(request, obj)
        is_told = obj is not None and obj.has_editions
        return [*fields, "slug"] if is_told else fields

    def save_model(
        self, request: HttpRequest, obj: Report, form: ModelForm, change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        if "author" in form.changed_data:
            tell_of_authorship(obj, by=request.user)

    def do(
        self, request: HttpRequest, row: Report, act: Act, form: ModelForm
    ) -> HttpResponse:
        """Say after sending that it is for people to send."""
        answer = super().do(request, row, act, form)
        if act.verb == "send_for_accuracy" and answer.status_code == 302:
            draft = reverse("admin:report-preview", args=[row.pk])
            told = _("Send the draft to the authority yourself;")
            link = format_html('{} <a href="{}">{}</a>', told, draft, _("here it is"))
            messages.warning(request, link)
        return answer

    def warnings(self, row: Report, act: Act) -> list[str]:
        told = super().warnings(row, act)
        early = readiness.of_version(row) if act.verb == "sign_off" else []
        return [*told, *map(str, early)]

    def after_act(self, row: Report) -> str:
        return reverse("admin:case", args=[row.inspection.reference])

    @admin.display(description=_("title"), ordering="title_en")
    def heading(self, report: Report) -> str:
        return str(report)

    @admin.display(description=_("accuracy check"))
    def accuracy(self, report: Report) -> SafeString:
        """The way to each sending, newest first; a dash before the first."""
        checks = report.accuracy_checks.defer("document")
        words = _("Sent on %s")
        links = [
            (row_address(check), words % f"{check.sent_on:%d.%m.%Y}")
            for check in checks
        ]
        return format_html_join(", ", '<a href="{}">{}</a>', links) or SafeString("–")

    def choice_label(self, report: Report) -> str:
        return f"{report} – {report.slug}"
