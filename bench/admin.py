"""Time and statements of the admin's lists and forms, of a small and of a large record.

    .venv/bin/python bench/admin.py [--findings 10000 1000000] [--runs 7] [--as ROLE]

Fills a new database for each size, with an inspection to 20 findings, asks for each
page through Django's test client, without a network, of one database and the other in
turn, and prints the shortest time of each, which other programs have disturbed least,
the ratio of the two and how many statements it took; at the end, how many times the
median list each form takes. What is common fills a page in either, and what is rare is
as much in both, and the oldest: a page holds as many rows, so the ratio is that of
finding them. SQLite in a temporary folder; on PostgreSQL: `.ci/postgres` before the
command. The large one takes some minutes to fill.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from math import inf
from pathlib import Path
from statistics import median
from typing import NamedTuple

import psycopg

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--findings", nargs="+", type=int, default=[10_000, 1_000_000])
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--as", dest="role", default="superuser")
    parser.add_argument("--only", default="", help="pages that it finds by name")
    parser.add_argument("--keep", type=Path, help="keep, or find, the databases here")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        serve(options.one, options.role)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = options.keep or Path(name)
        sides = [start(size, folder, options.role) for size in options.findings]
        names = [each for each in sides[0].names if re.search(options.only, each)]
        measured = measure(names, sides, options.runs)
        show(measured, options.findings)
        compare({name: best for name, (best, _statements) in measured.items()})
        for side in sides:
            side.process.stdin.close()
            side.process.wait()


class Side(NamedTuple):
    """One database, and a process of its own: Django knows one database a process."""

    process: subprocess.Popen
    names: list[str]

    def ask(self, name: str) -> list | None:
        """Milliseconds and statements, None for a page that the role may not see."""
        print(name, file=self.process.stdin, flush=True)
        return json.loads(self.process.stdout.readline())


def start(findings: int, folder: Path, role: str) -> Side:
    home = folder / str(findings)
    home.mkdir(parents=True, exist_ok=True)
    process = subprocess.Popen(
        [sys.executable, __file__, "--one", str(findings), "--as", role],
        env=environment(home),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    line = process.stdout.readline()
    if not line:
        sys.exit(process.wait())
    return Side(process, json.loads(line))


def measure(names: list[str], sides: list[Side], runs: int) -> dict[str, tuple]:
    """The shortest milliseconds of each page on each side, and its statements.

    Each run asks for every page, so that a slow minute falls on all of them. What was
    asked first has warmed what is kept in memory.
    """
    first = {each: [side.ask(each) for side in sides] for each in names}
    seen = [each for each in names if None not in first[each]]
    best = {each: [inf] * len(sides) for each in seen}
    for _run in range(runs):
        for each in seen:
            took = [side.ask(each)[0] for side in sides]
            best[each] = [min(pair) for pair in zip(best[each], took, strict=True)]
    return {each: (best[each], {made for _time, made in first[each]}) for each in seen}


def show(measured: dict[str, tuple], findings: list[int]) -> None:
    sizes = " | ".join(f"{size:,}" for size in findings)
    print(f"| page | {sizes} | ratio | statements |")
    print("|---|" + "---|" * (len(findings) + 2))
    for name, (best, statements) in measured.items():
        times = " | ".join(f"{each:.0f} ms" for each in best)
        made = " / ".join(str(n) for n in sorted(statements))
        print(f"| {name} | {times} | {best[-1] / best[0]:.2f} | {made} |")


def compare(best: dict[str, list[float]]) -> None:
    """Each form with the median of the lists that are neither narrowed nor searched."""
    lists = [times for name, times in best.items() if not set(name) & {",", ":"}]
    forms = [name for name in best if name.startswith("form: ")]
    if not (lists and forms):
        return
    middle = [median(each) for each in zip(*lists, strict=True)]
    print(f"\nA list in the middle: {', '.join(f'{each:.0f} ms' for each in middle)}")
    for name in forms:
        pairs = zip(best[name], middle, strict=True)
        print(f"{name}: {', '.join(f'{mine / other:.2f}' for mine, other in pairs)}")


def environment(home: Path) -> dict[str, str]:
    found = {
        **os.environ,
        "SECRET_KEY": "only-for-measuring-" + "x" * 32,
        "DATA_DIR": str(home),
        "DJANGO_SETTINGS_MODULE": "inspectorate.settings",
        "PYTHONPATH": str(ROOT),
        "HTTPS": "false",
        "LOG_LEVEL": "ERROR",
        "ALLOWED_HOSTS": "testserver",
    }
    address = found.get("DATABASE_URL")
    if address:
        name = f"bench_{home.name}"
        with psycopg.connect(address, autocommit=True) as connection:
            known = "SELECT 1 FROM pg_database WHERE datname = %s"
            if not connection.execute(known, [name]).fetchone():
                connection.execute(f'CREATE DATABASE "{name}"')
        found["DATABASE_URL"] = f"{address.rpartition('/')[0]}/{name}"
    return found


def serve(findings: int, role: str) -> None:
    """Fill the database if it is empty, then answer with the time of each page."""
    import django  # noqa: PLC0415 - each process sets Django up for its own database
    from django.conf import settings  # noqa: PLC0415

    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES["staticfiles"] = {"BACKEND": plain}
    django.setup()
    from django.contrib.auth.models import Group  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415
    from pages import pages  # noqa: PLC0415
    from record import fill_to  # noqa: PLC0415

    from inspectorate.accounts.models import User  # noqa: PLC0415
    from inspectorate.inspections.models import Finding  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    if not Finding.objects.exists():
        began = time.perf_counter()
        fill_to(findings)
        call_command("migrate", verbosity=0)
        if connection.vendor == "postgresql":  # as its autovacuum does
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
        print(f"filled in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    person = User.objects.get(email="member-1@inspectorate.example")
    person.is_superuser = role == "superuser"
    person.save()
    if role != "superuser":
        person.groups.set([Group.objects.get(name=role)])
    factors = person.authenticator_set
    factors.get_or_create(type="totp", defaults={"data": {"secret": ""}})
    client = Client()
    client.force_login(person, "inspectorate.accounts.permissions.Backend")
    ways = pages()
    # SQLite works within the process, so nothing but its own work is timed.
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    print(json.dumps(list(ways)), flush=True)
    for line in sys.stdin:
        with CaptureQueriesContext(connection) as made:
            began = clock()
            answer = client.get(ways[line.strip()])
            took = 1000 * (clock() - began)
        if answer.status_code not in (200, 403):
            sys.exit(f"{line.strip()}: {answer.status_code}")
        told = [took, len(made)] if answer.status_code == 200 else None
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
