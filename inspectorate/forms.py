"""Forms that ask every rule of the database, so that it has none left to refuse.

Django's own leave out a rule that names a field the form does not show, and a unique
rule with a condition among the rows of one form; both would end in an error page.
"""

import unicodedata
from collections.abc import Callable, Hashable, Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

# Longer than any chapter of a report; beyond it, something was pasted by mistake.
LONGEST = 100_000
# The number of no row: what it stands for is refused like a row that is gone.
NO_ROW = "0"


class WholeRowForm(forms.ModelForm):
    def validate_unique(self) -> None:
        super().validate_unique()
        # After any error the row is not what will be stored: there is no use asking.
        if self.errors:
            return
        try:
            self.instance.validate_constraints()
        except ValidationError as refusal:
            self.add_error(None, refusal.messages)


def harden(form: type[forms.BaseForm]) -> None:
    """Let the fields of a form refuse what only the database would."""
    keep_plain(form)
    keep_numbers(form)


def translate_once(form: type[forms.BaseForm]) -> None:
    """Translate labels and choices now, and not for every row of a page.

    For a class that is made for one request; what it declares is of every request.
    """
    declared = form.declared_fields.values()
    for field in form.base_fields.values():
        if field in declared:
            continue
        if field.label is not None:
            field.label = str(field.label)
        if type(field) in (forms.ChoiceField, forms.TypedChoiceField):
            field.choices = translated(field.choices)


def translated(choices: Iterable[tuple]) -> list[tuple]:
    """Those of a group stand in a list in the place of a label."""
    return [
        (value, translated(told) if isinstance(told, list | tuple) else str(told))
        for value, told in choices
    ]


def keep_plain(form: type[forms.BaseForm]) -> None:
    """Let every text of a form refuse what is no text, or too long to be one."""
    for field in form.base_fields.values():
        if isinstance(field, forms.CharField) and plain not in field.validators:
            field.validators = [*field.validators, plain]


def keep_numbers(form: type[forms.BaseForm]) -> None:
    """Let fields that choose rows refuse what is no number of any row.

    Their widgets ask the database for what was sent, whatever it is.
    """
    for field in form.base_fields.values():
        if isinstance(field, forms.ModelChoiceField):
            read = field.widget.value_from_datadict
            if getattr(read, "__name__", "") != "read_numbers":
                field.widget.value_from_datadict = reader_of_numbers(read)


def reader_of_numbers(read: Callable[..., object]) -> Callable[..., object]:
    def read_numbers(*sent: object) -> object:
        value = read(*sent)
        if isinstance(value, list):
            return [each if is_number(each) else NO_ROW for each in value]
        return value if not value or is_number(value) else NO_ROW

    return read_numbers


def is_number(text: object) -> bool:
    """Whether it is the number of a row: a longer one is beyond any column."""
    told = str(text)
    return told.isascii() and told.isdigit() and len(told) < 19


def plain(text: object) -> None:
    """Refuse control characters, which nobody sees, by what stands before them.

    To take them away unasked would change what was pasted from elsewhere; there they
    mostly stand for a line break.
    """
    if not isinstance(text, str):
        return
    if len(text) > LONGEST:
        msg = _(
            "This text has %(given)d characters; at most %(limit)d can be stored. "
            "Divide it, or attach it as a file."
        )
        raise ValidationError(msg % {"given": len(text), "limit": LONGEST})
    for at, sign in enumerate(text):
        if unicodedata.category(sign) == "Cc" and sign not in "\t\n\r":
            raise ValidationError(told_control(text[max(at - 20, 0) : at], sign))


def told_control(before: str, sign: str) -> str:
    code = {"code": f"U+{ord(sign):04X}", "before": before.strip()}
    if not code["before"]:
        return (
            _(
                "The text begins with a character that cannot be seen (%(code)s): "
                "delete it there."
            )
            % code
        )
    return (
        _(
            "After “%(before)s” stands a character that cannot be seen (%(code)s): "
            "delete it there, or type a line break in its place."
        )
        % code
    )


class DistinctFormSet(forms.BaseInlineFormSet):
    """Rows of one parent, no two with the same key. None collides with nothing."""

    refusal = ""

    def key(self, row: models.Model) -> Hashable | None:
        raise NotImplementedError

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        kept = (form for form in self.forms if self.is_kept(form))
        keys = [self.key(form.instance) for form in kept]
        taken = [key for key in keys if key is not None]
        if len(taken) > len(set(taken)):
            raise ValidationError(self.refusal)

    def is_kept(self, form: forms.ModelForm) -> bool:
        if form in self.deleted_forms:
            return False
        return form.has_changed() or form.instance.pk is not None
