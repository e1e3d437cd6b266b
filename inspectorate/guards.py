"""Rules that cross tables, held by triggers on both databases.

An app lists its own as GUARDS in a module guards.py; they are taken away before every
migration and laid after it, each that fits the schema as it is then. Whoever breaks one
meets `django.db.IntegrityError` with the guard's sentence.
"""

import re
from importlib import import_module
from importlib.util import find_spec
from typing import NamedTuple

from django.apps import AppConfig
from django.db import (
    DEFAULT_DB_ALIAS,
    OperationalError,
    ProgrammingError,
    connections,
    transaction,
)
from django.db.backends.base.base import BaseDatabaseWrapper

from inspectorate import schema

EVENTS = ("INSERT", "UPDATE")
# Of what is never changed, an update is refused for that alone.
ADDED = ("INSERT",)


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
    events: tuple[str, ...] = EVENTS


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


ROW = r'\b(?:NEW|OLD)\.("\w+"|\w+)'


def summer_turns(months: int) -> str:
    """01:00 UTC on the last Sunday of the 31 days that begin `months` after January."""
    since = f"'start of year', '+{months} months', '+24 days'"
    return f"datetime('now', {since}, 'weekday 0', '+1 hour')"


# SQLite knows no time zones; its clock is that of UTC, and London's is an hour ahead
# from the last Sunday of March to that of October.
TODAY = {
    "sqlite": (
        f"(CASE WHEN datetime('now') >= {summer_turns(2)} "
        f"AND datetime('now') < {summer_turns(9)} "
        "THEN date('now', '+1 hour') ELSE date('now') END)"
    ),
    "postgresql": "(now() AT TIME ZONE 'Europe/London')::date",
}


def install_after_migrate(
    app_config: AppConfig, using: str = DEFAULT_DB_ALIAS, **kwargs: object
) -> None:
    """Lay the guards of one app; post_migrate calls it."""
    connection, guards = connections[using], guards_of(app_config)
    if guards and schema.waiting_migrations(connection):
        guards = [guard for guard in guards if fits(guard, connection)]
    with connection.cursor() as cursor:
        for guard in guards:
            for statement in statements(guard, connection):
                cursor.execute(statement)


def remove_before_migrate(
    app_config: AppConfig, using: str = DEFAULT_DB_ALIAS, **kwargs: object
) -> None:
    """Take the guards of one app away; pre_migrate calls it.

    A table is not altered while a trigger of another names it, and what a migration
    takes away a guard must not ask for.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        for guard in guards_of(app_config):
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP FUNCTION IF EXISTS {guard.name}() CASCADE")
                continue
            for name in trigger_names(guard, connection.vendor):
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


def fits(guard: Guard | Echo, connection: BaseDatabaseWrapper) -> bool:
    """Whether all that it names is there, which the schema of an earlier release may
    not have. The database is asked to plan it, with any row as NEW and OLD.
    """
    # Every name here is of our own.
    row = rf'(SELECT any_row.\1 FROM "{guard.table}" any_row LIMIT 1)'  # noqa: S608
    # As the two databases call a table or column that is not there.
    is_not_there = {"sqlite": OperationalError, "postgresql": ProgrammingError}
    try:
        with transaction.atomic(connection.alias), connection.cursor() as cursor:
            for sql in asked(guard, connection.vendor):
                cursor.execute(f"EXPLAIN {re.sub(ROW, row, sql)}")
    except is_not_there[connection.vendor]:
        return False
    return True


def asked(guard: Guard | Echo, vendor: str) -> list[str]:
    """The statements that it runs."""
    if isinstance(guard, Echo):
        return [f"SELECT 1 WHERE {guard.when}", *guard.does]
    return [f"SELECT 1 WHERE {condition(guard, vendor)}", *guard.locks]


def trigger_names(guard: Guard | Echo, vendor: str) -> list[str]:
    if isinstance(guard, Echo) or vendor == "postgresql":
        return [guard.name]
    return [f"{guard.name}_{event.lower()}" for event in guard.events]


def guards_of(app_config: AppConfig) -> list[Guard | Echo]:
    name = f"{app_config.name}.guards"
    return import_module(name).GUARDS if find_spec(name) else []


def statements(guard: Guard | Echo, connection: BaseDatabaseWrapper) -> list[str]:
    if isinstance(guard, Echo):
        return echo_sql(guard, connection.vendor)
    breaks = condition(guard, connection.vendor)
    if connection.vendor == "postgresql":
        return postgresql_sql(guard, breaks)
    return sqlite_sql(guard, breaks)


def condition(guard: Guard, vendor: str) -> str:
    return guard.breaks.format(today=TODAY[vendor])


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
            f"CREATE TRIGGER {guard.name} BEFORE {' OR '.join(guard.events)} "
            f'ON "{guard.table}" FOR EACH ROW EXECUTE FUNCTION {guard.name}()'
        ),
    ]


def sqlite_sql(guard: Guard, breaks: str) -> list[str]:
    result = []
    for name, event in zip(trigger_names(guard, "sqlite"), guard.events, strict=True):
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
