from functools import partial

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from inspectorate.concerns.admin.board_forms import board_form, correction_form
from inspectorate.concerns.admin.deciding import (
    Deciding,
    Deed,
    announce_form,
    announcing,
)
from inspectorate.concerns.models import (
    Board,
    BoardAnnouncement,
    BoardDecision,
    BoardMember,
    FocusArea,
)
from inspectorate.concerns.models.levels import DECIDE
from inspectorate.forms import WholeRowForm
from inspectorate.history.admin.append_only import AppendOnlyAdmin, AppendOnlyInline
from inspectorate.history.admin.recorded import RecordedAdmin

PERMANENT = _("A decision is permanent. One that was wrong is put right by a new one.")

BUTTONS = {
    BoardDecision.Act.ESTABLISH: _("Record that it was established"),
    BoardDecision.Act.CONTINUE: _("Record that it continues"),
    BoardDecision.Act.REFOCUS: _("Record a new focus"),
    BoardDecision.Act.STAND_DOWN: _("Record that it was stood down"),
}

MEMBER = [
    ("role_en", "role_cy"),
    ("name", "is_chair", "from_outside"),
    ("since", "until"),
    "recorded_from",
]


class MemberInline(admin.StackedInline):
    model = BoardMember
    extra = 0
    fields = MEMBER


class BoardDecisionInline(AppendOnlyInline):
    model = BoardDecision
    fields = [("decided_on", "focus_list_complete", "announced")]


class FocusAreaInline(AppendOnlyInline):
    model = FocusArea
    fields = ["position", ("name_en", "name_cy"), "theme"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).select_related("theme")


@admin.register(Board)
class BoardAdmin(Deciding, RecordedAdmin):
    form = WholeRowForm
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
    readonly_fields = ["is_open"]
    inlines = [MemberInline, BoardDecisionInline]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "A board belongs to ministers, to the council or to both; it is "
                    "no level of the inspectorate's own concern."
                ),
                "fields": [
                    "authority",
                    "service",
                    "kind",
                    ("name_en", "name_cy"),
                    ("terms_en", "terms_cy"),
                ],
            },
        ),
        (
            _("In time"),
            {
                "fields": [
                    ("established_on", "stood_down_on", "is_open"),
                    "announced",
                    "recorded_from",
                ]
            },
        ),
    ]

    def deeds(self, row: Board) -> list[Deed]:
        found = [self.deed(act) for act in BoardDecision.Act] if row.is_open else []
        decisions = list(row.decisions.select_related("announcement"))
        if decisions:
            told = _(
                "The wrong decision stays on the record, marked; this one counts in "
                "its place. What is left empty is as there; the areas are where the "
                "decision stays the same."
            )
            make = partial(correction_form, row)
            label = _("Correct a decision")
            found.append(Deed("correct", label, told, DECIDE, make))
        if any(not each.is_announced for each in decisions):
            found.append(announcing(DECIDE, partial(announce_form, row)))
        return found

    def deed(self, act: BoardDecision.Act) -> Deed:
        told = _("What is to be done by the board from now on, and who decided it.")
        return Deed(
            str(act.value), BUTTONS[act], told, DECIDE, partial(board_form, act.value)
        )


@admin.register(BoardMember)
class BoardMemberAdmin(RecordedAdmin):
    list_display = ["role_en", "board", "is_chair", "since", "until"]
    list_select_related = ["board__authority"]
    search_fields = ["role_en", "role_cy", "board__name_en"]
    search_help_text = _("The role, or the name of the board.")
    autocomplete_fields = ["board"]
    fields = ["board", *MEMBER]


@admin.register(BoardDecision)
class BoardDecisionAdmin(AppendOnlyAdmin):
    list_display = ["board", "sequence", "act", "decided_on", "focus_list_complete"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
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
                    "corrects",
                    ("reason_en", "reason_cy"),
                    ("focus_list_complete", "announced"),
                    "statement_url",
                    "recorded_from",
                ],
            },
        )
    ]


@admin.register(BoardAnnouncement)
class BoardAnnouncementAdmin(AppendOnlyAdmin):
    list_display = ["decision", "board", "announced_at"]
    list_select_related = ["decision__board__authority"]
    search_fields = ["decision__board__name_en", "decision__board__name_cy"]
    search_help_text = _("The name of the board.")
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "Lets the public know of a decision that was not announced when "
                    "it was entered. It cannot be taken back."
                ),
                "fields": ["decision", "announced_at"],
            },
        )
    ]

    @admin.display(description=_("board"), ordering="decision__board")
    def board(self, announcement: BoardAnnouncement) -> Board:
        return announcement.decision.board


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
