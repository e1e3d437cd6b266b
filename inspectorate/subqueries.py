"""What a query tells in one column of another one."""

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler


class Counted(models.Subquery):
    """How many rows a query gives. A slice ends it early: none counts a whole table."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = models.IntegerField()


class Joined(models.Subquery):
    """The texts of the only column `told` of a query as one text, None of no row."""

    template = "(SELECT %(join)s(told, '%(between)s') FROM (%(subquery)s) AS joined)"
    output_field = models.TextField()

    def __init__(self, queryset: models.QuerySet, between: str) -> None:
        super().__init__(queryset, between=between)

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: object
    ) -> tuple[str, list]:
        join = "STRING_AGG" if connection.vendor == "postgresql" else "GROUP_CONCAT"
        return super().as_sql(compiler, connection, join=join, **extra)
