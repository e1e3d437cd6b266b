"""Lists of the admin that cost the same for a million rows as for a few.

Nothing counts a whole table, sorts one, or reads one for a word: rows come in the
order of an index, the count ends where nobody counts on, and words are looked up in
an index of theirs (searching.py).
"""

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import build_q_object_from_lookup_parameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.db.models.constants import LOOKUP_SEP
from django.http import HttpRequest
from django.utils.functional import cached_property

from inspectorate.searching import MOST, Holds, Table, find
from inspectorate.subqueries import Counted

MOST_CHOICES = 100


class BoundedList(ChangeList):
    """Shows the first MOST rows of what was asked for, in one statement with their
    count. Whoever looks for another one narrows the list.
    """

    def get_results(self, request: HttpRequest) -> None:
        first = (self.page_num - 1) * self.list_per_page
        if not 0 <= first < MOST:
            raise IncorrectLookupParameters
        asked = self.queryset.order_by().values("pk")[: MOST + 1]
        counted = self.queryset.annotate(rows_found=Counted(asked))
        self.result_list = list(counted[first : first + self.list_per_page])
        found = self.result_list[0].rows_found if self.result_list else 0
        is_cut = getattr(request, "is_cut", False)
        if is_cut and found < self.list_per_page:
            request.asks_all = True
            self.queryset = self.get_queryset(request)
            return self.get_results(request)
        if first and not self.result_list:
            raise IncorrectLookupParameters
        self.has_more = found > MOST or is_cut
        self.result_count = min(found, MOST)
        self.full_result_count, self.can_show_all = None, False
        self.show_admin_actions = bool(self.result_list)
        self.multi_page = self.result_count > self.list_per_page
        self.paginator = Paginator(range(self.result_count), self.list_per_page)
        return None


def leading_to(link: str, far: models.QuerySet) -> models.Q:
    """Rows whose `link` leads to one of `far`, as a condition.

    By number where these are few. Where they are many, row after row is asked.
    """
    numbers = list(far.order_by().values_list("pk", flat=True)[: MOST + 1])
    if len(numbers) <= MOST:
        return models.Q(**{f"{link}__in": numbers})
    return models.Q(models.Exists(far.filter(pk=models.OuterRef(link))))


class OfFar:
    """Makes a filter by a column of another table ask that table first: a join would
    gather and sort all that lead to what is chosen.
    """

    def queryset(
        self, request: HttpRequest, queryset: models.QuerySet
    ) -> models.QuerySet:
        link, _sep, _column = self.field_path.partition(LOOKUP_SEP)
        asked = {
            name.removeprefix(link + LOOKUP_SEP): value
            for name, value in self.used_parameters.items()
        }
        if not asked:
            return queryset
        try:
            chosen = build_q_object_from_lookup_parameters(asked)
            far = model_at(queryset.model, link)._base_manager.filter(chosen)
            return queryset.filter(leading_to(link, far))
        except (ValueError, ValidationError) as error:
            raise IncorrectLookupParameters(error) from error


class FarChoices(OfFar, admin.ChoicesFieldListFilter):
    pass


class FarRelated(OfFar, admin.RelatedFieldListFilter):
    pass


class BoundedPaginator(Paginator):
    @cached_property
    def count(self) -> int:
        rows = self.object_list.order_by().values("pk")
        return min(rows[: MOST + 1].count(), MOST)


class GrowingTable:
    """Makes an admin class one of a table that grows without end.

    Its rows stand newest first, and are sorted by another column only where no two
    have the same there and an index knows the order. `search_fields` says which
    tables are searched: those whose model names its texts are searched by words.
    """

    ordering = ("-pk",)
    show_full_result_count = False

    def get_changelist(self, request: HttpRequest, **kwargs: object) -> type:
        return BoundedList

    def get_sortable_by(self, request: HttpRequest) -> list[str]:
        unique = {field.name for field in self.opts.concrete_fields if field.unique}
        return [name for name in self.get_list_display(request) if name in unique]

    def get_paginator(
        self,
        request: HttpRequest,
        queryset: models.QuerySet,
        *args: object,
        **named: object,
    ) -> Paginator:
        """Of the field that looks choices up."""
        return BoundedPaginator(queryset, *args, **named)

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        text = search_term.strip()
        if not text:
            return queryset, False
        most = MOST
        if "term" in request.GET:
            # The field looks up while its last word is being typed, and shows a few.
            text, most = f"{text}*", MOST_CHOICES
        asks_all = getattr(request, "asks_all", False)
        newest_do = not asks_all and self.are_newest_shown(request, queryset)
        request.is_cut = False
        tables, found = self.searched(request), models.Q()
        for way, numbers in find(tables, text, most, queryset.db).items():
            model = tables[way].model
            is_cut = len(numbers) > most and tables[way].is_indexed()
            if is_cut and way:
                whole = model._base_manager.filter(Holds(model, text)).values("pk")
                found |= self.leading(way, whole)
            elif is_cut and not newest_do:
                found |= models.Q(Holds(model, text))
            elif numbers:
                request.is_cut |= is_cut
                found |= self.leading(way, numbers)
        return (queryset.filter(found) if found else queryset.none()), False

    def are_newest_shown(self, request: HttpRequest, rows: models.QuerySet) -> bool:
        """Whether `rows` hold the newest of all, or most of those."""
        return not rows.query.where

    def searched(self, request: HttpRequest) -> dict[str, Table]:
        """The tables of search_fields by the way to them, "" for its own."""
        tables = {}
        for name in self.get_search_fields(request):
            way, _sign, column = name.lstrip("=^@").rpartition(LOOKUP_SEP)
            table = tables.setdefault(way, Table(model_at(self.model, way), []))
            table.columns.append(column)
        return tables

    def leading(self, way: str, numbers: list[int] | models.QuerySet) -> models.Q:
        """Rows of these numbers, or at whose end of `way` stands one of them."""
        path = models.Q((f"{way or 'pk'}__in", numbers))
        if LOOKUP_SEP in way or (way and self.opts.get_field(way).many_to_many):
            # A join would show a row once for each that it leads to.
            return models.Q(pk__in=self.model._base_manager.filter(path).values("pk"))
        return path


def model_at(model: type[models.Model], way: str) -> type[models.Model]:
    """The model at the end of a way of relations, itself for an empty one."""
    for name in way.split(LOOKUP_SEP) if way else []:
        model = model._meta.get_field(name).related_model
    return model
