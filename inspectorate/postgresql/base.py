"""Django's PostgreSQL, with one thing done otherwise."""

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    def is_usable(self) -> bool:
        """Whether a kept connection still leads to the server, before the first
        statement of a request.

        A server that ends a connection, as when it starts anew, has said so, and that
        waits to be read. Django asks by a statement of its own each time, which took a
        fifth of a page of the API; that is done where something waits, or went wrong.
        """
        if self.connection is None or self.connection.closed:
            return False
        waiting = select.poll()
        waiting.register(self.connection.pgconn.socket, select.POLLIN)
        if waiting.poll(0) or self.errors_occurred:
            return super().is_usable()
        return True
