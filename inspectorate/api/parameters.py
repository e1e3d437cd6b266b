"""Parameters of a list: each one is known, given once and understood, or refused.

A filter that is silently ignored answers with rows that nobody asked for.
"""

import re
from collections.abc import Callable, Collection
from datetime import UTC, datetime

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet, filters
from django_filters.fields import IsoDateTimeField
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.drainage import set_override
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.views import APIView

from inspectorate.api.language import LANGUAGE, language_of
from inspectorate.api.rendering import FORMAT, ONE_FORM


class NamedFilterSet(FilterSet):
    """With the filters alone that are asked for: to make all of them takes longer than
    the page.
    """

    def __init__(self, data: dict | None = None, *args: object, **kw: object) -> None:
        known, asked = type(self).base_filters, data or {}
        self.base_filters = {name: known[name] for name in known if name in asked}
        super().__init__(data, *args, **kw)


class StrictFilterBackend(DjangoFilterBackend):
    """Filters a list by the view's `filterset_class`.

    What stands at an address of its own is not filtered; `detail_parameters` of the
    view names the parameters it takes.
    """

    filterset_base = NamedFilterSet

    def filter_queryset(
        self, request: Request, queryset: models.QuerySet, view: APIView
    ) -> models.QuerySet:
        if view.action != "list":
            language = [LANGUAGE] if view.action == "retrieve" else []
            refuse_odd(request, [*getattr(view, "detail_parameters", ()), *language])
            return queryset
        refuse_odd(request, known_to(view))
        return super().filter_queryset(request, queryset, view)


def known_to(view: APIView) -> list[str]:
    return [*view.filterset_class.base_filters, *view.pagination_class.parameters]


def is_plain(request: Request, view: APIView) -> bool:
    """Whether nothing narrows the list; raises ValidationError as refuse_odd() does."""
    refuse_odd(request, known_to(view))
    return not request.query_params.keys() & view.filterset_class.base_filters.keys()


def refuse_odd(request: Request, known: Collection[str]) -> None:
    """Raise ValidationError for parameters that are unknown, repeated or empty."""
    errors = {
        name: [sentence]
        for name, values in request.query_params.lists()
        if (sentence := oddity(name, values, known))
    }
    if errors:
        raise exceptions.ValidationError(errors)
    language_of(request)


def oddity(name: str, values: list[str], known: Collection[str]) -> str | None:
    if name == FORMAT and name not in known:
        return ONE_FORM
    if name not in known and not known:
        return _("This address takes no parameters. Leave it out.")
    if name not in known:
        sentence = _("There is no such parameter here. Choose from: %(known)s.")
        return sentence % {"known": ", ".join(sorted(known))}
    if len(values) > 1:
        return _("Give this parameter once only.")
    if not values[0].strip():
        return _("This parameter has no value. Give one, or leave it out.")
    return None


class KnownField(forms.CharField):
    """Text that `find` turns into what is looked for, None when it finds nothing.

    `missing` is the sentence about a text without a finding, with %(value)s in it.
    """

    def __init__(
        self, *, find: Callable[[str], object], missing: str, **kwargs: object
    ) -> None:
        super().__init__(**kwargs)
        self.find, self.missing = find, missing

    def clean(self, value: str | None) -> object:
        text = super().clean(value)
        if not text:
            return None
        found = self.find(text)
        if found is None:
            raise ValidationError(self.missing, params={"value": text})
        return found


class KnownFilter(filters.CharFilter):
    """Rows of one authority, service, … by its public code.

    `find` may return a row, a code or a set of rows, which `lookup_expr` compares.
    """

    field_class = KnownField


class OneOfFilter(filters.ChoiceFilter):
    def __init__(self, *, choices: list[tuple[str, str]], **kwargs: object) -> None:
        codes = ", ".join(code for code, _label in choices)
        sentence = _("“%(value)s” is not one of its values. Choose one of: {codes}.")
        super().__init__(
            choices=choices,
            error_messages={"invalid_choice": format_lazy(sentence, codes=codes)},
            **kwargs,
        )


class YesNoField(forms.NullBooleanField):
    """Unlike its base, which takes nonsense for no answer."""

    ANSWERS = {"true": True, "false": False}
    widget = forms.TextInput

    def to_python(self, value: str | None) -> bool | None:
        if not value:
            return None
        if value not in self.ANSWERS:
            sentence = _("“%(value)s” is neither true nor false. Write one of these.")
            raise ValidationError(sentence, params={"value": value})
        return self.ANSWERS[value]


class YesNoFilter(filters.BooleanFilter):
    field_class = YesNoField


class DayField(forms.DateField):
    default_error_messages = {
        "invalid": _("This is not a day. Write it as year-month-day: 2015-04-23.")
    }

    def __init__(self, **kwargs: object) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)


class DayFilter(filters.DateFilter):
    field_class = DayField


# The space before an offset, not the one between a day and a time.
SPACED_OFFSET = re.compile(r"(:\d\d(?:\.\d+)?) (\d\d:?\d\d)$")


class MomentField(IsoDateTimeField):
    """A moment that has a name in UTC too, which year 1 and year 9999 may not have.

    Without an offset it is one of London.
    """

    default_error_messages = {
        "invalid": _("This is not a moment. Write it as 2026-03-02T12:00:00Z.")
    }

    def to_python(self, value: str | None) -> datetime | None:
        # A + that is not escaped in an address comes as a space.
        moment = super().to_python(value and SPACED_OFFSET.sub(r"\1+\2", value))
        try:
            return moment and moment.astimezone(UTC)
        except OverflowError as error:
            raise ValidationError(self.error_messages["invalid"]) from error


class MomentFilter(filters.IsoDateTimeFilter):
    field_class = MomentField


class WholeNumberField(forms.IntegerField):
    def __init__(self, *, largest: int, smallest: int = 1, **kwargs: object) -> None:
        sentence = _("This is not a number from {smallest} to {largest}. Write one.")
        told = format_lazy(sentence, smallest=smallest, largest=largest)
        messages = {"invalid": told, "min_value": told, "max_value": told}
        super().__init__(
            min_value=smallest, max_value=largest, error_messages=messages, **kwargs
        )


class WholeNumberFilter(filters.NumberFilter):
    field_class = WholeNumberField

    def __init__(self, *, largest: int, smallest: int = 1, **kwargs: object) -> None:
        super().__init__(largest=largest, smallest=smallest, **kwargs)
        bounds = {"minimum": smallest, "maximum": largest}
        set_override(self, "field", {"type": "integer", **bounds})
