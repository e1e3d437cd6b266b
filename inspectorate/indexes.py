"""Indexes for the filters of lists, in the order of the lists."""

from django.db import models


def filtered(
    table: str, *columns: str, then: tuple[str, ...] = ("id",)
) -> list[models.Index]:
    """One for each column that a list is narrowed by; `then` is the list's order."""
    return [
        models.Index(fields=[column, *then], name=f"{table}_{column}")
        for column in columns
    ]


def halves(table: str, column: str) -> list[models.Index]:
    """Two for a column of yes and no: asked by `WHERE NOT column`, as Django asks, no
    index that begins with the column is used by SQLite.
    """
    names = {True: f"{table}_{column}", False: f"{table}_not_{column}"}
    return [
        models.Index(fields=["id"], condition=models.Q((column, answer)), name=name)
        for answer, name in names.items()
    ]
