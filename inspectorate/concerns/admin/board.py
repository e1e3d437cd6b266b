from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from inspectorate.concerns.models import Board, BoardDecision, FocusArea
from inspectorate.history.admin.append_only import AppendOnlyAdmin, AppendOnlyInline
from inspectorate.history.admin.recorded import RecordedAdmin

PERMANENT = _("A decision is permanent. One that was wrong is put right by a new one.")


class BoardDecisionInline(AppendOnlyInline):
    model = BoardDecision
    fields = [("decided_on", "focus_list_complete", "announced")]


class FocusAreaInline(AppendOnlyInline):
    model = FocusArea
    fields = ["position", ("name_en", "name_cy"), "theme"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).select_related("theme")


@admin.register(Board)
class BoardAdmin(RecordedAdmin):
    list_display = [
        "name_en",
        "authority",
        "service",
        "kind",
        "established_on",
        "stood_down_on",
    ]
    list_select_related = ["authority", "service"]
    list_filter = ["kind", "announced"]
    search_fields = ["name_en", "name_cy", "authority__name_en", "authority__name_cy"]
    search_help_text = _("The name of the board or of the authority.")
    autocomplete_fields = ["authority", "service"]
    inlines = [BoardDecisionInline]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "A board belongs to ministers, to the council or to both; it is "
                    "no level of the inspectorate's own concern."
                ),
                "fields": ["authority", "service", "kind", ("name_en", "name_cy")],
            },
        ),
        (
            _("In time"),
            {
                "fields": [
                    ("established_on", "stood_down_on"),
                    "announced",
                    "recorded_from",
                ]
            },
        ),
    ]


@admin.register(BoardDecision)
class BoardDecisionAdmin(AppendOnlyAdmin):
    list_display = ["board", "sequence", "act", "decided_on", "focus_list_complete"]
    list_select_related = ["board__authority"]
    list_filter = ["act", "announced"]
    search_fields = ["board__name_en", "board__name_cy", "board__authority__name_en"]
    search_help_text = _("The name of the board or of the authority.")
    inlines = [FocusAreaInline]
    fieldsets = [
        (
            None,
            {
                "description": PERMANENT,
                "fields": [
                    "board",
                    ("sequence", "act"),
                    ("decided_on", "entered_at"),
                    ("decided_by_en", "decided_by_cy"),
                    ("focus_list_complete", "announced"),
                    "recorded_from",
                ],
            },
        )
    ]


@admin.register(FocusArea)
class FocusAreaAdmin(AppendOnlyAdmin):
    list_display = ["name_en", "name_cy", "theme", "decision", "board"]
    list_select_related = ["theme", "decision__board__authority"]
    search_fields = ["name_en", "name_cy", "decision__board__name_en"]
    search_help_text = _("The focus area, or the name of the board.")
    fieldsets = [
        (
            None,
            {
                "description": PERMANENT,
                "fields": ["decision", "position", ("name_en", "name_cy"), "theme"],
            },
        )
    ]

    @admin.display(description=_("board"), ordering="decision__board")
    def board(self, focus_area: FocusArea) -> Board:
        return focus_area.decision.board
