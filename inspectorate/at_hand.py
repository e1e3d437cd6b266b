"""Choices of a form that its row has already read are not asked of the database again.

An autocomplete asks once for each field what its value is called: a page with three
people of a team asks thrice.
"""

from collections.abc import Iterable

from django import forms
from django.contrib.admin.widgets import AutocompleteMixin
from django.db import models
from django.forms.models import ModelChoiceIterator
from django.http import HttpRequest


def is_of_one_row(request: HttpRequest) -> bool:
    """Whether its page is that of a row, which is read with those it leads to."""
    return "object_id" in getattr(request.resolver_match, "kwargs", {})


def with_rows_at_hand(form: type[forms.ModelForm]) -> type[forms.ModelForm]:
    made = type(form.__name__, (AtHand, form), {})
    # Django makes the fields of a subclass anew, without what was done to these.
    made.base_fields = form.base_fields
    return made


def hold_linked(field: forms.ModelChoiceField) -> None:
    """Say that its choices, as they now are, hold the rows that are linked already."""
    field.conditions_of_linked = len(field.queryset.query.where)


def holds_linked(field: forms.ModelChoiceField) -> bool:
    """Also of one whose choices are the whole table."""
    conditions = len(field.queryset.query.where)
    return conditions == getattr(field, "conditions_of_linked", 0)


class AtHand:
    """Is mixed into the form of a row."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if not isinstance(widget, AutocompleteMixin):
                continue
            # What is left out of the choices is not to be shown as one of them.
            rows = rows_of(self, name) if holds_linked(field) else []
            if rows:
                field.widget.choices = widget.choices = KnownChoices(field, rows)


def rows_of(form: forms.ModelForm, name: str) -> list[models.Model]:
    """The rows that a link leads to, as far as they are read."""
    link = form.instance._meta.get_field(name)
    if link.many_to_many:
        return list(form.initial.get(name, []))
    row = form.instance._state.fields_cache.get(name)
    return [row] if row else []


class KnownChoices(ModelChoiceIterator):
    """Answers as its queryset would, which an autocomplete asks for what is chosen."""

    def __init__(
        self, field: forms.ModelChoiceField, rows: Iterable[models.Model]
    ) -> None:
        super().__init__(field)
        self.rows, self.queryset, self.stored = rows, self, self.queryset

    def using(self, database: str | None) -> "KnownChoices":
        self.stored = self.stored.using(database)
        return self

    def filter(self, **wanted: set[str]) -> Iterable[models.Model]:
        ((lookup, keys),) = wanted.items()
        name = lookup.removesuffix("__in")
        known = {str(getattr(row, name)): row for row in self.rows}
        if keys <= known.keys():
            return [row for key, row in known.items() if key in keys]
        return self.stored.filter(**wanted)
