"""The forms of the portal, as the public site's style draws fields."""

from django import forms
from django.core.files import File
from django.utils.translation import gettext_lazy as _

from inspectorate.forms import harden
from inspectorate.reports.models import AccuracyComment
from inspectorate.reports.texts import LONGEST

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


class FilesInput(forms.FileInput):
    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__({"class": "app-files"})


class FilesField(forms.FileField):
    """Any number of files; each is looked at before it is kept, not here."""

    widget = FilesInput

    def clean(self, data: object, initial: object = None) -> list[File]:
        sent = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(each) for each in sent if each]


class NoteForm(forms.Form):
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
    files = FilesField(
        label=_("Files"),
        required=False,
        help_text=_(
            "Documents that show it. If the form comes back to you, choose them again."
        ),
    )


harden(NoteForm)
