"""Django's PostgreSQL, with one thing done otherwise."""

import select

from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus


class DatabaseWrapper(base.DatabaseWrapper):
    def is_usable(self) -> bool:
        """Whether a kept connection still leads to the server, before the first
        statement of a request.

        A server that ends a connection, as when it starts anew, has said so, and that
        waits to be read. Django asks by a statement of its own each time, which took a
        fifth of a page of the API; that is done where something waits, went wrong, or
        is under way, for a transaction that has failed takes no further statement.
        """
        if self.connection is None or self.connection.closed:
            return False
        server = self.connection.pgconn
        waiting = select.poll()
        waiting.register(server.socket, select.POLLIN)
        is_idle = server.transaction_status == TransactionStatus.IDLE
        if waiting.poll(0) or self.errors_occurred or not is_idle:
            return super().is_usable()
        return True
