"""A database of an earlier version becomes one of this version, and keeps its rows.

tests/upgrade/ holds one of commit a359fa0 for each database, as it was dumped there:
migrated, with a case under way, a published report, an interest, a concern and a
board, and with the guards of its day. Left out are the permissions of roles, which
every migration writes anew.
"""

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import psycopg
import pytest
from django.db import connection

ROOT = Path(__file__).parent.parent
DUMPS = ROOT / "tests" / "upgrade"

# What was dumped, by table.
ROWS = {
    "accounts_user": 3,
    "authorities_authority": 23,
    "concerns_decision": 1,
    "concerns_episode": 1,
    "history_entry": 6,
    "inspections_evidence": 1,
    "inspections_finding": 1,
    "inspections_inspection": 2,
    "inspections_interest": 1,
    "inspections_judgement": 1,
    "inspections_teammember": 1,
    "recommendations_recommendation": 1,
    "reports_edition": 1,
    "reports_paragraph": 6,
    "reports_publishedparagraph": 3,
    "reports_registerentry": 1,
    "reports_report": 2,
}
SCHEMA = {
    "sqlite": {
        "columns": 'SELECT t.name, c.name, c.type, c."notnull" FROM sqlite_master t '
        "JOIN pragma_table_info(t.name) c WHERE t.type = 'table'",
        "indexes": "SELECT tbl_name, name FROM sqlite_master WHERE type = 'index' "
        "AND name NOT LIKE 'sqlite_%'",
        "triggers": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    },
    "postgresql": {
        "columns": "SELECT table_name, column_name, data_type, is_nullable "
        "FROM information_schema.columns WHERE table_schema = 'public'",
        "indexes": "SELECT tablename, indexname FROM pg_indexes "
        "WHERE schemaname = 'public'",
        # By name: a dump writes the same rule in other words.
        "constraints": "SELECT conrelid::regclass::text, conname FROM pg_constraint "
        "WHERE contype IN ('c', 'f', 'p', 'u')",
        "triggers": "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger "
        "WHERE NOT tgisinternal",
        "functions": "SELECT proname, prosrc FROM pg_proc JOIN pg_namespace n "
        "ON n.oid = pronamespace WHERE nspname = 'public'",
    },
}
INTERESTED_JOINS = (
    "INSERT INTO inspections_teammember (inspection_id, user_id, role) "
    "SELECT member.inspection_id, interest.user_id, 'inspector' "
    "FROM inspections_teammember member, inspections_interest interest"
)


class Database(NamedTuple):
    """One beside that of the tests: its address for the program, and for a driver."""

    url: str
    name: str

    def connect(self) -> sqlite3.Connection | psycopg.Connection:
        if connection.vendor == "sqlite":
            return lite(self.name)
        return server(self.name)

    def fetch(self, sql: str) -> list[tuple]:
        with closing(self.connect()) as driver:
            return driver.execute(sql).fetchall()

    def execute(self, sql: str) -> None:
        with closing(self.connect()) as driver:
            driver.execute(sql)

    def triggers(self) -> set[str]:
        return {
            name for name, _sql in self.fetch(SCHEMA[connection.vendor]["triggers"])
        }

    def refusal(self, sql: str) -> str:
        with (
            closing(self.connect()) as driver,
            pytest.raises((sqlite3.IntegrityError, psycopg.IntegrityError)) as refused,
        ):
            driver.execute(sql)
        return str(refused.value)


def lite(path: str) -> sqlite3.Connection:
    driver = sqlite3.connect(path, isolation_level=None)
    # Constraints ask for it, and Django lays it on each connection.
    driver.create_function("REGEXP", 2, lambda like, text: bool(re.search(like, text)))
    return driver


def server(name: str) -> psycopg.Connection:
    told = connection.settings_dict
    return psycopg.connect(
        host=told["HOST"],
        port=told["PORT"],
        user=told["USER"],
        password=told["PASSWORD"],
        dbname=name,
        autocommit=True,
    )


@pytest.fixture
def old(tmp_path: Path, db: None) -> Iterator[Database]:
    """A database as it was at that commit."""
    dump = (DUMPS / f"{connection.vendor}.sql").read_text()
    if connection.vendor == "sqlite":
        path = tmp_path / "old.sqlite3"
        with closing(lite(str(path))) as driver:
            driver.executescript(dump)
        yield Database(f"sqlite:///{path}", str(path))
        return
    told = connection.settings_dict
    name = f"{told['NAME']}_old"
    with closing(server(told["NAME"])) as driver:
        driver.execute(f'CREATE DATABASE "{name}"')
    who = f"{quote(told['USER'])}:{quote(told['PASSWORD'])}"
    where = f"{told['HOST']}:{told['PORT']}"
    try:
        with closing(server(name)) as driver:
            driver.execute(dump)
        yield Database(f"postgres://{who}@{where}/{name}", name)
    finally:
        with closing(server(told["NAME"])) as driver:
            driver.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def run(old: Database, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": old.url},
        capture_output=True,
        text=True,
        check=False,
    )


def manage(old: Database, *command: str) -> str:
    done = run(old, *command)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def counts(old: Database) -> dict[str, int]:
    return {table: len(old.fetch(f'SELECT 1 FROM "{table}"')) for table in ROWS}


def schema_of_tests() -> dict[str, list[tuple]]:
    found = {}
    with connection.cursor() as cursor:
        for name, sql in SCHEMA[connection.vendor].items():
            cursor.execute(sql)
            found[name] = sorted(map(tuple, cursor.fetchall()))
    return found


def assert_is_of_this_version(old: Database) -> None:
    for name, sql in SCHEMA[connection.vendor].items():
        assert sorted(old.fetch(sql)) == schema_of_tests()[name], name


def assert_is_guarded(old: Database) -> None:
    assert "This person has an interest" in old.refusal(INTERESTED_JOINS)
    assert "permanent" in old.refusal("DELETE FROM history_entry")


@pytest.mark.slow
def test_database_of_an_earlier_version_becomes_one_of_this(old: Database) -> None:
    assert counts(old) == ROWS

    manage(old, "migrate", "--verbosity", "0")

    manage(old, "migrate", "--check")
    assert counts(old) == ROWS
    assert_is_of_this_version(old)
    assert_is_guarded(old)
    # What was published then is what was published, by the rules of now.
    manage(old, "verify_register")
    manage(old, "remind", "--on", "2026-03-02")


@pytest.mark.slow
def test_upgrade_leaves_one_board_open_of_those_that_a_service_had(
    old: Database,
) -> None:
    columns = (
        "kind, name_cy, established_on, stood_down_on, announced, recorded_from, "
        "authority_id, service_id"
    )
    old.execute(
        f"INSERT INTO concerns_board (name_en, {columns}) "
        f"SELECT 'Second board', {columns} FROM concerns_board"
    )

    manage(old, "migrate", "--verbosity", "0")

    found = old.fetch("SELECT name_en, is_open, stood_down_on FROM concerns_board")
    assert sorted((name, bool(is_open), day) for name, is_open, day in found) == [
        ("Intervention board", False, ""),
        ("Second board", True, ""),
    ]
    manage(old, "migrate", "--check")


@pytest.mark.slow
def test_database_goes_back_to_an_earlier_schema_and_forwards_again(
    old: Database,
) -> None:
    manage(old, "migrate", "reports", "0013", "--verbosity", "0")
    then = old.triggers()
    manage(old, "migrate", "--verbosity", "0")

    manage(old, "migrate", "reports", "0013", "--verbosity", "0")
    manage(old, "migrate", "inspections", "0011", "--verbosity", "0")

    # As the release of that schema writes it, which knows nothing of translations.
    old.execute("UPDATE reports_section SET heading_en = 'Found', heading_cy = ''")
    assert then <= old.triggers()
    assert_is_guarded(old)

    manage(old, "migrate", "--verbosity", "0")

    assert counts(old) == ROWS
    assert set(old.fetch("SELECT heading_en FROM reports_section")) == {("Found",)}
    assert_is_of_this_version(old)
    assert_is_guarded(old)
    manage(old, "verify_register")


@pytest.mark.slow
def test_way_back_that_ends_half_way_is_refused_before_anything_changes(
    old: Database,
) -> None:
    manage(old, "migrate", "--verbosity", "0")

    refused = run(old, "migrate", "reports", "0012")

    assert refused.returncode == 1
    assert "Nothing was changed" in refused.stderr
    assert "restore the copy of the database" in refused.stderr
    assert "Traceback" not in refused.stderr
    manage(old, "migrate", "--check")
    assert_is_of_this_version(old)


@pytest.mark.slow
def test_migration_that_fails_leaves_the_database_guarded(old: Database) -> None:
    manage(old, "migrate", "reports", "0013", "--verbosity", "0")
    before = old.triggers()
    old.execute("CREATE TABLE reports_formersource (id integer)")

    failed = run(old, "migrate", "--verbosity", "0")

    assert failed.returncode == 1
    assert 'reports_formersource" already exists' in failed.stderr
    # Those of the migrations before the one that failed are laid, too.
    assert before < old.triggers()
    assert_is_guarded(old)

    old.execute("DROP TABLE reports_formersource")
    manage(old, "migrate", "--verbosity", "0")

    assert_is_of_this_version(old)
