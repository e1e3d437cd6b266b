"""The form that a row of a file is checked with."""

from collections.abc import Iterable

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from inspectorate.forms import WholeRowForm

LANGUAGES = ("en", "cy")


class RowForm(WholeRowForm):
    """Takes a choice by its code or its name in either language."""

    def __init__(self, *args: object, sheet: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        for name, field in self.fields.items():
            if isinstance(field, forms.ChoiceField):
                names = ", ".join(str(label) for code, label in field.choices if code)
                told = format_lazy(_("“%(value)s” is none of: {names}."), names=names)
                field.error_messages["invalid_choice"] = told
                self.data[name] = code_of(self.data.get(name, ""), field.choices)


def code_of(told: str, choices: Iterable[tuple[str, object]]) -> str:
    """The code of a choice; what is none stays as it is told."""
    wanted = str(told).strip().casefold()
    for code, label in choices:
        if wanted in {str(code), str(code).replace("_", " "), *names_of(label)}:
            return code
    return told


def names_of(label: object) -> set[str]:
    found = set()
    for language in LANGUAGES:
        with override(language):
            found.add(str(label).casefold())
    return found
