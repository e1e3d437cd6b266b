"""Whether the database has the schema of this release, or less: of an earlier one."""

from functools import cache

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def waiting_migrations(connection: BaseDatabaseWrapper) -> int:
    applied = MigrationRecorder(connection).applied_migrations()
    return len(shipped_migrations() - applied.keys())


@cache
def shipped_migrations() -> frozenset[tuple[str, str]]:
    """App and name of each; read once, for a load balancer asks every few seconds."""
    return frozenset(MigrationLoader(None).graph.nodes)
