"""What goes with every migration: whether it can be undone, and the triggers, without
which permanent rows are not permanent.
"""

from collections.abc import Sequence

from django.apps import apps
from django.core.management.base import CommandError
from django.db import DEFAULT_DB_ALIAS
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import Migration

from inspectorate import guards, searching
from inspectorate.history import append_only

LAID = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def refuse_before_migrate(
    plan: Sequence[tuple[Migration, bool]] = (), **kwargs: object
) -> None:
    """Refuse a way back that ends half-way; pre_migrate calls it, before any change.

    A migration that cannot be undone tells why in `no_way_back`.
    """
    for migration, backwards in plan:
        if backwards and not all(each.reversible for each in migration.operations):
            why = getattr(migration, "no_way_back", "It cannot be undone.")
            msg = (
                f"Nothing was changed, for the way back ends at {migration}. {why} To "
                "go back further, restore the copy of the database that was made "
                "before the upgrade."
            )
            raise CommandError(msg)


def lay_triggers(using: str = DEFAULT_DB_ALIAS) -> None:
    """Lay every trigger that fits the schema as it is now."""
    for app_config in apps.get_app_configs():
        append_only.install_after_migrate(app_config, using=using)
        guards.install_after_migrate(app_config, using=using)
        searching.install_after_migrate(app_config, using=using)


def missing_triggers(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of those that this release has and the database has not."""
    expected = set()
    for app_config in apps.get_app_configs():
        for model in append_only.kept_models(app_config):
            expected.update(append_only.trigger_names(model, connection.vendor))
        for guard in guards.guards_of(app_config):
            expected.update(guards.trigger_names(guard, connection.vendor))
    with connection.cursor() as cursor:
        cursor.execute(LAID[connection.vendor])
        return sorted(expected - {name for (name,) in cursor.fetchall()})
