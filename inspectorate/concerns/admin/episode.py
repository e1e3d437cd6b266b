from functools import partial

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from authorities.admin.narrowing import AuthorityFilter
from inspectorate.concerns.admin.deciding import (
    Deciding,
    Deed,
    announce_form,
    announcing,
)
from inspectorate.concerns.admin.decision_forms import (
    TOLD,
    decision_form,
    possible_acts,
)
from inspectorate.concerns.models import Decision, Episode
from inspectorate.concerns.models.levels import DECIDE, WATCH, Act, Level
from inspectorate.concerns.models.review import Review
from inspectorate.forms import WholeRowForm
from inspectorate.history.admin.append_only import AppendOnlyInline
from inspectorate.history.admin.recorded import RecordedAdmin
from inspectorate.narrowing import OnADay


class ReviewFilter(OnADay):
    title = _("review")
    parameter_name = "review"
    kinds = Review


class DecisionInline(AppendOnlyInline):
    model = Decision
    fields = [
        ("from_level", "to_level"),
        ("decided_on", "review_on"),
        ("basis", "announced"),
        ("reason_en", "reason_cy"),
    ]


# What is to be done; the label of an act tells what was.
BUTTONS = {
    Act.RAISE: _("Raise the level"),
    Act.PLACE: _("Place under the protocol"),
    Act.RETAIN: _("Keep under the protocol"),
    Act.REFER: _("Refer to ministers"),
    Act.DE_ESCALATE: _("De-escalate"),
    Act.LIFT: _("Lift the protocol"),
    Act.CORRECT: _("Correct a decision"),
}


@admin.register(Episode)
class EpisodeAdmin(Deciding, RecordedAdmin):
    form = WholeRowForm
    list_display = ["authority", "service", "level", "is_open", "press_label_en"]
    list_select_related = ["authority", "service"]
    list_filter = [ReviewFilter, "is_open", "service", AuthorityFilter]
    search_fields = ["authority__name_en", "authority__name_cy", "press_label_en"]
    search_help_text = _("The name of the authority, or what the press called it.")
    show_full_result_count = False
    autocomplete_fields = ["authority", "service", "protocol"]
    readonly_fields = ["level", "is_open"]
    inlines = [DecisionInline]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "A concern of the inspectorate about one service. The level "
                    "follows from the decisions; ministerial intervention and "
                    "oversight boards are records of their own."
                ),
                "fields": ["authority", "service", ("level", "is_open")],
            },
        ),
        (
            _("What it is called"),
            {
                "description": _(
                    "The formal name and the name in the press are kept apart."
                ),
                "fields": [
                    "protocol",
                    ("instrument_en", "instrument_cy"),
                    ("press_label_en", "press_label_cy"),
                    "recorded_from",
                ],
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).prefetch_related("decisions")

    def deeds(self, row: Episode) -> list[Deed]:
        level = row.level
        acts = possible_acts(level)
        if row.decisions.all():
            acts.append(Act.CORRECT)
        found = [self.deed(row, act, level) for act in acts]
        decisions = row.decisions.select_related("announcement")
        untold = [each for each in decisions if not each.is_announced]
        if untold:
            # Who could have taken one of them; the form offers those alone.
            needed = WATCH if WATCH in {each.decider for each in untold} else DECIDE
            found.append(announcing(needed, partial(announce_form, row)))
        return found

    def deed(self, row: Episode, act: Act, level: Level) -> Deed:
        return Deed(
            str(act.value),
            BUTTONS[act],
            TOLD[act],
            act.decider(level),
            partial(decision_form, row, act),
        )

    @admin.display(description=_("level"))
    def level(self, episode: Episode) -> str:
        return episode.level_at(timezone.localdate()).label
