"""The forms in which steps of ministers, and duties that were done, are recorded."""

from django import forms
from django.contrib import admin
from django.db import models
from django.forms.models import modelform_factory
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from inspectorate.concerns.admin.deciding import as_it_was, say_why
from inspectorate.concerns.models import (
    Duty,
    Ground,
    Instrument,
    Intervention,
    MinistersStep,
)
from inspectorate.concerns.models.stages import Stage, Step

FIELDS = [
    *("decided_on", "decided_by_en", "decided_by_cy", "provision"),
    *("instrument_en", "instrument_cy", "reason_en", "reason_cy"),
    *("required_en", "required_cy", "comply_by", "otherwise_en", "otherwise_cy"),
    *("statement_url", "recorded_from"),
]


class StepForm(forms.ModelForm):
    """Of one step of one intervention, which the class made for it names."""

    act: Step

    class Meta:
        model = MinistersStep
        fields = ()

    def do(self, intervention: Intervention, by: models.Model) -> None:
        given = {name: self.cleaned_data[name] for name in FIELDS}
        grounds = list(self.cleaned_data["grounds"])
        if self.act != Step.CORRECT:
            intervention.record_step(self.act, by=by, grounds=grounds, **given)
            return
        # Empty stays as it was.
        given = {name: value for name, value in given.items() if value}
        wrong = self.cleaned_data["wrong"]
        stage = self.cleaned_data["to_stage"] or wrong.to_stage
        intervention.correct(wrong, stage, by=by, grounds=grounds, **given)


def step_form(
    intervention: Intervention, act: Step, request: HttpRequest
) -> type[StepForm]:
    known = admin.site._registry[MinistersStep]
    base = modelform_factory(
        MinistersStep,
        form=StepForm,
        fields=FIELDS,
        formfield_callback=lambda field, **told: known.formfield_for_dbfield(
            field, request=request, **told
        ),
    )
    track = Instrument.Track.INTERVENTION
    more: dict[str, forms.Field] = {
        "grounds": forms.ModelMultipleChoiceField(
            Ground.objects.filter(instrument__track=track).select_related("instrument"),
            label=_("Grounds"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Those of the power in law that is chosen above."),
        )
    }
    if act == Step.CORRECT:
        more["wrong"] = step_field(intervention, _("The step that is wrong"))
        more["to_stage"] = as_it_was(_("Stage after the step"), Stage.choices)
    made = type(base)("ActForm", (base,), {"act": act, **more})
    after = FIELDS.index("provision") + 1
    order = ["wrong", "to_stage", *FIELDS[:after], "grounds", *FIELDS[after:]]
    made.base_fields = {
        name: made.base_fields[name] for name in order if name in made.base_fields
    }
    if act == Step.CORRECT:
        say_why(made)
    return made


def step_field(
    intervention: Intervention, label: str, **narrowed: object
) -> forms.ModelChoiceField:
    steps = intervention.steps.filter(corrections=None, **narrowed)
    return forms.ModelChoiceField(steps, label=label)


def day_field() -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=_("Done on"), widget=widget)


def duty_form(intervention: Intervention, request: HttpRequest) -> type[forms.Form]:
    class DutyForm(forms.Form):
        step = step_field(intervention, _("Step"))
        kind = forms.ChoiceField(
            label=_("What was done"), choices=[("", "---------"), *Duty.Kind.choices]
        )
        done_on = day_field()
        url = forms.URLField(
            label=_("Where it is read"), required=False, assume_scheme="https"
        )

        def do(self, intervention: Intervention, by: models.Model) -> None:
            intervention.record_duty(**self.cleaned_data, by=by)

    return DutyForm


def statement_form(
    intervention: Intervention, request: HttpRequest
) -> type[forms.Form]:
    class StatementForm(forms.Form):
        step = step_field(
            intervention, _("Step"), statement_url="", statement__isnull=True
        )
        url = forms.URLField(
            label=_("Address of the statement"),
            assume_scheme="https",
            help_text=_("From now on the public reads this step."),
        )

        def do(self, intervention: Intervention, by: models.Model) -> None:
            intervention.publish_statement(**self.cleaned_data, by=by)

    return StatementForm
