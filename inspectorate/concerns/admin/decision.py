from django.contrib import admin
from django.db import models
from django.utils.translation import gettext_lazy as _

from inspectorate.concerns.models import (
    Announcement,
    Decision,
    DecisionFinding,
    DecisionGround,
    Episode,
)
from inspectorate.history.admin.append_only import AppendOnlyAdmin, AppendOnlyInline


class GroundInline(AppendOnlyInline):
    model = DecisionGround
    fields = ["ground", ("progress_en", "progress_cy")]


class FindingInline(AppendOnlyInline):
    model = DecisionFinding
    fields = ["finding"]


@admin.register(Decision)
class DecisionAdmin(AppendOnlyAdmin):
    list_display = [
        "episode",
        "sequence",
        "act",
        "to_level",
        "decided_on",
        "review_on",
        "announced",
    ]
    list_select_related = ["episode__authority", "episode__service"]
    list_filter = ["act", "to_level", "announced"]
    search_fields = ["episode__authority__name_en", "episode__authority__name_cy"]
    search_help_text = _("The name of the authority.")
    autocomplete_fields = ["basis"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    readonly_fields = ["is_corrected", "staying_open"]
    inlines = [GroundInline, FindingInline]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "A decision is permanent. One that was wrong is put right by a "
                    "further decision on its episode."
                ),
                "fields": [
                    "episode",
                    ("sequence", "act"),
                    ("from_level", "to_level"),
                    ("corrects", "is_corrected"),
                    ("decided_on", "review_on"),
                    ("decided_by_en", "decided_by_cy"),
                    "basis",
                    ("reason_en", "reason_cy"),
                ],
            },
        ),
        (
            _("What it rests on"),
            {
                "fields": [
                    "exceptional",
                    ("evidence_en", "evidence_cy"),
                    "met_on",
                    ("targets_en", "targets_cy"),
                    "targets_due_on",
                    ("sustainability_en", "sustainability_cy"),
                    "staying_open",
                ],
            },
        ),
        (
            _("On record"),
            {
                "fields": [
                    ("made_by_en", "made_by_cy"),
                    "statement_url",
                    ("announced", "entered_at"),
                    "recorded_from",
                ],
            },
        ),
    ]

    @admin.display(description=_("recommendations that stay open"))
    def staying_open(self, decision: Decision) -> str:
        return ", ".join(each["reference"] for each in decision.left_open)

    @admin.display(description=_("corrected"), boolean=True)
    def is_corrected(self, decision: Decision) -> bool:
        return decision.is_corrected


@admin.register(Announcement)
class AnnouncementAdmin(AppendOnlyAdmin):
    list_display = ["decision", "episode", "announced_at"]
    list_select_related = [
        "decision__episode__authority",
        "decision__episode__service",
    ]
    search_fields = [
        "decision__episode__authority__name_en",
        "decision__episode__authority__name_cy",
    ]
    search_help_text = _("The name of the authority.")
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

    @admin.display(description=_("episode"), ordering="decision__episode")
    def episode(self, announcement: Announcement) -> Episode:
        return announcement.decision.episode
