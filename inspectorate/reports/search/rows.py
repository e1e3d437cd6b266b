"""Rows of editions that hold words: first the editions by their index, then each row by
itself, for no index is kept of every row. See docs/search.md.
"""

from functools import reduce
from operator import and_, or_

from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q
from django.db.models.sql.compiler import SQLCompiler

from inspectorate.reports.search.index import MOST, editions_sql, fact
from inspectorate.reports.search.pattern import pattern
from inspectorate.reports.search.terms import (
    LANGUAGES,
    All,
    Any,
    Expression,
    expression_of,
)


def holding(words: list[str], text: str) -> Q:
    """Those whose `text`, in one language of the two, holds every word."""
    return reduce(
        or_,
        (
            compared(expression, f"{text}_{language}", language)
            for language, expression in asked_of(words).items()
        ),
    )


def asked_of(words: list[str]) -> dict[str, All]:
    return {
        language: All(tuple(expression_of(word, language) for word in words))
        for language in LANGUAGES
    }


def compared(asked: Expression, column: str, language: str) -> Q:
    if isinstance(asked, Any) and all(isinstance(each, str) for each in asked.parts):
        return Q((f"{column}__regex", pattern(asked.parts, language)))
    joined = or_ if isinstance(asked, Any) else and_
    return reduce(joined, (compared(each, column, language) for each in asked.parts))


class EditionHolds(models.Func):
    """Whether the current edition of a row holds every word in this part of it, as a
    condition in SQL. A former one is in no index, and holds none.
    """

    output_field = models.BooleanField()

    def __init__(self, words: list[str], part: str) -> None:
        super().__init__(models.F("edition"))
        self.asked = Any(
            tuple(
                All((fact(language, part), *expression.parts))
                for language, expression in asked_of(words).items()
            )
        )

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_extra: object
    ) -> tuple[str, list]:
        return self.among("IN ({})", compiler, connection)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_extra: object
    ) -> tuple[str, list]:
        # As one value, for the planner takes a regular expression for cheap: joined, it
        # would rather compare all rows and look at their editions afterwards.
        return self.among("= ANY (ARRAY({}))", compiler, connection)

    def among(
        self, test: str, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, list]:
        edition, params = compiler.compile(self.get_source_expressions()[0])
        found, asked = editions_sql(self.asked)
        return f"{edition} {test.format(found)}", [*params, *asked]

    def is_rare(self) -> bool:
        """Whether so few editions hold them that to look these up first is worth it.

        Of words that many hold, a page is sooner full by comparing row after row.
        """
        found, asked = editions_sql(self.asked)
        with connection.cursor() as cursor:
            cursor.execute(f"{found} LIMIT {MOST + 1}", asked)
            return len(cursor.fetchall()) <= MOST
