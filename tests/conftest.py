"""What every test stands on; the rows it needs come from tests/factories.py."""

import gc
import sys
from collections.abc import Iterator
from pathlib import Path
from time import sleep

import django.test
import pytest
from django.apps import apps
from django.conf import settings as configured
from django.core.cache import cache
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import translation
from pytest_django import DjangoDbBlocker, Settings

import authorities.reference_data
import inspectorate.concerns.reference_data
import inspectorate.frameworks.reference_data
import inspectorate.measures.reference_data
import inspectorate.reports.reference_data
from inspectorate.history import append_only

TESTS = Path(__file__).parent
# Tests in these folders draw whole pages of the workspace, read whose turn it is in
# all there is, publish report after report, or break by hand in the database what the
# models refuse already. They, the tests that draw whole pages of the public site, and
# those that walk over many inputs or count queries are run before a commit is handed
# on.
LONG_FOLDERS = {"admin", "alerts", "compare", "guards", "reminders", "staff"}
LONG_WAYS = {
    "subtests",
    "count_queries",
    "django_assert_num_queries",
}
FAST = "not slow"
STORE = "inspectorate.public.store.StoreMiddleware"
configured_middleware = list(configured.MIDDLEWARE)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Before `-m` chooses."""
    for item in items:
        folders = item.path.relative_to(TESTS).parts
        draws = "public" in folders and "client" in item.fixturenames
        if draws or LONG_FOLDERS & set(folders) or LONG_WAYS & set(item.fixturenames):
            item.add_marker(pytest.mark.slow)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Not even read what none of the fast tests is in."""
    whole = config.args == config.getini("testpaths")
    if whole and config.option.markexpr == FAST:
        slow = LONG_FOLDERS | {"browser"}
        return bool(slow & set(collection_path.relative_to(TESTS).parts)) or None
    return None


def pytest_collection_finish() -> None:
    """Look for garbage less often, and not at all in what stays to the end.

    That is the code and the tests, a million objects: a tenth of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20)


@pytest.fixture(autouse=True)
def plain_and_fast(settings: Settings) -> None:
    """Static files without collectstatic, passwords that cost no time, and people who
    are signed in at once; tests of the second factor turn it on.
    """
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {
            "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        },
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SECOND_FACTOR = False
    # Else a page would be drawn by whichever test asks first, and statements counted by
    # what the one before has stored.
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if each != STORE]


@pytest.fixture
def stored_pages(plain_and_fast: None, settings: Settings) -> None:
    """Public pages are stored and answered from the store, as in real use."""
    settings.MIDDLEWARE = configured_middleware


@pytest.fixture
def edition_files(settings: Settings, tmp_path: Path) -> Path:
    """The folder where the forms of editions are kept, empty at first."""
    folder = tmp_path / "editions"
    mine = {**settings.STORAGES["editions"], "OPTIONS": {"location": folder}}
    settings.STORAGES = {**settings.STORAGES, "editions": mine}
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Start in English: a request leaves its language behind in the thread."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, worker_id: str
) -> None:
    """Put SQLite's test database in a file, as in real use.

    In memory its connections would share one cache and lock whole tables.
    """
    database = configured.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        file = configured.DATA_DIR / f"test-{worker_id}.sqlite3"
        database["TEST"] = {**database.get("TEST", {}), "NAME": str(file)}


@pytest.fixture(scope="module")
def rows_of_module(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Rows made after this one stay for the whole module, and are gone at its end.

    For rows that are dear to make and that many tests only read. Each test is a
    savepoint in this transaction, so what it changes is undone, and it must fetch
    the rows anew. Not for a module that has tests which commit.
    """
    with (
        django_db_blocker.unblock(),
        translation.override("en"),
        transaction.atomic(),
    ):
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def django_db_use_migrations(request: pytest.FixtureRequest) -> bool:
    """The fast tests make their tables from the models, in a fifth of the time.

    The slow ones, and all on PostgreSQL, go the way of migrations; that both ways
    meet is what `makemigrations --check` tells.
    """
    return request.config.option.markexpr != FAST or connection.vendor == "postgresql"


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None,
    django_db_use_migrations: bool,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """Fill what no migration has filled, and end as PostgreSQL wants it."""
    with django_db_blocker.unblock():
        if not django_db_use_migrations:
            load_reference_data()
        yield
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                end_other_sessions(cursor)


def load_reference_data() -> None:
    inspectorate.frameworks.reference_data.load(apps.get_model)
    inspectorate.frameworks.reference_data.load_checklist(apps.get_model)
    authorities.reference_data.load(apps.get_model)
    inspectorate.measures.reference_data.load(apps.get_model)
    inspectorate.reports.reference_data.load(apps.get_model)
    inspectorate.concerns.reference_data.load(apps.get_model)


OTHERS = (
    "FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


def end_other_sessions(cursor: CursorWrapper) -> None:
    """Wait for the sessions of ended threads, for as long as ten seconds.

    The server ends a session a moment after its client has closed it. One that stays
    was forgotten by a test; it is ended and named by its last statement, for else
    the test database could not be dropped.
    """
    for _try in range(100):
        cursor.execute(f"SELECT count(*) {OTHERS}")
        if cursor.fetchone() == (0,):
            return
        sleep(0.1)
    cursor.execute(f"SELECT pg_terminate_backend(pid), state, query {OTHERS}")
    for _ended, state, query in cursor.fetchall():
        sys.stderr.write(f"A test has left a session open ({state}): {query}\n")


# A test that commits (transaction=True, live_server) ends with a flush, which empties
# every table. The triggers of append-only tables would refuse it, and the rows that
# migrations made would be gone for the tests after it. The flush itself sends
# post_migrate, which lays the triggers and writes permissions and roles again.

flush = django.test.TransactionTestCase._fixture_teardown


def flush_and_fill_again(case: django.test.TransactionTestCase) -> None:
    for app_config in apps.get_app_configs():
        for model in append_only.kept_models(app_config):
            append_only.remove(model, connection)
    flush(case)
    cache.clear()
    load_reference_data()


django.test.TransactionTestCase._fixture_teardown = flush_and_fill_again
