"""Figures by authority, each of which opens the list that it counts.

A figure is the number of rows of the query by which its list is narrowed, on the same
day, so that they cannot tell differently.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from django.contrib.admin import AdminSite
from django.db import models
from django.http import HttpRequest
from django.urls import reverse

from authorities.models import Authority
from inspectorate.narrowing import AT, Kinds


class Column(NamedTuple):
    """The rows of which `kind` is true; their list is narrowed to them by `asked`.

    `way` leads from a row to the authority. `since`, where it matters how long they
    have waited, gives the day since when. `decides` says what the inspectorate has to
    decide, "" where it is not for it to decide.
    """

    kind: models.TextChoices
    rows: models.QuerySet
    way: str
    asked: dict[str, str]
    since: models.Expression | None = None
    decides: str = ""


class Figure(NamedTuple):
    """`days` is the age of the oldest in days, None where it does not matter or is not
    known.
    """

    label: str
    count: int
    address: str
    days: int | None
    decides: str


class Line(NamedTuple):
    name: str
    figures: list[Figure]


class Table(NamedTuple):
    """`total` counts each row once, though it be about several authorities."""

    labels: list[str]
    lines: list[Line]
    total: Line


class Counting:
    """Counts for one person, who is told of no row that their lists do not show, on one
    day.
    """

    def __init__(
        self, request: HttpRequest, site: AdminSite, at: date, today: date
    ) -> None:
        self.request, self.site, self.at = request, site, at
        self.told_day = {AT: at.isoformat()} if at < today else {}

    def shown(self, model: type[models.Model]) -> models.QuerySet:
        """The rows of a list, as the list has them."""
        rows = self.site.get_model_admin(model).get_queryset(self.request)
        return rows.order_by().prefetch_related(None)

    def among(self, kind: Kinds, rows: models.QuerySet) -> models.QuerySet:
        return kind.among(rows, self.at)

    def address(self, model: type[models.Model], asked: dict[str, str]) -> str:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        return f"{reverse(name)}?{urlencode({**asked, **self.told_day})}"

    def table(self, columns: list[Column], name: str) -> Table:
        """A line for each authority that has any, those with the most of the first
        column first; `name` is that of the total.
        """
        counted = [self.by_authority(each) for each in columns]
        concerned = {number for each in counted for number in each}
        authorities = Authority.objects.filter(pk__in=concerned).by_name()
        lines = [
            Line(
                str(authority),
                [
                    self.figure(column, found.get(authority.pk, [0]), authority)
                    for column, found in zip(columns, counted, strict=True)
                ],
            )
            for authority in authorities
        ]
        lines.sort(key=lambda line: [-figure.count for figure in line.figures])
        total = Line(name, [self.total(each) for each in columns])
        return Table([each.kind.label for each in columns], lines, total)

    def by_authority(self, column: Column) -> dict[int, list]:
        """How many, and the oldest day; of rows about no authority nothing is told."""
        asked = counts(column)
        counted = column.rows.values(column.way).annotate(**asked)
        counted = counted.values_list(column.way, *asked)
        return {number: told for number, *told in counted if number is not None}

    def total(self, column: Column) -> Figure:
        told = column.rows.aggregate(**counts(column))
        return self.figure(column, [*told.values()])

    def figure(
        self,
        column: Column,
        told: list,
        authority: Authority | None = None,
    ) -> Figure:
        count, since = [*told, None][:2]
        asked = column.asked | ({"authority": authority.slug} if authority else {})
        address = self.address(column.rows.model, asked)
        days = (self.at - since).days if since else None
        return Figure(column.kind.label, count, address, days, column.decides)


def counts(column: Column) -> dict[str, models.Aggregate]:
    """How many, and the oldest day where it matters."""
    told = {"count": models.Count("pk")}
    if column.since is None:
        return told
    return {**told, "oldest": models.Min(column.since)}


def to_decide(tables: Iterable[Table]) -> list[Figure]:
    """What is to be decided of all that the tables tell, without what is nothing."""
    found = [figure for table in tables for figure in table.total.figures]
    return [figure for figure in found if figure.decides and figure.count]
