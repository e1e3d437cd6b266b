"""Tables whose rows are never taken away, and those whose rows are never changed.

The rule is held by triggers, so that it also binds raw SQL and other programs.
Whoever breaks it meets `django.db.IntegrityError`.
"""

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

REFUSAL = "Rows of %s are permanent: add a new row that corrects the old one."


class Kept(models.Model):
    """Base of a record that is never taken away; what of it may change is held by
    guards.

    A subclass states its uniqueness without conditions: SQLite's REPLACE removes
    the row it collides with, and only the columns of such rules can be watched.
    """

    class Meta:
        abstract = True


class AppendOnly(Kept):
    """Base of a record that is permanent once written: nor is it ever changed."""

    class Meta:
        abstract = True


def install_after_migrate(
    app_config: AppConfig, using: str = DEFAULT_DB_ALIAS, **kwargs: object
) -> None:
    """Lay the triggers of one app's tables; post_migrate calls it."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    for model in kept_models(app_config):
        if model._meta.db_table in tables:
            install(model, connection)


def kept_models(app_config: AppConfig) -> list[type[Kept]]:
    return [m for m in app_config.get_models() if issubclass(m, Kept)]


def install(model: type[Kept], connection: BaseDatabaseWrapper) -> None:
    """Lay a table's triggers, replacing any of the same names."""
    run(connection, drop_sql(model, connection) + create_sql(model, connection))


def remove(model: type[Kept], connection: BaseDatabaseWrapper) -> None:
    """Take a table's triggers away; for tests that must empty the tables."""
    run(connection, drop_sql(model, connection))


def run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def trigger_names(model: type[Kept], vendor: str) -> list[str]:
    acts = {
        "sqlite": ["update", "delete", "replace"],
        "postgresql": ["change", "truncate"],
    }
    return [f"{model._meta.db_table}_no_{act}" for act in acts[vendor]]


def drop_sql(model: type[Kept], connection: BaseDatabaseWrapper) -> list[str]:
    quote = connection.ops.quote_name
    on = f" ON {quote(model._meta.db_table)}" if connection.vendor != "sqlite" else ""
    return [
        f"DROP TRIGGER IF EXISTS {quote(name)}{on}"
        for name in trigger_names(model, connection.vendor)
    ]


def create_sql(model: type[Kept], connection: BaseDatabaseWrapper) -> list[str]:
    if connection.vendor == "postgresql":
        return postgresql_sql(model, connection)
    return sqlite_sql(model, connection)


def postgresql_sql(model: type[Kept], connection: BaseDatabaseWrapper) -> list[str]:
    table = connection.ops.quote_name(model._meta.db_table)
    change, truncate = trigger_names(model, "postgresql")
    acts = "UPDATE OR DELETE" if issubclass(model, AppendOnly) else "DELETE"
    # TRUNCATE fires no row trigger, so it has a statement trigger of its own.
    return [
        (
            "CREATE OR REPLACE FUNCTION inspectorate_append_only() RETURNS trigger AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL % '%'}', TG_TABLE_NAME "
            "USING ERRCODE = 'restrict_violation'; END; $$ LANGUAGE plpgsql"
        ),
        (
            f'CREATE TRIGGER "{change}" BEFORE {acts} ON {table} '
            "FOR EACH ROW EXECUTE FUNCTION inspectorate_append_only()"
        ),
        (
            f'CREATE TRIGGER "{truncate}" BEFORE TRUNCATE ON {table} '
            "FOR EACH STATEMENT EXECUTE FUNCTION inspectorate_append_only()"
        ),
    ]


def sqlite_sql(model: type[Kept], connection: BaseDatabaseWrapper) -> list[str]:
    table = connection.ops.quote_name(model._meta.db_table)
    refuse = f"SELECT RAISE(ABORT, '{REFUSAL % model._meta.db_table}');"
    update, delete, replace = trigger_names(model, "sqlite")
    # REPLACE removes the row it collides with and fires no delete trigger.
    # Every name here is a column or table of ours, nothing comes from outside.
    met = collision(keys_laid(model, connection))
    collides = f"EXISTS (SELECT 1 FROM {table} WHERE {met})"  # noqa: S608
    # So does UPDATE OR REPLACE, with a row other than its own.
    takes_another = f"{collides[:-1]} AND id <> OLD.id)"
    when = "" if issubclass(model, AppendOnly) else f"WHEN {takes_another} "
    begin = f"BEGIN {refuse} END"
    return [
        f'CREATE TRIGGER "{update}" BEFORE UPDATE ON {table} {when}{begin}',
        f'CREATE TRIGGER "{delete}" BEFORE DELETE ON {table} {begin}',
        f'CREATE TRIGGER "{replace}" BEFORE INSERT ON {table} WHEN {collides} {begin}',
    ]


def collision(keys: list[list[str]]) -> str:
    """Return the SQL test whether the row NEW meets a row that is already there."""
    met = " OR ".join(
        "(" + " AND ".join(f'"{column}" = NEW."{column}"' for column in columns) + ")"
        for columns in keys
    )
    return f"({met})"


def keys_laid(model: type[Kept], connection: BaseDatabaseWrapper) -> list[list[str]]:
    """Those whose columns are there: an earlier release may not have them all."""
    with connection.cursor() as cursor:
        table = model._meta.db_table
        cursor.execute("SELECT name FROM pragma_table_info(%s)", [table])
        columns = {name for (name,) in cursor.fetchall()}
    return [key for key in unique_columns(model) if columns.issuperset(key)]


def unique_columns(model: type[Kept]) -> list[list[str]]:
    meta = model._meta
    single = [[field.column] for field in meta.concrete_fields if field.unique]
    together = [
        [meta.get_field(name).column for name in constraint.fields]
        for constraint in meta.total_unique_constraints
    ]
    return single + together
