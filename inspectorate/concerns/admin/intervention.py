from functools import partial

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from authorities.admin.narrowing import AuthorityFilter
from inspectorate.concerns.admin.deciding import Deciding, Deed
from inspectorate.concerns.admin.step_forms import duty_form, statement_form, step_form
from inspectorate.concerns.models import (
    Duty,
    Intervention,
    MinistersStep,
    Statement,
    StepGround,
)
from inspectorate.concerns.models.clocks import Running
from inspectorate.concerns.models.intervention import RECORD
from inspectorate.concerns.models.stages import LEADS_TO, Stage, Step
from inspectorate.forms import WholeRowForm
from inspectorate.history.admin.append_only import AppendOnlyAdmin, AppendOnlyInline
from inspectorate.history.admin.recorded import RecordedAdmin
from inspectorate.narrowing import OnADay

MINISTERS = _(
    "Ministers take this step; here it is recorded. The public reads it once the "
    "address of its statement is entered."
)
CORRECTION = _(
    "The wrong step stays on the record, marked; this one counts in its place. What is "
    "left empty is as there."
)
BUTTONS = {
    Step.MINDED_TO: _("Record that ministers are minded to intervene"),
    Step.WARNING_NOTICE: _("Record a warning notice"),
    Step.FOLLOW_UP_NOTICE: _("Record a follow-up warning notice"),
    Step.ADDENDUM: _("Record an addendum to the notice"),
    Step.INTERVENTION: _("Record an order or direction of ministers"),
    Step.DROPPED: _("Record that ministers do not go on"),
    Step.ENDED: _("Record that the intervention ended"),
    Step.CORRECT: _("Correct a step"),
}


class StepInline(AppendOnlyInline):
    model = MinistersStep
    readonly_fields = ["laid_by", "reported_by"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    fields = [
        ("act", "decided_on"),
        ("provision", "comply_by"),
        ("laid_by", "reported_by"),
        "statement_url",
    ]


@admin.register(Intervention)
class InterventionAdmin(Deciding, RecordedAdmin):
    form = WholeRowForm
    decided = "steps"
    list_display = ["authority", "service", "stage", "is_open"]
    list_select_related = ["authority", "service"]
    list_filter = ["is_open", "service"]
    search_fields = ["authority__name_en", "authority__name_cy"]
    search_help_text = _("The name of the authority.")
    show_full_result_count = False
    autocomplete_fields = ["authority", "service"]
    readonly_fields = ["stage", "is_open"]
    inlines = [StepInline]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "What ministers did about one service. The stage follows from the "
                    "steps; a concern of the inspectorate and boards are records of "
                    "their own."
                ),
                "fields": [
                    "authority",
                    "service",
                    ("stage", "is_open"),
                    "recorded_from",
                ],
            },
        )
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).prefetch_related("steps")

    @admin.display(description=_("stage"))
    def stage(self, intervention: Intervention) -> str:
        return intervention.stage_at(timezone.localdate()).label

    def deeds(self, row: Intervention) -> list[Deed]:
        stage, steps = row.stage, row.steps.all()
        acts = [step for step in Step if stage in LEADS_TO[step]]
        if stage == Stage.NONE:
            # A source may tell of an order alone.
            acts.append(Step.INTERVENTION)
        if any(each.pk for each in steps):
            acts.append(Step.CORRECT)
        found = [self.step(row, act) for act in acts]
        if any(each.pk for each in steps):
            found += [self.duty(row), self.statement(row)]
        return found

    def step(self, row: Intervention, act: Step) -> Deed:
        told = CORRECTION if act == Step.CORRECT else MINISTERS
        make = partial(step_form, row, act)
        return Deed(str(act.value), BUTTONS[act], told, RECORD, make)

    def duty(self, row: Intervention) -> Deed:
        told = _("On which day something was done that a step set a day for.")
        label = _("Record what was done")
        return Deed("duty", label, told, RECORD, partial(duty_form, row))

    def statement(self, row: Intervention) -> Deed:
        label = _("Record that a statement is public")
        return Deed("statement", label, MINISTERS, RECORD, partial(statement_form, row))


class DayOfLawFilter(OnADay):
    title = _("days of the law")
    parameter_name = "day_of_law"
    kinds = Running


class OfAuthority(AuthorityFilter):
    way = "intervention__authority"


class StepGroundInline(AppendOnlyInline):
    model = StepGround
    fields = ["ground"]


class DutyInline(AppendOnlyInline):
    model = Duty
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    fields = [("kind", "done_on"), "url", "recorded_from"]


@admin.register(MinistersStep)
class MinistersStepAdmin(AppendOnlyAdmin):
    list_display = ["intervention", "sequence", "act", "decided_on", "reported_by"]
    list_select_related = ["intervention__authority", "intervention__service"]
    list_filter = [DayOfLawFilter, "act", "to_stage", OfAuthority]
    search_fields = [
        "intervention__authority__name_en",
        "intervention__authority__name_cy",
    ]
    search_help_text = _("The name of the authority.")
    autocomplete_fields = ["provision"]
    readonly_fields = ["laid_by", "reported_by", "answered_by"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    inlines = [StepGroundInline, DutyInline]
    fieldsets = [
        (
            None,
            {
                "description": MINISTERS,
                "fields": [
                    "intervention",
                    ("sequence", "act"),
                    ("from_stage", "to_stage"),
                    ("decided_on", "corrects"),
                    ("decided_by_en", "decided_by_cy"),
                    "provision",
                    ("instrument_en", "instrument_cy"),
                    ("reason_en", "reason_cy"),
                    ("required_en", "required_cy"),
                    "comply_by",
                    ("otherwise_en", "otherwise_cy"),
                ],
            },
        ),
        (
            _("Days of the law"),
            {"fields": [("laid_by", "reported_by", "answered_by")]},
        ),
        (
            _("On record"),
            {"fields": ["statement_url", "entered_at", "recorded_from"]},
        ),
    ]


@admin.register(Duty)
class DutyAdmin(AppendOnlyAdmin):
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_display = ["step", "kind", "done_on"]
    list_select_related = ["step"]
    list_filter = ["kind"]
    search_fields = ["step__intervention__authority__name_en"]
    search_help_text = _("The name of the authority.")
    fields = ["step", ("kind", "done_on"), "url", "entered_at", "recorded_from"]


@admin.register(Statement)
class StatementAdmin(AppendOnlyAdmin):
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_display = ["step", "url", "entered_at"]
    list_select_related = ["step"]
    search_fields = ["step__intervention__authority__name_en", "url"]
    search_help_text = _("The name of the authority, or the address.")
    fields = ["step", "url", "entered_at"]
