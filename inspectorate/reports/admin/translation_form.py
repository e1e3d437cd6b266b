"""One translation beside its source; what somebody else wrote is not lost."""

from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from inspectorate.reports.admin.texts_form import LANGUAGES, text_field
from inspectorate.reports.marked_up import Run, runs
from inspectorate.reports.models.pair import OTHER, Pair, State
from inspectorate.reports.texts import plain, print_of
from inspectorate.reports.translating import Said, came_apart

DRAWN = "-drawn"


class TranslationForm(forms.Form):
    """`drawn` remembers what both texts were, so that nothing is stored unseen."""

    right = forms.BooleanField(
        label=_("Still right"),
        required=False,
        help_text=_("The change needs no other words here."),
    )
    drawn = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: QueryDict | None, pair: Pair) -> None:
        self.pair, self.is_overtaken = pair, False
        super().__init__(data, prefix=prefix_of(pair.segment.key))
        row, language = pair.segment.row, LANGUAGES[pair.language]
        self.fields["text"] = text_field(type(row), pair.column, language)
        self.initial = {"text": pair.text, "drawn": pair.print()}

    def typed(self) -> str:
        return plain(self["text"].data or "")

    def is_typed(self) -> bool:
        was = (self["drawn"].data or "").partition("-")[2]
        return print_of(self.typed()) != was

    def said(self) -> list[Said]:
        drawn = self["drawn"].data or ""
        if self.is_typed():
            return [Said(self.pair.segment.key, self.typed(), drawn)]
        if self.cleaned_data.get("right"):
            return [Said(self.pair.segment.key, None, drawn)]
        return []

    def clean(self) -> dict:
        data = super().clean()
        is_right = bool(data.get("right"))
        if self.is_typed() or is_right:
            text = self.typed() if self.is_typed() else None
            if faults := came_apart(self.pair, self["drawn"].data or "", text):
                raise ValidationError(faults, code="stale")
        return data

    def refresh(self) -> None:
        """Make a form that is sent back show what is stored, and know that it does."""
        data, was = self.data.copy(), (self["drawn"].data or "").partition("-")[2]
        self.is_overtaken = print_of(self.pair.text) not in (
            was,
            print_of(self.typed()),
        )
        if not self.is_typed():
            data[self.add_prefix("text")] = self.pair.text
        data[self.add_prefix("drawn")] = self.pair.print()
        if self.non_field_errors():
            data.pop(self.add_prefix("right"), None)
        self.data = data

    # What the page shows beside the fields.

    @property
    def source_language(self) -> str:
        return OTHER[self.pair.language]

    def is_stale(self) -> bool:
        return self.pair.state == State.STALE

    def source_runs(self) -> list[Run]:
        """The source, with what has changed in it since it was translated."""
        former = self.pair.former if self.is_stale() else self.pair.source
        return runs(former, self.pair.source)

    def theirs(self) -> str | None:
        """What somebody else has stored meanwhile, where that is to be compared."""
        return self.pair.text if self.is_overtaken and self.is_typed() else None


class Lost(NamedTuple):
    """What was typed for a text that somebody else has deleted."""

    language: str
    text: str


def prefix_of(key: str) -> str:
    return key.replace(" ", "-")


def is_sent(request: HttpRequest, pair: Pair) -> bool:
    return f"{prefix_of(pair.segment.key)}{DRAWN}" in request.POST


def lost(request: HttpRequest, known: set[str], language: str) -> list[Lost]:
    """`known` are the prefixes of the texts that the report still has."""
    found = []
    for name, drawn in request.POST.items():
        prefix = name.removesuffix(DRAWN)
        if prefix in (name, *known):
            continue
        text = plain(request.POST.get(f"{prefix}-text", ""))
        if text and print_of(text) != drawn.partition("-")[2]:
            found.append(Lost(language, text))
    return found
