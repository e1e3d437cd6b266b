from django.contrib import admin
from django.db import models
from django.db.models import Value
from django.db.models.functions import NullIf
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from inspectorate.forms import DistinctFormSet, WholeRowForm
from inspectorate.frameworks.models import (
    DeadlineRule,
    Framework,
    JudgementArea,
    Theme,
)
from inspectorate.history.admin.append_only import ReadOnly
from inspectorate.history.admin.export import Exports
from inspectorate.history.admin.recorded import RecordedAdmin


class AreaFormSet(DistinctFormSet):
    refusal = _("A framework has one overall judgement area, or none.")

    def key(self, row: JudgementArea) -> bool | None:
        return row.is_overall or None


class AreaInline(admin.StackedInline):
    model = JudgementArea
    form = WholeRowForm
    formset = AreaFormSet
    extra = 0
    autocomplete_fields = ["scale"]
    fields = [("code", "order"), ("name_en", "name_cy"), "scale", "is_overall"]


class ThemeFormSet(DistinctFormSet):
    refusal = _("Two themes of the framework have the same code.")

    def key(self, row: Theme) -> str:
        return row.code


class ThemeInline(admin.StackedInline):
    model = Theme
    form = WholeRowForm
    formset = ThemeFormSet
    extra = 0
    autocomplete_fields = ["stands_for"]
    fields = [("code", "order"), ("name_en", "name_cy"), "stands_for"]


class DeadlineInline(admin.StackedInline):
    model = DeadlineRule
    extra = 0
    fields = [("event", "days", "clock")]


@admin.register(Framework)
class FrameworkAdmin(RecordedAdmin):
    list_display = [
        "code",
        "name_en",
        "body",
        "valid_from",
        "valid_to",
        "languages",
    ]
    list_select_related = ["body"]
    list_filter = ["body", "languages"]
    search_fields = ["code", "family", "name_en", "name_cy"]
    # Those in force first: nobody chooses an old one because it was offered first.
    ordering = [NullIf("valid_to", Value("")).desc(nulls_first=True), "family", "code"]
    autocomplete_fields = ["body"]
    inlines = [AreaInline, ThemeInline, DeadlineInline]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "When the rules change, add a framework and end the old one: its "
                    "inspections stay judged by the rules of their day."
                ),
                "fields": [
                    ("code", "family"),
                    "body",
                    ("name_en", "name_cy"),
                    ("valid_from", "valid_to"),
                    "languages",
                ],
            },
        ),
        (_("Source"), {"fields": ["source_url", "recorded_from"]}),
    ]

    def choice_label(self, framework: Framework) -> str:
        dates = f"{framework.valid_from or '…'} – {framework.valid_to or '…'}"
        return f"{framework} ({dates})"


@admin.register(JudgementArea)
class JudgementAreaAdmin(ReadOnly, Exports):
    """To choose from; areas are edited on the page of their framework."""

    search_fields = ["name_en", "name_cy", "framework__code", "framework__name_en"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).select_related("framework", "scale")

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        return {}

    def choice_label(self, area: JudgementArea) -> str:
        return f"{area} – {area.framework.code}"
