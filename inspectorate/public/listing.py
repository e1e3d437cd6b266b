"""Lists that a stranger filters and pages through, without a cookie or a script."""

from collections.abc import Callable
from typing import ClassVar, NamedTuple

from django import forms
from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, FilterSet
from django_filters.views import FilterView

from authorities.models import Authority, Service
from inspectorate.paging import BadCursor, paginate
from inspectorate.public.choices import (
    Choices,
    Label,
    in_groups,
    labelled,
    language_if_other,
    told_apart,
)
from inspectorate.public.facets import Counting, Facet, counted, facets_of
from inspectorate.reports.models import Edition
from inspectorate.reports.search.index import NOT_STATED


def choice(label: str, **kwargs: object) -> ChoiceFilter:
    """A filter by one of a few values; another value is answered by a sentence."""
    return ChoiceFilter(
        label=label,
        empty_label=_("All"),
        error_messages={
            "invalid_choice": _("“%(value)s” is not one of the choices of this list.")
        },
        **kwargs,
    )


class Chosen(NamedTuple):
    """A filter in use, for people: `language` only where it is not the page's;
    `without` leads to the list without it.
    """

    filter: str
    value: str
    group: str
    language: str
    without: str


class PublicFilter(FilterSet):
    """Offers what occurs in published editions, and nothing a draft has."""

    # By filter, what counts the rows of each of its choices.
    counting: ClassVar[dict[str, Counting]] = {}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        # Read here and once: a callable would be asked for each check and rendering.
        for name, read in self.choices().items():
            if self.is_offered or name in self.data:
                self.filters[name].extra["choices"] = read()

    def choices(self) -> dict[str, Callable[[], Choices]]:
        """What reads the choices of a filter."""
        return {"authority": authorities, "service": services, "year": years}

    @property
    def is_offered(self) -> bool:
        """Whether a form offers the filters; a copy of the site has none."""
        return not getattr(self.request, "copied_from", "")

    @property
    def is_used(self) -> bool:
        return any(self.data.get(name) for name in self.filters)

    @property
    def facets(self) -> list[Facet]:
        """The filters for a form, with counts where `counting` tells how."""
        return facets_of(self, self.counting)

    @property
    def chosen(self) -> list[Chosen]:
        """What the list is filtered by, in the order of the form."""
        self.form.is_valid()
        return [
            Chosen(
                field.label, label, group, language_if_other(label), self.without(field)
            )
            for field in self.form
            for group, pairs in in_groups(field.field.choices)
            for value, label in pairs
            if str(value) and str(value) == self.form.cleaned_data.get(field.name)
        ]

    def without(self, field: forms.BoundField) -> str:
        """The query of the list without one filter, from its first page."""
        query = self.data.copy()
        for name in (field.name, "cursor"):
            query.pop(name, None)
        return query.urlencode()


def in_use(model: type[models.Model], field: str) -> models.QuerySet:
    """The rows that a published edition has in its field."""
    editions = Edition.objects.published().filter(**{field: OuterRef("pk")})
    return model._default_manager.filter(Exists(editions))


def services() -> Choices:
    return labelled(in_use(Service, "service"), "code")


def authorities() -> Choices:
    rows = in_use(Authority, "authorities").by_name()
    return told_apart([(row.slug, Label.of(row.name)) for row in rows])


def years() -> Choices:
    """Those in which something was published, newest first, then those of none."""
    current = Edition.objects.published().current().order_by("-sorted_on__year")
    numbers = current.values_list("sorted_on__year", flat=True).distinct()
    return [
        (NOT_STATED, _("Date not stated"))
        if number == Edition.UNDATED.year
        else (str(number), str(number))
        for number in numbers
    ]


def years_of(rows: models.QuerySet) -> models.QuerySet:
    """Count editions by the choices of years()."""
    year = models.Case(
        models.When(sorted_on=Edition.UNDATED, then=models.Value(NOT_STATED)),
        default=Cast("sorted_on__year", models.CharField()),
    )
    return counted(year)(rows)


def published_in(queryset: models.QuerySet, year: str, path: str) -> models.QuerySet:
    """Filter by the year that an edition bears; `path` leads to the edition."""
    if year == NOT_STATED:
        return queryset.filter(**{f"{path}sorted_on": Edition.UNDATED})
    return queryset.filter(**{f"{path}sorted_on__year": year})


class Paged:
    """A list of which a page begins after the last row of the one before."""

    # The public sees these in the address of a page: no column of them is a secret.
    order = ("-sorted_on", "-register_entry__sequence")
    page_size = 20

    def get(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponse:
        try:
            return super().get(request, *args, **kwargs)
        except BadCursor as refusal:
            context = {"refusal": refusal}
            return render(request, "public/list_bad_cursor.html", context, status=400)

    def to_page(self) -> models.QuerySet:
        """The rows that make up a page, in no order yet."""
        return self.object_list

    def get_context_data(self, **kwargs: object) -> dict:
        page = paginate(
            self.to_page(),
            order=self.order,
            size=self.page_size,
            cursor=self.request.GET.get("cursor"),
        )
        return super().get_context_data(page=page, **kwargs)


class FoundList(Paged, FilterView):
    """What the filters leave, page by page, and how many there are in all."""

    def get_context_data(self, **kwargs: object) -> dict:
        count = self.object_list.count()
        return super().get_context_data(count=count, **kwargs)
