"""The forms of the portal, as the public site's style draws fields."""

from collections.abc import Iterable

from django import forms
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from inspectorate.forms import harden
from inspectorate.inspections.files_field import FilesField, FilesInput
from inspectorate.reports.models import AccuracyComment
from inspectorate.reports.texts import LONGEST
from recommendations.models import Recommendation

# What people say of a paragraph, in the words of who says it.
TYPES = [
    (AccuracyComment.Type.TYPO_OR_NUMBER, _("A typing error or a wrong number")),
    (AccuracyComment.Type.FACTUALLY_INACCURATE, _("It is factually wrong")),
    (AccuracyComment.Type.EVIDENCE_OMITTED, _("Evidence is left out")),
    (AccuracyComment.Type.JUDGEMENT_CHALLENGE, _("We challenge the judgement")),
    (AccuracyComment.Type.OTHER, _("Something else")),
]


class Radios(forms.RadioSelect):
    def __init__(self) -> None:
        super().__init__({"class": "govuk-radios__input"})


def long_text(rows: int, **kwargs: object) -> forms.CharField:
    widget = forms.Textarea({"rows": rows, "class": "govuk-textarea"})
    return forms.CharField(max_length=LONGEST, widget=widget, **kwargs)


def many_files(help_text: Promise) -> FilesField:
    widget = FilesInput({"class": "app-files"})
    return FilesField(
        label=_("Files"), required=False, help_text=help_text, widget=widget
    )


def refuse(form: forms.Form, reasons: Iterable[object]) -> None:
    for reason in reasons:
        form.add_error(None, str(reason))


class NoteForm(forms.Form):
    """`seen` is the state of the comment that whoever writes it anew has read; `part`
    what it is about, lest that be lost with it.
    """

    seen = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    part = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    comment_type = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=TYPES,
        widget=Radios(),
        error_messages={"required": _("Choose what is wrong.")},
    )
    comment_text = long_text(
        6,
        label=_("Your comment"),
        help_text=_(
            "What it should say instead, as things stood at the time of the inspection."
        ),
        error_messages={"required": _("Write your comment.")},
    )
    supporting_evidence = long_text(
        3,
        label=_("Where that can be seen"),
        required=False,
        help_text=_("A document, a date, a figure and where it comes from."),
    )
    files = many_files(
        _("Documents that show it. If the form comes back to you, choose them again.")
    )


harden(NoteForm)


def both_languages(label: Promise, **kwargs: object) -> dict[str, forms.CharField]:
    """A text in the language it is written in, or in both: nobody translates it."""
    hint = _("As you write it: nobody translates it. Fill in both if you have both.")
    return {
        "en": long_text(4, label=format_lazy("{} ({})", label, _("English")), **kwargs),
        "cy": long_text(
            4, label=format_lazy("{} ({})", label, _("Welsh")), help_text=hint, **kwargs
        ),
    }


class SayForm(forms.Form):
    """What a council says of a recommendation. `seen` is the number of facts that
    whoever fills it in has read.
    """

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


ANSWERS = both_languages(_("In your words"), required=False)
REPORTS = both_languages(_("What has been done"), required=False)
ACTIONS = both_languages(_("What you will do"), required=False)
MEASURES = both_languages(_("How it will be seen that it worked"), required=False)


class AnswerForm(SayForm):
    acceptance = forms.ChoiceField(
        label=_("Does your council accept the recommendation?"),
        choices=[
            (code, label)
            for code, label in Recommendation.Acceptance.choices
            if code != Recommendation.Acceptance.AWAITING
        ],
        widget=Radios(),
        error_messages={"required": _("Choose what your council answers.")},
    )
    words_en, words_cy = ANSWERS["en"], ANSWERS["cy"]


class ProgressForm(SayForm):
    progress = forms.ChoiceField(
        label=_("Where does the work stand?"),
        choices=Recommendation.Progress.choices,
        widget=Radios(),
        error_messages={"required": _("Choose where the work stands.")},
    )
    words_en, words_cy = REPORTS["en"], REPORTS["cy"]
    proof = long_text(
        3,
        label=_("Where that can be seen"),
        required=False,
        help_text=_(
            "For inspectors and the officers of your council; it is never published."
        ),
    )
    files = many_files(
        _(
            "What shows it, up to ten files, for inspectors and the officers of your "
            "council. If the form comes back to you, choose them again."
        )
    )


class LineForm(forms.Form):
    """`seen` is the state of the line that whoever changes it has read."""

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    recommendation = forms.ModelChoiceField(
        label=_("Recommendation"),
        queryset=Recommendation.objects.none(),
        widget=forms.Select({"class": "govuk-select"}),
        empty_label=None,
    )
    action_en, action_cy = ACTIONS["en"], ACTIONS["cy"]
    measure_en, measure_cy = MEASURES["en"], MEASURES["cy"]
    owner_role = forms.ChoiceField(
        label=_("Who is responsible?"),
        # None is chosen before somebody chooses: the public reads it.
        choices=[("", _("Choose a role")), *Recommendation.OwnerRole.choices],
        widget=forms.Select({"class": "govuk-select"}),
        error_messages={"required": _("Choose who is responsible.")},
    )
    due_on = forms.DateField(
        label=_("To be done by"),
        widget=forms.DateInput(
            {"type": "date", "class": "govuk-input govuk-input--width-10"},
            format="%Y-%m-%d",
        ),
        # The second where a browser knows no field for days.
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        error_messages={
            "required": _("Enter the day by which it will be done."),
            "invalid": _("Enter a day that exists, for example 31/03/2027."),
        },
    )

    def clean(self) -> dict[str, object]:
        """All that is missing is told at once."""
        given = super().clean()
        if not (given.get("action_en") or given.get("action_cy")):
            self.add_error("action_en", _("Write what will be done."))
        if not (given.get("measure_en") or given.get("measure_cy")):
            told = _("Write how it will be seen that it worked.")
            self.add_error("measure_en", told)
        return given


class ChangeLineForm(LineForm):
    is_struck = forms.BooleanField(
        label=_("Strike this line out"),
        required=False,
        widget=forms.CheckboxInput({"class": "govuk-checkboxes__input"}),
    )


for form_of_text in (AnswerForm, ProgressForm, LineForm, ChangeLineForm):
    harden(form_of_text)
