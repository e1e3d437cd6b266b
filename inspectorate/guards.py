"""Rules that cross tables, held by triggers on both databases.

An app lists its own as GUARDS in a module guards.py; they are laid after every
migration, for altering a table on SQLite rebuilds it without its triggers. Whoever
breaks one meets `django.db.IntegrityError` with the guard's sentence.
"""

from importlib import import_module
from importlib.util import find_spec
from typing import NamedTuple

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper


class Guard(NamedTuple):
    """Refuses a new or changed row of `table` where the SQL condition `breaks` holds.

    The row is NEW, {today} the day in London; `refusal` is the sentence, without an
    apostrophe. `locks` are the rows that everybody who could break the rule from
    another table locks as well, in SELECTs with NEW: two at once would each not see
    what the other adds. SQLite has one writer at a time and needs none.
    """

    name: str
    table: str
    breaks: str
    refusal: str
    locks: tuple[str, ...] = ()


class Echo(NamedTuple):
    """Runs SQL after an `event` on a row of `table`, where the condition `when` holds:
    what another table has to know of it, whoever wrote it.

    `event` is that of a trigger, "UPDATE OF text_en" for example; OLD and NEW are the
    row before and after.
    """

    name: str
    table: str
    event: str
    when: str
    does: tuple[str, ...]


def stays(name: str, table: str) -> Guard:
    """That a row is never moved to another inspection."""
    # Every name here is of our own.
    moved = (
        f"EXISTS (SELECT 1 FROM {table} stored WHERE stored.id = NEW.id "  # noqa: S608
        "AND stored.inspection_id <> NEW.inspection_id)"
    )
    refusal = "It stays in its case: delete it, and write it in the other one."
    return Guard(name, table, moved, refusal)


EVENTS = ("INSERT", "UPDATE")
# SQLite knows no time zones; its day is that of UTC.
TODAY = {
    "sqlite": "date('now')",
    "postgresql": "(now() AT TIME ZONE 'Europe/London')::date",
}


def install_after_migrate(
    app_config: AppConfig, using: str = DEFAULT_DB_ALIAS, **kwargs: object
) -> None:
    """Lay the guards of one app; post_migrate calls it."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for guard in guards_of(app_config):
            if guard.table in tables:
                for statement in statements(guard, connection):
                    cursor.execute(statement)


def remove_before_migrate(
    app_config: AppConfig, using: str = DEFAULT_DB_ALIAS, **kwargs: object
) -> None:
    """Take the guards of one app away; pre_migrate calls it.

    SQLite rebuilds a table that is altered, and refuses while a trigger of another
    table names it.
    """
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for guard in guards_of(app_config):
            for event in EVENTS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {guard.name}_{event.lower()}")
            cursor.execute(f"DROP TRIGGER IF EXISTS {guard.name}")


def guards_of(app_config: AppConfig) -> list[Guard | Echo]:
    name = f"{app_config.name}.guards"
    return import_module(name).GUARDS if find_spec(name) else []


def statements(guard: Guard | Echo, connection: BaseDatabaseWrapper) -> list[str]:
    if isinstance(guard, Echo):
        return echo_sql(guard, connection.vendor)
    breaks = guard.breaks.format(today=TODAY[connection.vendor])
    if connection.vendor == "postgresql":
        return postgresql_sql(guard, breaks)
    return sqlite_sql(guard, breaks)


def postgresql_sql(guard: Guard, breaks: str) -> list[str]:
    locks = "".join(
        f"PERFORM 1 FROM ({lock} FOR NO KEY UPDATE) AS locked; " for lock in guard.locks
    )
    return [
        (
            f"CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger AS $$ BEGIN "
            f"{locks}IF {breaks} THEN RAISE EXCEPTION '{guard.refusal}' "
            "USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END; "
            "$$ LANGUAGE plpgsql"
        ),
        f'DROP TRIGGER IF EXISTS {guard.name} ON "{guard.table}"',
        (
            f'CREATE TRIGGER {guard.name} BEFORE INSERT OR UPDATE ON "{guard.table}" '
            f"FOR EACH ROW EXECUTE FUNCTION {guard.name}()"
        ),
    ]


def sqlite_sql(guard: Guard, breaks: str) -> list[str]:
    result = []
    for event in EVENTS:
        name = f"{guard.name}_{event.lower()}"
        result += [
            f"DROP TRIGGER IF EXISTS {name}",
            (
                f'CREATE TRIGGER {name} BEFORE {event} ON "{guard.table}" '
                f"WHEN {breaks} BEGIN SELECT RAISE(ABORT, '{guard.refusal}'); END"
            ),
        ]
    return result


def echo_sql(echo: Echo, vendor: str) -> list[str]:
    does = " ".join(f"{statement};" for statement in echo.does)
    head = (
        f'CREATE TRIGGER {echo.name} AFTER {echo.event} ON "{echo.table}" FOR EACH ROW'
    )
    if vendor == "sqlite":
        return [
            f"DROP TRIGGER IF EXISTS {echo.name}",
            f"{head} WHEN {echo.when} BEGIN {does} END",
        ]
    return [
        (
            f"CREATE OR REPLACE FUNCTION {echo.name}() RETURNS trigger AS $$ BEGIN "
            f"{does} RETURN NULL; END; $$ LANGUAGE plpgsql"
        ),
        f'DROP TRIGGER IF EXISTS {echo.name} ON "{echo.table}"',
        f"{head} WHEN ({echo.when}) EXECUTE FUNCTION {echo.name}()",
    ]
