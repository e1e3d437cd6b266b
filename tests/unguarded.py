"""A guard taken away until the test ends, as in a database of before it."""

from django.apps import apps
from django.db import connection

from inspectorate.guards import Guard, guards_of, trigger_names


def with_guard_away(name: str) -> None:
    """Of two rules that meet the same row, the trigger is asked first."""
    for app in apps.get_app_configs():
        for guard in guards_of(app):
            if guard.name == name:
                take_away(guard)


def take_away(guard: Guard) -> None:
    with connection.cursor() as cursor:
        for name in trigger_names(guard, connection.vendor):
            of = f" ON {guard.table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{of}")
