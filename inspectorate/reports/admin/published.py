"""The rows of editions: they show what the public finds, filters and links to."""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from inspectorate.history.admin.append_only import AppendOnlyAdmin
from inspectorate.lists import FarRelated
from inspectorate.reports.admin.judged import (
    AreaFilter,
    GradeFilter,
    JudgedFilter,
    LeadFilter,
)
from inspectorate.reports.models import (
    PublishedFinding,
    PublishedJudgement,
    PublishedParagraph,
    PublishedRecommendation,
)
from inspectorate.reports.models.published import Published

FROZEN = _("Frozen with its edition. What a correction changes is in a later edition.")


class PublishedAdmin(AppendOnlyAdmin):
    list_select_related = ["edition"]
    search_help_text = _("The reference of the inspection, or words of the text.")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """The edition's whole document stays in the database: it can be long."""
        return super().get_queryset(request).defer("edition__document")

    @admin.display(description=_("text"))
    def beginning(self, row: Published) -> str:
        return Truncator(str(row.text)).chars(80)


@admin.register(PublishedParagraph)
class PublishedParagraphAdmin(PublishedAdmin):
    list_display = ["place", "edition", "beginning", "stable_id"]
    search_fields = [
        "=stable_id",
        "edition__inspection_reference",
        "text_en",
        "text_cy",
    ]
    fieldsets = [
        (
            None,
            {
                "description": FROZEN,
                "fields": [
                    "edition",
                    ("position", "number"),
                    ("stable_id", "anchor"),
                    "section_number",
                    ("heading_en", "heading_cy"),
                    ("text_en", "text_cy"),
                ],
            },
        )
    ]

    @admin.display(description=_("number"))
    def place(self, paragraph: PublishedParagraph) -> str:
        return str(paragraph)


@admin.register(PublishedJudgement)
class PublishedJudgementAdmin(PublishedAdmin):
    list_display = ["area", "edition", "point", "wording_en"]
    list_select_related = ["edition", "area", "point"]
    list_filter = [
        JudgedFilter,
        ("edition__framework", FarRelated),
        AreaFilter,
        GradeFilter,
        LeadFilter,
    ]
    search_fields = ["edition__inspection_reference", "wording_en", "wording_cy"]
    # Whom colleagues led is compared by who oversees, and by nobody else.
    compares = "authorities.oversee_authority"
    fieldsets = [
        (
            None,
            {
                "description": FROZEN,
                "fields": [
                    ("edition", "position"),
                    ("area", "point"),
                    ("wording_en", "wording_cy"),
                    "mapped_by",
                    ("mapping_note_en", "mapping_note_cy"),
                ],
            },
        )
    ]

    def get_list_filter(self, request: HttpRequest) -> list:
        found = super().get_list_filter(request)
        if request.user.has_perm(self.compares):
            return found
        return [each for each in found if each is not LeadFilter]


@admin.register(PublishedFinding)
class PublishedFindingAdmin(PublishedAdmin):
    list_display = ["beginning", "edition", "classification", "theme", "change"]
    list_select_related = ["edition", "theme"]
    list_filter = ["classification", "change"]
    search_fields = ["edition__inspection_reference", "text_en", "text_cy"]
    fieldsets = [
        (
            None,
            {
                "description": FROZEN,
                "fields": [
                    ("edition", "position"),
                    ("classification", "theme"),
                    ("text_en", "text_cy"),
                    "change",
                    ("compared_with_en", "compared_with_cy"),
                ],
            },
        )
    ]


@admin.register(PublishedRecommendation)
class PublishedRecommendationAdmin(PublishedAdmin):
    list_display = ["reference", "edition", "beginning", "number", "priority"]
    readonly_fields = ["told_themes"]
    list_filter = ["priority"]
    search_fields = ["reference", "text_en", "text_cy"]
    fieldsets = [
        (
            None,
            {
                "description": FROZEN,
                "fields": [
                    ("edition", "position"),
                    ("reference", "number"),
                    "recommendation",
                    ("text_en", "text_cy"),
                    "told_themes",
                    ("priority", "timescale", "due_on"),
                    "repeat_of",
                ],
            },
        )
    ]

    @admin.display(description=_("themes"))
    def told_themes(self, row: PublishedRecommendation) -> str:
        return ", ".join(str(theme) for theme in row.themes.all())
