"""Connections that are kept from one request to the next."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql import base
from psycopg.errors import UndefinedTable

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has no server to lose"
    ),
]


@pytest.fixture
def kept() -> Iterator[BaseDatabaseWrapper]:
    """A connection of its own, as a request finds it that comes after others."""
    own = connection.copy()
    own.ensure_connection()
    own.health_check_enabled, own.health_check_done = True, False
    yield own
    own.close()


def end(kept: BaseDatabaseWrapper) -> int:
    """As a server does that starts anew; the number of the process it was."""
    number = kept.connection.info.backend_pid
    with connection.cursor() as cursor:
        # Until it is gone, or for as many milliseconds.
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [number])
    return number


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list:
    """Of which connections the server is asked whether they stand."""
    found = []
    monkeypatch.setattr(
        base.DatabaseWrapper, "is_usable", lambda self: not found.append(self)
    )
    return found


def test_connection_that_stands_is_not_asked(
    kept: BaseDatabaseWrapper, asked: list
) -> None:
    assert kept.is_usable()

    assert asked == []


def test_connection_that_the_server_has_ended_is_opened_anew(
    kept: BaseDatabaseWrapper,
) -> None:
    ended = end(kept)

    with kept.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (number,) = cursor.fetchone()

    assert number != ended


def test_server_is_asked_once_something_went_wrong(
    kept: BaseDatabaseWrapper, asked: list
) -> None:
    kept.errors_occurred = True

    assert kept.is_usable()

    assert asked == [kept]


def test_closed_connection_is_not_usable(kept: BaseDatabaseWrapper) -> None:
    kept.connection.close()

    assert not kept.is_usable()


def test_transaction_that_has_failed_is_not_usable(kept: BaseDatabaseWrapper) -> None:
    raw = kept.connection
    raw.execute("BEGIN")
    with pytest.raises(UndefinedTable):
        raw.execute("SELECT * FROM nowhere")

    assert not kept.is_usable()
