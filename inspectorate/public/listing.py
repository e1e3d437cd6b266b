"""Lists that a stranger filters and pages through, without a cookie or a script."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django import forms
from django.db import models
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, FilterSet
from django_filters.views import FilterView

from authorities.models import Authority, Service
from inspectorate.fields import Wording
from inspectorate.paging import BadCursor, paginate
from inspectorate.reports.models import Edition

Choices = list[tuple[str, str]]


class Label(str):
    """The text of a choice, which knows the language it is in."""

    __slots__ = ("language",)

    @classmethod
    def of(cls, wording: Wording) -> "Label":
        words, language = wording.in_language(get_language())
        label = cls(words)
        label.language = language
        return label


def language_if_other(label: str) -> str:
    """The language of a choice; empty where it is that of the page."""
    language = getattr(label, "language", get_language())
    return "" if language == get_language() else language


class ToldSelect(forms.Select):
    """Marks the choices that are not in the page's language."""

    def create_option(
        self, name: str, value: str, label: str, *args: object, **kwargs: object
    ) -> dict:
        option = super().create_option(name, value, label, *args, **kwargs)
        if language := language_if_other(label):
            option["attrs"]["lang"] = language
        return option


def choice(label: str, **kwargs: object) -> ChoiceFilter:
    """A filter by one of a few values; another value is answered by a sentence."""
    return ChoiceFilter(
        label=label,
        empty_label=_("All"),
        widget=ToldSelect,
        error_messages={
            "invalid_choice": _("“%(value)s” is not one of the choices of this list.")
        },
        **kwargs,
    )


class Chosen(NamedTuple):
    """A filter in use, for people: `language` only where it is not the page's."""

    filter: str
    value: str
    language: str


class PublicFilter(FilterSet):
    """Offers what occurs in published editions, and nothing a draft has."""

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
    def shown(self) -> list[forms.BoundField]:
        """The fields that leave a choice beside “All”, or were filled in wrongly."""
        return [
            field
            for field in self.form
            if len(list(field.field.choices)) > 1 or field.errors
        ]

    @property
    def chosen(self) -> list[Chosen]:
        """What the list is filtered by, in the order of the form."""
        self.form.is_valid()
        return [
            Chosen(field.label, label, language_if_other(label))
            for field in self.form
            for value, label in field.field.choices
            if str(value) and str(value) == self.form.cleaned_data.get(field.name)
        ]


def labelled(rows: Iterable[models.Model], key: str) -> Choices:
    """Choices of the rows' names, in the order of the names."""
    choices = [(getattr(row, key), Label.of(row.name)) for row in rows]
    return sorted(choices, key=lambda pair: pair[1].casefold())


def in_use(model: type[models.Model], field: str) -> models.QuerySet:
    """The rows that a published edition has in its field."""
    editions = Edition.objects.published().filter(**{field: OuterRef("pk")})
    return model._default_manager.filter(Exists(editions))


def services() -> Choices:
    return labelled(in_use(Service, "service"), "code")


def authorities() -> Choices:
    rows = in_use(Authority, "authorities").by_name()
    return [(row.slug, Label.of(row.name)) for row in rows]


NOT_STATED = "not-stated"


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
