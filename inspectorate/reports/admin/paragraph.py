from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from inspectorate.forms import WholeRowForm
from inspectorate.history.admin.recorded import RecordedAdmin
from inspectorate.inspections.admin.access import OfCase, OfCaseInline
from inspectorate.lists import FarChoices
from inspectorate.reports.admin.report import TRANSLATE
from inspectorate.reports.models import Paragraph, Section

NUMBERED = _(
    "Numbers are given at sign-off, from the positions. The stable id is given once "
    "and survives every renumbering."
)


class ParagraphInline(OfCaseInline):
    model = Paragraph
    case = "report__inspection"
    closed_by = "report__status"
    beyond = TRANSLATE
    extra = 0
    show_change_link = True
    readonly_fields = ["number", "stable_id"]
    fields = [
        "report",
        ("position", "number", "stable_id"),
        ("text_en", "text_cy"),
    ]

    def get_formset(
        self, request: HttpRequest, obj: Section | None = None, **kwargs: object
    ) -> type[forms.BaseInlineFormSet]:
        """The report is its section's, whatever is sent."""
        formset = super().get_formset(request, obj, **kwargs)
        report = formset.form.base_fields["report"]
        report.widget, report.initial = forms.HiddenInput(), obj.report_id
        report.disabled = True
        return formset


@admin.register(Section)
class SectionAdmin(OfCase, RecordedAdmin):
    case = "report__inspection"
    beyond = TRANSLATE
    closed_by = "report__status"
    fixed = ("report",)
    readonly_fields = ["number"]
    form = WholeRowForm
    list_display = ["heading", "number", "report", "position"]
    list_select_related = ["report"]
    search_fields = ["heading_en", "heading_cy", "report__slug"]
    search_help_text = _("Words of the heading, or the address name of the report.")
    autocomplete_fields = ["report", "parent", "point"]
    inlines = [ParagraphInline]
    fieldsets = [
        (
            None,
            {
                "description": NUMBERED,
                "fields": [
                    "report",
                    "parent",
                    ("position", "number"),
                    ("heading_en", "heading_cy"),
                    "point",
                ],
            },
        )
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).select_related("report")

    def get_inlines(
        self, request: HttpRequest, obj: Section | None
    ) -> list[type[admin.StackedInline]]:
        """Paragraphs wait for the section to be saved: they need its report."""
        return self.inlines if obj else []

    @admin.display(description=_("heading"), ordering="heading_en")
    def heading(self, section: Section) -> str:
        return str(section)

    def choice_label(self, section: Section) -> str:
        return f"{section} – {section.report.slug}"


@admin.register(Paragraph)
class ParagraphAdmin(OfCase, RecordedAdmin):
    """Finds a paragraph of any report; new ones are added on their section's page."""

    form = WholeRowForm
    case = "report__inspection"
    closed_by = "report__status"
    beyond = TRANSLATE
    list_display = ["place", "report", "section", "beginning", "stable_id"]
    list_select_related = ["report", "section"]
    list_filter = [("report__status", FarChoices)]
    search_fields = ["=stable_id", "report__slug", "text_en", "text_cy"]
    search_help_text = _("The stable id, the report's address name, or words.")
    readonly_fields = ["report", "section", "number", "stable_id", "recorded_from"]
    fieldsets = [
        (
            None,
            {
                "description": NUMBERED,
                "fields": [
                    "report",
                    "section",
                    ("position", "number", "stable_id"),
                    ("text_en", "text_cy"),
                    "recorded_from",
                ],
            },
        )
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description=_("number"))
    def place(self, paragraph: Paragraph) -> str:
        return str(paragraph)

    @admin.display(description=_("text"))
    def beginning(self, paragraph: Paragraph) -> str:
        return Truncator(str(paragraph.text)).chars(80)
