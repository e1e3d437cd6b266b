"""The filters of a list with what each choice would leave, counted as the list is."""

from collections.abc import Callable
from itertools import groupby
from typing import NamedTuple

from django import forms
from django.db.models import CharField, Count, Expression, F, QuerySet, Value
from django.db.models.functions import Cast
from django_filters import FilterSet

from inspectorate.public.choices import Choices, in_groups, language_if_other
from inspectorate.public.words import Beside

# Of a list's rows, those per value of a filter: see counted().
Counting = Callable[[QuerySet], QuerySet]


class Option(NamedTuple):
    """`language` only where it is not the page's; `count` None where none is told."""

    value: str
    label: str
    language: str
    count: int | None
    is_chosen: bool


class Group(NamedTuple):
    label: str
    language: str
    options: list[Option]


class Facet(NamedTuple):
    field: forms.BoundField
    groups: list[Group]


def counted(by: str | Expression, **among: object) -> Counting:
    """Count the rows by what `by` leads to; where that is many, by those `among`."""
    value = Cast(F(by) if isinstance(by, str) else by, CharField())

    def count(rows: QuerySet) -> QuerySet:
        told = rows.order_by().filter(**among).annotate(facet_value=value)
        return told.values("facet_value").annotate(
            facet_count=Count("pk", distinct=True)
        )

    return count


def facets_of(filterset: FilterSet, counting: dict[str, Counting]) -> list[Facet]:
    """Those that leave a choice beside “All”, or were filled in wrongly."""
    fields = [field for field in filterset.form if not isinstance(field.field, Beside)]
    counts = {} if filterset.form.errors else counts_of(filterset, counting)
    facets = [
        Facet(field, groups_of(field, counts.get(field.name))) for field in fields
    ]
    return [facet for facet in facets if facet.groups or facet.field.errors]


def counts_of(
    filterset: FilterSet, counting: dict[str, Counting]
) -> dict[str, dict[str, int]]:
    """By filter and value, how many rows that value leaves beside the other filters:
    all of them by one statement.
    """
    counts: dict[str, dict[str, int]] = {name: {} for name in counting}
    parts = [
        count(left_by_others(filterset, name))
        .annotate(facet=Value(name, output_field=CharField()))
        .values_list("facet", "facet_value", "facet_count")
        for name, count in counting.items()
    ]
    if not parts:
        return counts
    first, *others = parts
    for name, value, count in first.union(*others, all=True):
        counts[name][value] = count
    return counts


def left_by_others(filterset: FilterSet, name: str) -> QuerySet:
    """The list as it would be without one of its filters."""
    rows = filterset.queryset.all()
    used = filterset.form.cleaned_data if filterset.is_bound else {}
    for other, value in used.items():
        if other != name:
            rows = filterset.filters[other].filter(rows, value)
    return rows


def groups_of(field: forms.BoundField, counts: dict[str, int] | None) -> list[Group]:
    """The choices in their groups, without those that would leave nothing."""
    chosen = str(field.value() or "")
    groups = []
    for label, within in groupby(
        in_groups(choices_of(field)), key=lambda pair: pair[0]
    ):
        pairs = [pair for _label, choices in within for pair in choices]
        options = [option(*pair, chosen, counts) for pair in pairs]
        options = [each for each in options if each.count != 0 or each.is_chosen]
        if options:
            groups.append(Group(label, language_if_other(label), options))
    return groups


def choices_of(field: forms.BoundField) -> Choices:
    """Without “All”."""
    return [pair for pair in field.field.choices if pair[0] != ""]


def option(
    value: str, label: str, chosen: str, counts: dict[str, int] | None
) -> Option:
    count = None if counts is None else counts.get(str(value), 0)
    language = language_if_other(label)
    return Option(str(value), label, language, count, str(value) == chosen)
