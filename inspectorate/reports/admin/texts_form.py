"""Texts in both languages, side by side; what somebody else wrote is not lost."""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from inspectorate.fields import Wording
from inspectorate.forms import plain as is_plain
from inspectorate.reports.texts import plain, print_of, prints_of

# Forty pages: no paragraph is as long, and a whole report fits into no form.
LONGEST = 100_000
LANGUAGES = {"en": _("English"), "cy": _("Welsh")}
STALE = _(
    "Somebody else has changed this text since you opened the page, so nothing is "
    "stored yet. Theirs is shown below yours: take over what you need, tick “Save "
    "mine over theirs”, and save again."
)


def text_field(model: type[models.Model], column: str, label: str) -> forms.Field:
    """For one language of a text; `column` ends with its code."""
    longest = model._meta.get_field(column).max_length
    widget = AdminTextInputWidget if longest else AdminTextareaWidget
    field = forms.CharField(
        label=label,
        required=False,
        max_length=longest or LONGEST,
        widget=widget,
        validators=[is_plain],
    )
    # The browser would cut off what is pasted without a word.
    field.widget.attrs.pop("maxlength", None)
    field.widget.attrs["lang"] = column[-2:]
    return field


class TextsForm(forms.Form):
    """One text of a row. Each language remembers what it was drawn from, so that an
    inspector and a translator do not stand in each other's way.

    A text that is not changed here is never written, whatever it has become.
    """

    over = forms.BooleanField(
        label=_("Save mine over theirs"),
        required=False,
        help_text=_("Their text stays in history."),
    )
    # What each language was when the page was drawn; and, on a page that was sent
    # back because of somebody else's save, what it showed as theirs.
    drawn = forms.CharField(widget=forms.HiddenInput, required=False)
    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: dict | None, row: models.Model, name: str) -> None:
        self.row, self.name = row, name
        self.stored: Wording = getattr(row, name)
        super().__init__(data, prefix=f"{name}-{key_of(row)}")
        for code, language in LANGUAGES.items():
            self.fields[code] = text_field(type(row), f"{name}_{code}", language)
        self.initial = {**self.stored._asdict(), "drawn": self.print()}

    def print(self) -> str:
        return prints_of(self.stored)

    def clean(self) -> dict:
        data = super().clean()
        if self.theirs() and not (self.was_told() and data.get("over")):
            raise ValidationError(STALE, code="stale")
        return data

    def is_mine(self, code: str) -> bool:
        """Whether this language was changed on the page that was sent."""
        return print_of(self.typed(code)) != self.was().get(code)

    def was(self) -> dict[str, str]:
        told = self["drawn"].data or ""
        return dict(zip(LANGUAGES, told.split("-"), strict=False))

    def typed(self, code: str) -> str:
        return plain(self[code].data or "")

    def theirs(self) -> dict[str, str]:
        """By language, the stored texts that would be overwritten unseen."""
        return {
            code: text
            for code, text in self.stored._asdict().items()
            if self.is_bound
            and self.is_mine(code)
            and print_of(text) != self.was().get(code)
            and plain(text) != self.typed(code)
        }

    def was_told(self) -> bool:
        return (self["shown"].data or "") == self.print()

    def changes(self) -> dict[str, str]:
        """Columns to write, of a form that is valid."""
        return {
            f"{self.name}_{code}": self.typed(code)
            for code, text in self.stored._asdict().items()
            if self.is_mine(code) and plain(text) != self.typed(code)
        }

    def refresh(self) -> None:
        """Make a form that is sent back show what is stored where nothing was typed,
        and know what it shows as theirs.
        """
        data, drawn = self.data.copy(), self.was()
        for code, text in self.stored._asdict().items():
            if not self.is_mine(code):
                data[self.add_prefix(code)] = text
                drawn[code] = print_of(text)
        data[self.add_prefix("drawn")] = "-".join(
            drawn.get(code, "") for code in LANGUAGES
        )
        data[self.add_prefix("shown")] = self.print()
        data.pop(self.add_prefix("over"), None)
        self.data = data

    def shown_texts(self) -> list[tuple[forms.BoundField, str | None]]:
        """The field of each language, with theirs where that is to be compared."""
        theirs = self.theirs()
        return [(self[code], theirs.get(code)) for code in LANGUAGES]


def key_of(row: models.Model) -> str:
    """Paragraphs are known by their stable id, others by their number."""
    return getattr(row, "stable_id", None) or str(row.pk)
