from collections.abc import Callable

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from authorities.admin.narrowing import AuthorityFilter
from inspectorate.forms import WholeRowForm
from inspectorate.history.admin.recorded import RecordedAdmin
from inspectorate.inspections.admin.access import OfCase
from inspectorate.lifecycle import Act, Refusal
from inspectorate.lifecycle.admin import ActsAdmin
from inspectorate.narrowing import OnADay
from recommendations.models import ActionPlan, PlanLine
from recommendations.models.plan_line import without_line
from recommendations.models.plan_standing import ToDo
from recommendations.models.speaking import ENTER


class ToDoFilter(OnADay):
    title = _("what is to be done")
    parameter_name = "to_do"
    kinds = ToDo


class ByVerb:
    """Makes an admin class one whose rows are written by their verbs, as staff do it
    on behalf of an authority, and never deleted.
    """

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(ENTER)

    def has_delete_permission(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> bool:
        return False


class PlanForm(WholeRowForm):
    def clean(self) -> dict:
        given = super().clean()
        if not self.instance.pk and not self.errors:
            from_row = {name: given[name] for name in ("inspection", "authority")}
            refuse(self, lambda: ActionPlan.check_begin(**from_row, by=self.by))
        return given


@admin.register(ActionPlan)
class ActionPlanAdmin(ByVerb, ActsAdmin, OfCase, RecordedAdmin):
    # A plan is carried out while its inspection is long over.
    outlives = True
    form = PlanForm
    change_form_template = "admin/recommendations/actionplan/change_form.html"
    list_display = ["inspection", "authority", "version", "status", "due_on"]
    list_select_related = ["inspection", "authority"]
    list_filter = [ToDoFilter, "status", AuthorityFilter]
    search_fields = ["inspection__reference", "authority__name_en"]
    search_help_text = _("The reference of the inspection, or the authority.")
    autocomplete_fields = ["inspection", "authority"]
    readonly_fields = [
        *("version", "status", "due_on", "received_on", "reflects_findings"),
        *("decision_reason", "decided_on", "decided_by"),
    ]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "What an authority will do about the recommendations of one "
                    "inspection. A version that was submitted stays as it is; a "
                    "further version follows it."
                ),
                "fields": [
                    *("inspection", "authority"),
                    ("version", "status"),
                    ("due_on", "received_on"),
                ],
            },
        ),
        (
            _("Whether it reflects the findings"),
            {
                "description": _("Who judges it gives the reasons."),
                "fields": [
                    ("reflects_findings", "decided_on", "decided_by"),
                    "decision_reason",
                ],
            },
        ),
    ]

    def has_change_permission(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> bool:
        return False

    def get_form(self, request: HttpRequest, *args: object, **named: object) -> type:
        form = super().get_form(request, *args, **named)
        form.by = request.user
        return form

    def save_model(
        self, request: HttpRequest, obj: ActionPlan, form: forms.Form, change: bool
    ) -> None:
        begun = ActionPlan.begin(obj.inspection, obj.authority, by=request.user)
        obj.__dict__.update(begun.__dict__)

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: object, **named: object
    ) -> HttpResponse:
        plan = context.get("original")
        if plan is not None:
            acts = [act for act in plan.next_acts() if not plan.bars(act, request.user)]
            context |= {
                "acts": acts,
                "lines": plan.lines.select_related("recommendation"),
                "left_out": without_line(plan),
                "versions": plan.versions().exclude(pk=plan.pk),
                "writes": plan.is_draft and not plan.bars_writing(request.user),
            }
        return super().render_change_form(request, context, *args, **named)

    def offered(self, row: ActionPlan, act: Act) -> dict[str, object]:
        return {"received_on": timezone.localdate()} if act.verb == "submit" else {}


class LineForm(WholeRowForm):
    def clean(self) -> dict:
        given = super().clean()
        plan = given.get("plan") or (self.instance.pk and self.instance.plan)
        if plan and not self.errors:
            if not plan.is_draft:
                self.add_error(None, PlanLine(plan=plan).lacks()[0])
            for reason in plan.bars_writing(self.by):
                self.add_error(None, reason)
        return given


@admin.register(PlanLine)
class PlanLineAdmin(ByVerb, OfCase, RecordedAdmin):
    case = "plan__inspection"
    outlives = True
    form = LineForm
    list_display = ["recommendation", "plan", "owner_role", "due_on", "is_struck"]
    list_select_related = ["recommendation", "plan__inspection", "plan__authority"]
    search_fields = ["recommendation__reference", "plan__inspection__reference"]
    search_help_text = _("The reference of the recommendation, or of the inspection.")
    autocomplete_fields = ["plan", "recommendation"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "What will be done about one recommendation, by whom and by when. "
                    "It can be mended while the plan is a draft."
                ),
                "fields": [
                    *("plan", "recommendation"),
                    ("action_en", "action_cy"),
                    ("owner_role", "due_on"),
                    ("measure_en", "measure_cy"),
                    "is_struck",
                ],
            },
        )
    ]

    def has_change_permission(
        self, request: HttpRequest, obj: PlanLine | None = None
    ) -> bool:
        if not request.user.has_perm(ENTER):
            return False
        if obj is None:
            return True
        return obj.plan.is_draft and not obj.plan.bars_writing(request.user)

    def get_readonly_fields(
        self, request: HttpRequest, obj: PlanLine | None = None
    ) -> list[str]:
        return ["plan", "recommendation"] if obj else ["is_struck"]

    def get_form(self, request: HttpRequest, *args: object, **named: object) -> type:
        form = super().get_form(request, *args, **named)
        form.by = request.user
        return form

    def save_model(
        self, request: HttpRequest, obj: PlanLine, form: forms.Form, change: bool
    ) -> None:
        given = {name: form.cleaned_data[name] for name in form.changed_data}
        if change:
            obj.change(by=request.user, **given)
            return
        own = {
            name: value for name, value in form.cleaned_data.items() if name != "plan"
        }
        added = PlanLine.add(obj.plan, by=request.user, **own)
        obj.__dict__.update(added.__dict__)


def refuse(form: forms.Form, check: Callable[[], None]) -> None:
    """Tell on a form what a verb would refuse."""
    try:
        check()
    except Refusal as refusal:
        for reason in refusal.reasons:
            form.add_error(None, reason)
