"""Words found in the texts of a table, by an index that the database keeps itself.

A model names its texts: `SEARCHED = ["text_en", "text_cy"]`. PostgreSQL has an index
over them, SQLite a table of words (FTS5) with triggers; both find whole words in any
order, without regard to case, and what begins so where a word ends with an asterisk.
Words that a model has cut and folded itself, with a space between, are taken as they
are: `SEARCHED_AS_STORED = True`.
"""

import re
from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler

# A search that finds more is to be narrowed; so many are looked up, and no more.
MOST = 1000
WORD = re.compile(r"[^\W_]+\*?")
# Enough for a sentence that is pasted into the field.
WORDS = 20


def words_of(text: str) -> list[list[str]]:
    """The words between spaces: those of EXAMPLE-2025-01 stand side by side."""
    phrases = [WORD.findall(each) for each in text.lower().split()]
    return [phrase for phrase in phrases if phrase][:WORDS]


class Table(NamedTuple):
    """One to search: its index, or these columns where it is small and has none."""

    model: type[models.Model]
    columns: list[str]

    def is_indexed(self) -> bool:
        return hasattr(self.model, "SEARCHED")


def find(
    tables: dict[str, Table],
    text: str,
    most: int = MOST,
    using: str = DEFAULT_DB_ALIAS,
) -> dict[str, list[int]]:
    """The numbers of the rows of each table that hold every word of `text`: `most`, and
    one if there are more. SQLite gives the newest, PostgreSQL any.
    """
    found = {name: [] for name in tables}
    if not (tables and words_of(text)):
        return found
    connection = connections[using]
    asked = [found_in(table, text, most, connection) for table in tables.values()]
    sql = " UNION ALL ".join(
        f"SELECT {place}, * FROM ({each}) AS found_{place}"  # noqa: S608 - ours
        for place, (each, _params) in enumerate(asked)
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [each for _sql, params in asked for each in params])
        for place, number in cursor.fetchall():
            found[list(tables)[place]].append(number)
    return found


class Holds(models.Func):
    """Whether a row of `model` holds every word of `text`, as a condition in SQL.

    For words so common that numbers would be too many; find() tells.
    """

    output_field = models.BooleanField()

    def __init__(self, model: type[models.Model], text: str) -> None:
        super().__init__(models.F("pk"))
        self.model, self.words = model, words_of(text)

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_extra: object
    ) -> tuple[str, list]:
        pk, params = compiler.compile(self.get_source_expressions()[0])
        name = index_name(self.model)
        found = f"SELECT rowid FROM {name} WHERE {name} MATCH %s"  # noqa: S608 - ours
        return f"{pk} IN ({found})", [*params, written(self.words, connection)]

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_extra: object
    ) -> tuple[str, list]:
        pk, _params = compiler.compile(self.get_source_expressions()[0])
        table = pk.rpartition(".")[0]
        test = f"{vector(self.model, table)} @@ to_tsquery('simple', %s)"
        return test, [written(self.words, connection)]


def written(phrases: list[list[str]], connection: BaseDatabaseWrapper) -> str:
    """The words as the database's own query; they hold no sign but the asterisk."""
    if connection.vendor == "postgresql":
        joined = (" <-> ".join(phrase) for phrase in phrases)
        return " & ".join(f"({each})" for each in joined).replace("*", ":*")
    return " ".join(quoted(phrase) for phrase in phrases)


def quoted(phrase: list[str]) -> str:
    """For SQLite, where only the last word of a phrase may be left open."""
    words = " ".join(word.rstrip("*") for word in phrase)
    return f'"{words}"*' if phrase[-1].endswith("*") else f'"{words}"'


def found_in(
    table: Table, text: str, most: int, connection: BaseDatabaseWrapper
) -> tuple[str, Sequence]:
    # Every name here is a table or column of ours, nothing comes from outside.
    if not table.is_indexed():
        rows = holding_in_columns(table, text)[: most + 1]
        return rows.query.get_compiler(connection=connection).as_sql()
    name, model = index_name(table.model), table.model._meta
    if connection.vendor == "postgresql":
        test = f"{vector(table.model)} @@ to_tsquery('simple', %s)"
        # In no order: with one, the planner may read the table for a rare word.
        asked = f'SELECT "{model.pk.column}" FROM "{model.db_table}" WHERE {test}'  # noqa: S608
    else:
        asked = f"SELECT rowid FROM {name} WHERE {name} MATCH %s ORDER BY rowid DESC"  # noqa: S608
    return f"{asked} LIMIT {most + 1}", [written(words_of(text), connection)]


def holding_in_columns(table: Table, text: str) -> models.QuerySet:
    rows = table.model._base_manager.values("pk")
    for word in text.replace("*", "").split():
        asked = [models.Q((f"{name}__icontains", word)) for name in table.columns]
        rows = rows.filter(reduce(or_, asked))
    return rows


# The index


def index_name(model: type[models.Model]) -> str:
    return f"{model._meta.db_table}_words"


def columns_of(model: type[models.Model]) -> list[str]:
    return [model._meta.get_field(name).column for name in model.SEARCHED]


def is_as_stored(model: type[models.Model]) -> bool:
    return getattr(model, "SEARCHED_AS_STORED", False)


def vector(model: type[models.Model], table: str = "") -> str:
    """The words of a row. Signs go first, which the two databases read differently."""
    at = f"{table}." if table else ""
    if is_as_stored(model):
        (column,) = columns_of(model)
        return f'inspectorate_words({at}"{column}")'
    text = " || ' ' || ".join(f'{at}"{column}"' for column in columns_of(model))
    return f"to_tsvector('simple', regexp_replace({text}, '[\\W_]+', ' ', 'g'))"


def searched_models(app_config: AppConfig) -> list[type[models.Model]]:
    return [m for m in app_config.get_models() if hasattr(m, "SEARCHED")]


def install_after_migrate(
    app_config: AppConfig, using: str = DEFAULT_DB_ALIAS, **kwargs: object
) -> None:
    """Lay the indexes of one app; post_migrate calls it."""
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for model in searched_models(app_config):
            if model._meta.db_table not in tables:
                continue
            for statement in index_sql(model, connection, cursor):
                cursor.execute(statement)


def index_sql(
    model: type[models.Model], connection: BaseDatabaseWrapper, cursor: object
) -> list[str]:
    name, table = index_name(model), f'"{model._meta.db_table}"'
    if connection.vendor == "postgresql":
        return gin_sql(name, table, vector(model), cursor)
    cursor.execute(
        "SELECT name, sql FROM sqlite_master WHERE name LIKE %s", [f"{name}%"]
    )
    laid = dict(cursor.fetchall())
    wanted = {name: words_table(model), **triggers(model)}
    if all(laid.get(each) == sql for each, sql in wanted.items()):
        return []
    # A table that was altered has lost its triggers, and perhaps changed meanwhile.
    drops = [f"DROP TRIGGER IF EXISTS {each}" for each in triggers(model)]
    rebuild = f"INSERT INTO {name}({name}) VALUES ('rebuild')"  # noqa: S608
    return [*drops, f"DROP TABLE IF EXISTS {name}", *wanted.values(), rebuild]


# What it costs is what reading a long row does, which the planner does not count: it
# would rather make the words of all rows anew than read the index.
AS_STORED = (
    "CREATE OR REPLACE FUNCTION inspectorate_words(words text) RETURNS tsvector AS $$ "
    "BEGIN RETURN array_to_tsvector(string_to_array(words, ' ')); END; $$ "
    "LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 10000"
)


def gin_sql(name: str, table: str, words: str, cursor: object) -> list[str]:
    """The comment of the index keeps what it was made of, so that a change is seen."""
    cursor.execute("SELECT obj_description(to_regclass(%s), 'pg_class')", [name])
    if cursor.fetchone() == (words,):
        return []
    return [
        AS_STORED,
        f"DROP INDEX IF EXISTS {name}",
        f"CREATE INDEX {name} ON {table} USING gin ({words})",
        "COMMENT ON INDEX {} IS '{}'".format(name, words.replace("'", "''")),
    ]


def words_table(model: type[models.Model]) -> str:
    columns = ", ".join(f'"{column}"' for column in columns_of(model))
    cut = "tokenize='unicode61 remove_diacritics 0'"
    if is_as_stored(model):
        # No places are kept: each word stands in a row once, in no order.
        cut = "tokenize=\"ascii tokenchars '=:-_'\", detail=none"
    return (
        f"CREATE VIRTUAL TABLE {index_name(model)} USING fts5({columns}, "
        f"content='{model._meta.db_table}', content_rowid='{model._meta.pk.column}', "
        f"{cut})"
    )


def triggers(model: type[models.Model]) -> dict[str, str]:
    name, table = index_name(model), f'"{model._meta.db_table}"'
    columns = [f'"{column}"' for column in columns_of(model)]
    into = f"{name}(rowid, {', '.join(columns)})"
    out = f"{name}({name}, rowid, {', '.join(columns)})"
    told = [f'"{model._meta.pk.column}"', *columns]
    new, old = (", ".join(f"{row}.{name}" for name in told) for row in ("NEW", "OLD"))
    add = f"INSERT INTO {into} VALUES ({new});"  # noqa: S608
    take = f"INSERT INTO {out} VALUES ('delete', {old});"  # noqa: S608
    events = {
        "insert": ("INSERT", add),
        "delete": ("DELETE", take),
        "update": (f"UPDATE OF {', '.join(columns)}", f"{take} {add}"),
    }
    return {
        f"{name}_{each}": (
            f"CREATE TRIGGER {name}_{each} AFTER {event} ON {table} BEGIN {act} END"
        )
        for each, (event, act) in events.items()
    }
