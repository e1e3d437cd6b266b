"""Filters that offer no choices: words that are written, and the order of a list.

They stand beside the others in the form, by templates/public/list_words.html.
"""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django import forms
from django.core.validators import RegexValidator
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter

LONGEST = 100


class Beside(forms.CharField):
    def __init__(self, *, choices: Iterable = (), **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.choices = choices


class WordsFilter(CharFilter):
    """Leaves the rows of which each word is in one of the `fields`.

    What is longer than a few words is answered by a sentence.
    """

    field_class = Beside

    def __init__(self, label: str, *, fields: tuple[str, ...]) -> None:
        told = _("Write at most 100 characters: a few words find more.")
        super().__init__(
            label=label,
            choices=(),
            max_length=LONGEST,
            error_messages={"max_length": told},
        )
        self.fields = fields

    def filter(self, queryset: QuerySet, value: str) -> QuerySet:
        for word in value.split():
            places = [Q(**{f"{name}__icontains": word}) for name in self.fields]
            queryset = queryset.filter(reduce(or_, places))
        return queryset


class OrderFilter(CharFilter):
    """Leaves all rows: the list itself asks for the order, one of `orders`."""

    field_class = Beside

    def __init__(self, label: str, *, orders: Iterable[str]) -> None:
        told = _("This list has no such order.")
        known = RegexValidator(rf"\A(?:{'|'.join(orders)})\Z", told)
        super().__init__(label=label, choices=(), validators=[known])

    def filter(self, queryset: QuerySet, value: str) -> QuerySet:
        return queryset
