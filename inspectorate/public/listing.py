"""Lists that a stranger filters and pages through, without a cookie or a script."""

from collections.abc import Iterable

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


class ToldSelect(forms.Select):
    """Marks the choices that are not in the page's language."""

    def create_option(
        self, name: str, value: str, label: str, *args: object, **kwargs: object
    ) -> dict:
        option = super().create_option(name, value, label, *args, **kwargs)
        language = getattr(label, "language", get_language())
        if language != get_language():
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


class PublicFilter(FilterSet):
    """Offers what occurs in published editions, and nothing a draft has."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        # Read here and once: a callable would be asked for each check and rendering.
        for name, choices in self.choices().items():
            self.filters[name].extra["choices"] = choices

    def choices(self) -> dict[str, Choices]:
        return {
            "authority": authorities(),
            "service": labelled(in_use(Service, "service"), "code"),
            "year": years(),
        }

    @property
    def is_used(self) -> bool:
        return any(self.data.get(name) for name in self.filters)


def labelled(rows: Iterable[models.Model], key: str) -> Choices:
    """Choices of the rows' names, in the order of the names."""
    choices = [(getattr(row, key), Label.of(row.name)) for row in rows]
    return sorted(choices, key=lambda pair: pair[1].casefold())


def in_use(model: type[models.Model], field: str) -> models.QuerySet:
    """The rows that a published edition has in its field."""
    editions = Edition.objects.published().filter(**{field: OuterRef("pk")})
    return model._default_manager.filter(Exists(editions))


def authorities() -> Choices:
    rows = in_use(Authority, "authorities").by_name()
    return [(row.slug, Label.of(row.name)) for row in rows]


NOT_STATED = "not-stated"


def years() -> Choices:
    """From the newest edition's year to the oldest's, and for those of none."""
    dated = Edition.objects.published().exclude(sorted_on=Edition.UNDATED)
    ends = dated.aggregate(first=models.Min("sorted_on"), last=models.Max("sorted_on"))
    numbers = (
        range(ends["last"].year, ends["first"].year - 1, -1) if ends["last"] else ()
    )
    return [
        *((str(year), str(year)) for year in numbers),
        (NOT_STATED, _("Date not stated")),
    ]


def published_in(queryset: models.QuerySet, year: str, path: str) -> models.QuerySet:
    """Filter by the year that an edition bears; `path` leads to the edition."""
    if year == NOT_STATED:
        return queryset.filter(**{f"{path}sorted_on": Edition.UNDATED})
    return queryset.filter(**{f"{path}sorted_on__year": year})


class FoundList(FilterView):
    """What the filters leave, page by page, and how many there are in all."""

    order = ("-sorted_on", "-pk")
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
        count = self.object_list.count()
        return super().get_context_data(page=page, count=count, **kwargs)
