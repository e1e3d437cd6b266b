from django.core.management.commands import migrate
from django.db import connections

from inspectorate.history import migrating


class Command(migrate.Command):
    """Django's own, which leaves no table without its triggers where it fails."""

    def handle(self, *args: object, **options: object) -> None:
        try:
            super().handle(*args, **options)
        except (Exception, KeyboardInterrupt):
            connection = connections[options["database"]]
            # What failed may have left its transaction open.
            connection.close()
            connection.connect()
            migrating.lay_triggers(connection.alias)
            raise
