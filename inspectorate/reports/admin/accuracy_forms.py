"""The forms of an accuracy check: each calls its verb and nothing else."""

from datetime import datetime

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from inspectorate.forms import harden
from inspectorate.reports.models import AccuracyCheck, AccuracyComment
from inspectorate.reports.texts import LONGEST


class Day(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class Moment(forms.DateTimeField):
    """A browser sends it without a zone; it is one of London."""

    widget = forms.DateTimeInput(
        attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
    )


def long_text(rows: int, **kwargs: object) -> forms.CharField:
    attrs = {"rows": rows, "class": "vLargeTextField"}
    widget = forms.Textarea(attrs)
    return forms.CharField(max_length=LONGEST, widget=widget, **kwargs)


def role_field() -> forms.CharField:
    return forms.CharField(
        label=_("Office of who sent it"),
        max_length=200,
        widget=forms.TextInput({"class": "vTextField"}),
        help_text=_("For example: Director of Social Services. No name."),
    )


def submitted_field() -> Moment:
    return Moment(
        label=_("Submitted at"),
        required=False,
        help_text=_("When it reached us; now, if you leave it empty."),
    )


class LogForm(forms.Form):
    prefix = "log"

    place = forms.CharField(
        label=_("Paragraph"),
        required=False,
        max_length=100,
        help_text=_(
            "Its printed number or stable id, the number of a recommendation (R2), the "
            "area of a judgement; empty for a comment on the whole draft."
        ),
    )
    comment_type = forms.ChoiceField(
        label=_("Type"), choices=AccuracyComment.Type.choices
    )
    comment_text = long_text(4, label=_("What the authority says"))
    supporting_evidence = long_text(
        2, label=_("Evidence it names for that"), required=False
    )
    submitted_by_role = role_field()
    submitted_at = submitted_field()
    touches_judgement = forms.BooleanField(
        label=_("Touches a judgement"),
        required=False,
        help_text=_(
            "Whoever refuses it is then reviewed by somebody outside the team. A "
            "challenge to a judgement always is."
        ),
    )

    def do(self, check: AccuracyCheck, by: models.Model) -> None:
        check.log(by=by, **self.cleaned_data)


class ReturnForm(forms.Form):
    prefix = "return"

    on = Day(label=_("Returned on"))

    def do(self, check: AccuracyCheck, by: models.Model) -> None:
        check.record_return(self.cleaned_data["on"], by=by)


class NoResponseForm(forms.Form):
    prefix = "none"

    def do(self, check: AccuracyCheck, by: models.Model) -> None:
        check.record_no_response(by=by)


class ExtendForm(forms.Form):
    prefix = "extend"

    to = Day(label=_("New last day"))
    reason = long_text(
        2,
        label=_("Reason"),
        help_text=_("The exceptional circumstances. They stay on the record."),
    )

    def do(self, check: AccuracyCheck, by: models.Model) -> None:
        check.extend(self.cleaned_data["to"], by=by, reason=self.cleaned_data["reason"])


class TellForm(forms.Form):
    prefix = "tell"

    def do(self, check: AccuracyCheck, by: models.Model) -> None:
        check.tell_authority(by=by)


CHECK_FORMS = {
    "log": LogForm,
    "record_return": ReturnForm,
    "record_no_response": NoResponseForm,
    "extend": ExtendForm,
    "tell_authority": TellForm,
}


class DecideForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Decision"), choices=[("", "–"), *AccuracyComment.Decision.choices]
    )
    reason = long_text(3, label=_("Reason"), help_text=_("The authority will read it."))
    change_made = long_text(
        2,
        label=_("Change made"),
        required=False,
        help_text=_("What the report says now. Needed where it is accepted."),
    )
    touches_judgement = forms.BooleanField(
        label=_("Touches a judgement"), required=False
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def do(self, comment: AccuracyComment, by: models.Model) -> None:
        comment.decide(by=by, **self.cleaned_data)


class ReviewForm(forms.Form):
    agrees = forms.TypedChoiceField(
        label=_("The decision"),
        choices=[
            ("yes", _("I agree: it stands")),
            ("no", _("I disagree: it is open again")),
        ],
        coerce=lambda told: told == "yes",
        widget=forms.RadioSelect,
    )
    reason = long_text(3, label=_("Reason"))
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def do(self, comment: AccuracyComment, by: models.Model) -> None:
        comment.second_review(by=by, **self.cleaned_data)


COMMENT_FORMS = {"decide": DecideForm, "second_review": ReviewForm}


for form_of_text in (*CHECK_FORMS.values(), *COMMENT_FORMS.values()):
    harden(form_of_text)


def comment_form(
    verb: str, comment: AccuracyComment, sent: dict | None = None
) -> forms.Form:
    """With what was decided before, and the mark of what its reader has seen."""
    initial = {"seen": comment.state()}
    if verb == "decide":
        names = ("decision", "reason", "change_made", "touches_judgement")
        initial |= {name: getattr(comment, name) for name in names}
    prefix = f"{verb}-{comment.number}"
    form = COMMENT_FORMS[verb](sent, prefix=prefix, initial=initial)
    if verb == "decide":
        # Said once, it is never taken back.
        form.fields["touches_judgement"].disabled = comment.touches_judgement
    return form


class SheetForm(forms.Form):
    """A file to be looked at before anything is logged."""

    prefix = "sheet"

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "CSV in UTF-8 or Excel (.xlsx), with the headings paragraph, type, comment "
            "and, if you have it, evidence."
        ),
    )
    submitted_by_role = role_field()
    submitted_at = submitted_field()

    def said(self, at: datetime) -> dict[str, object]:
        return {
            "file": self.cleaned_data["file"],
            "role": self.cleaned_data["submitted_by_role"],
            "submitted_at": self.cleaned_data["submitted_at"],
            "at": at,
        }
