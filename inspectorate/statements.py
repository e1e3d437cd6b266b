"""Statements that are put together once and carried out often.

To write a statement of many columns takes Django longer than the database takes to
answer it; so where the same is asked again and again, with other values, it is kept.
"""

from collections.abc import Sequence

from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler


class Slot(models.Expression):
    """The place of a value that is known only when the statement is carried out."""

    def __init__(self, place: int, output_field: models.Field) -> None:
        super().__init__(output_field=output_field)
        self.place = place

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, list["Slot"]]:
        return "%s", [self]


class OneOf(models.Func):
    """Whether a column is one of so many slots, the first of which is of `first`."""

    output_field = models.BooleanField()

    def __init__(
        self, column: str, field: models.Field, count: int, first: int = 0
    ) -> None:
        slots = (Slot(place, field) for place in range(first, first + count))
        super().__init__(models.F(column), *slots)

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: object
    ) -> tuple[str, list]:
        column, *slots = self.get_source_expressions()
        sql, params = compiler.compile(column)
        return f"{sql} IN ({', '.join(['%s'] * len(slots))})", [*params, *slots]


class Statement:
    """A query that gives tuples, as values_list() does."""

    def __init__(self, rows: models.QuerySet) -> None:
        compiler = rows.query.get_compiler(rows.db)
        self.using, (self.sql, self.params) = rows.db, compiler.as_sql()
        asked = [expression for expression, _sql, _alias in compiler.select]
        self.converters = compiler.get_converters(asked)
        self.fields = {each.place: each for each in self.params if is_slot(each)}

    def rows(self, values: Sequence[object] = ()) -> list[tuple]:
        """`values` come where the slots are, in the order of their places."""
        connection = connections[self.using]
        given = {
            place: slot.output_field.get_db_prep_value(values[place], connection)
            for place, slot in self.fields.items()
        }
        params = [given[each.place] if is_slot(each) else each for each in self.params]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            found = cursor.fetchall()
        return self.converted(found, connection) if self.converters else found

    def converted(
        self, found: Sequence[tuple], connection: BaseDatabaseWrapper
    ) -> list[tuple]:
        """What the database gives in types of its own, as Django would give it."""
        columns = list(zip(*found, strict=True))
        for place, (converters, expression) in self.converters.items():
            for convert in converters if columns else ():
                columns[place] = [
                    convert(value, expression, connection) for value in columns[place]
                ]
        return list(zip(*columns, strict=True))


def is_slot(param: object) -> bool:
    return isinstance(param, Slot)
