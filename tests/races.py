"""Acts that truly meet: for tests with @pytest.mark.django_db(transaction=True)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

from django.db import IntegrityError, connection, models, transaction

from inspectorate.lifecycle import Refusal

# Long enough for every thread to reach the locked row, or to run past it.
HELD = 0.3


def at_once(acts: list[Callable[[], object]], *, behind: models.Model) -> list[object]:
    """Start acts in threads while the row `behind` is locked, then let it go.

    Returns what each act returned, or the text of its refusal. An act that reads the
    row without asking for its lock has read it too early by the time it goes on.
    """
    together = Barrier(len(acts) + 1, timeout=20)

    def attempt(act: Callable[[], object]) -> object:
        connection.ensure_connection()
        together.wait()
        try:
            return act()
        except Refusal as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        with transaction.atomic():
            type(behind)._base_manager.select_for_update().get(pk=behind.pk)
            started = [pool.submit(attempt, act) for act in acts]
            together.wait()
            sleep(HELD)
        return [each.result(timeout=60) for each in started]


def during(
    change: Callable[[], object],
    act: Callable[[], object],
    then: Callable[[], object] = lambda: None,
) -> tuple[object, object]:
    """Start `act` in a thread while `change` is not committed, and later `then` still
    in the same transaction.

    Returns what `then` returned, and what the act did or the text of its refusal, be
    that of a verb or of the database.
    """

    def attempt() -> object:
        try:
            return act()
        except (Refusal, IntegrityError) as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            change()
            started = pool.submit(attempt)
            sleep(HELD)
            seen = then()
        return seen, started.result(timeout=60)
