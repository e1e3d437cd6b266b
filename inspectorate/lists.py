"""Lists of the admin that cost the same for a million rows as for a few.

Nothing counts a whole table, sorts one, or reads one for a word: rows come in the
order of an index, the count ends where nobody counts on, and words are looked up in
an index of theirs (searching.py).
"""

from functools import reduce
from operator import or_

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.db import models
from django.db.models.constants import LOOKUP_SEP
from django.http import HttpRequest
from django.utils.functional import cached_property

from inspectorate.paging import UpTo
from inspectorate.searching import MOST, Holds, find


class BoundedList(ChangeList):
    """Shows the first MOST rows of what was asked for, in one statement with their
    count. Whoever looks for another one narrows the list.
    """

    def get_results(self, request: HttpRequest) -> None:
        first = (self.page_num - 1) * self.list_per_page
        if not 0 <= first < MOST:
            raise IncorrectLookupParameters
        asked = self.queryset.order_by().values("pk")[: MOST + 1]
        counted = self.queryset.annotate(rows_found=UpTo(asked))
        self.result_list = list(counted[first : first + self.list_per_page])
        if first and not self.result_list:
            raise IncorrectLookupParameters
        found = self.result_list[0].rows_found if self.result_list else 0
        self.has_more, self.result_count = found > MOST, min(found, MOST)
        self.full_result_count, self.can_show_all = None, False
        self.show_admin_actions = bool(self.result_list)
        self.multi_page = self.result_count > self.list_per_page
        self.paginator = Paginator(range(self.result_count), self.list_per_page)


def leading_to(link: str, far: models.QuerySet) -> models.Q:
    """Rows whose `link` leads to one of `far`, as a condition.

    By number where these are few. Where they are many, row after row is asked: a join
    would gather and sort all that lead to them.
    """
    numbers = list(far.order_by().values_list("pk", flat=True)[: MOST + 1])
    if len(numbers) <= MOST:
        return models.Q(**{f"{link}__in": numbers})
    return models.Q(models.Exists(far.filter(pk=models.OuterRef(link))))


class BoundedPaginator(Paginator):
    @cached_property
    def count(self) -> int:
        return min(self.object_list.order_by()[: MOST + 1].count(), MOST)


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
        if "term" in request.GET:
            text += "*"  # the field looks up while its last word is being typed
        found = models.Q()
        for way, columns in self.searched(request).items():
            found |= self.found_by(request, way, columns, queryset, text)
        return (queryset.filter(found) if found else queryset.none()), False

    def searched(self, request: HttpRequest) -> dict[str, list[str]]:
        """The columns of search_fields by the way to their table, "" for its own."""
        ways = {}
        for name in self.get_search_fields(request):
            way, _sign, column = name.lstrip("=^@").rpartition(LOOKUP_SEP)
            ways.setdefault(way, []).append(column)
        return ways

    def found_by(
        self,
        request: HttpRequest,
        way: str,
        columns: list[str],
        rows: models.QuerySet,
        text: str,
    ) -> models.Q:
        """Rows that hold the words, or at the end of `way` lead to one that does."""
        model = model_at(self.model, way)
        if not hasattr(model, "SEARCHED"):
            numbers = find_in_small(model, columns, text, rows.db)
        else:
            numbers = find(model, text, rows.db)
        if not numbers:
            return models.Q()
        is_file = request.path.endswith("/export/")
        if way:
            if len(numbers) > MOST and hasattr(model, "SEARCHED"):
                numbers = model._base_manager.filter(Holds(model, text)).values("pk")
            path = f"{way}__in"
            if LOOKUP_SEP in way or self.opts.get_field(way).many_to_many:
                leading = self.model._base_manager.filter(**{path: numbers})
                return models.Q(pk__in=leading.values("pk"))
            return models.Q(**{path: numbers})
        if len(numbers) > MOST and (rows.query.where or is_file):
            # The newest of all may be none of those that the list is narrowed to, and
            # a file holds all.
            return models.Q(Holds(model, text))
        return models.Q(pk__in=numbers)


def find_in_small(
    model: type[models.Model], columns: list[str], text: str, using: str
) -> list[int]:
    """As find(), in a table so small that reading it costs nothing."""
    rows = model._base_manager.using(using)
    for word in text.replace("*", "").split():
        asked = [models.Q((f"{column}__icontains", word)) for column in columns]
        rows = rows.filter(reduce(or_, asked))
    return list(rows.values_list("pk", flat=True)[: MOST + 1])


def model_at(model: type[models.Model], way: str) -> type[models.Model]:
    """The model at the end of a way of relations, itself for an empty one."""
    for name in way.split(LOOKUP_SEP) if way else []:
        model = model._meta.get_field(name).related_model
    return model
