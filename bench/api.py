"""What lists and exports of the API cost, beside rows as the driver gives them.

    .venv/bin/python bench/api.py [--findings 100000] [--keep FOLDER] [--rounds 15]

Fills an empty database with published findings and the changes that tell of them,
starts the site and the floor (bench/floor, without middleware) as `./run serve` does,
and asks each for the same pages of 100 in turn: the first, and the one at 99 hundredths
of the list. Then all findings are taken as CSV and as JSON Lines, beside COPY to the
client (on SQLite: the rows of the driver, written by Python's csv). Prints processor
time of the server and requests a second of both, of the round that other programs have
disturbed least, and their ratio. SQLite in a temporary folder; on PostgreSQL:
`.ci/postgres` before the command, or DATABASE_URL of a database that may be filled.
"""

import argparse
import contextlib
import csv
import io
import os
import socket
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import public
from public import ROOT, Pair, Server, Side, asking, environment, manage, serving

SIZE = 100
# Where a page may be read as well as the first.
DEPTH = 0.99


class Taken(NamedTuple):
    """Of an export: seconds to the first byte and to the last, bytes of the body, and
    by how many bytes the memory of the server grew at most.
    """

    first: float
    seconds: float
    size: int
    growth: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--findings", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=400, help="in a round")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--exports", type=int, default=3, help="of each; 0: none")
    parser.add_argument("--keep", type=Path, help="keep, or find, the database here")
    options = parser.parse_args()
    public.ROUNDS = options.rounds
    with tempfile.TemporaryDirectory() as name, ExitStack() as servers:
        os.environ.update(environment(options.keep or Path(name)))
        fill(options.findings)
        site = servers.enter_context(serving("inspectorate", "inspectorate.settings"))
        floor = servers.enter_context(serving("floor", "floor.settings"))
        pairs = compared(site, floor, options.requests)
        public.show({pair.name: public.measure(pair) for pair in pairs})
        if options.exports:
            show_exports(site, options.exports)


def fill(findings: int) -> None:
    """What is kept is left as it is: a migration would lay the indexes of words."""
    began = time.perf_counter()
    manage("collectstatic", "--no-input", "--verbosity", "0")
    sys.path[:0] = [str(ROOT), str(ROOT / "bench")]
    import django  # noqa: PLC0415 - the environment names the database only now

    django.setup()
    from django.db import connection  # noqa: PLC0415

    if "opendata_change" not in connection.introspection.table_names():
        manage("migrate", "--verbosity", "0")
        from findings import fill_to  # noqa: PLC0415

        fill_to(findings)
    from inspectorate.reports.models import PublishedFinding  # noqa: PLC0415

    count, seconds = PublishedFinding.objects.count(), time.perf_counter() - began
    print(f"{count:,} findings, there in {seconds:.0f} s", file=sys.stderr)


def compared(site: Server, floor: Server, times: int) -> list[Pair]:
    deep = {"findings": deep_cursor(), "changes": deep_cursor(of_changes=True)}

    def of_site(name: str, cursor: str = "") -> Side:
        return Side(site, asking(f"/api/v1/{name}/{query(cursor)}"), 200, times)

    def of_floor(name: str, cursor: str = "") -> Side:
        return Side(floor, asking(f"/floor/{name}/{query(cursor)}"), 200, times)

    pairs = []
    for name, cursor in deep.items():
        first, last = (of_site(name, each) for each in ("", cursor))
        pairs += [
            Pair(f"{name}: rows of the driver", first, of_floor(name)),
            Pair(f"{name} at 99 %: the same", last, of_floor(name, cursor)),
            Pair(f"{name} at 99 %: the first page", last, first),
        ]
    models = of_floor("models")
    models = models._replace(times=times // 8)
    return [*pairs, Pair("findings: ModelSerializer", of_site("findings"), models)]


def query(cursor: str) -> str:
    return f"?page_size={SIZE}" + (f"&cursor={cursor}" if cursor else "")


def deep_cursor(*, of_changes: bool = False) -> str:
    """Of the page after 99 hundredths of the rows."""
    from inspectorate.opendata.models import Change  # noqa: PLC0415
    from inspectorate.paging import Cursor  # noqa: PLC0415
    from inspectorate.reports.models import RegisterEntry  # noqa: PLC0415

    rows = Change.objects if of_changes else RegisterEntry.objects
    place = str(int(rows.count() * DEPTH))
    key = [place] if of_changes else [place, "20"]
    return Cursor(key, before=False).encode()


def show_exports(site: Server, times: int) -> None:
    sql = statement()
    print()
    print("| export: floor | seconds | ratio of speed | first byte | memory | size |")
    print("|---|---|---|---|---|---|")
    for form in ("csv", "jsonl"):
        request = asking(f"/api/v1/findings/?format={form}")
        warm(site, request)
        taken = [(take(site, request), plainly(sql)) for _time in range(times)]
        best = min(export.seconds for export, _floor in taken)
        least = min(floor for _export, floor in taken)
        first = min(export.first for export, _floor in taken)
        growth = max(export.growth for export, _floor in taken) / 2**20
        size = taken[0][0].size / 2**20
        print(
            f"| {form}: COPY | {best:.2f} to {least:.2f} | {least / best:.2f} "
            f"| {1000 * first:.0f} ms | {growth:.1f} MiB | {size:,.0f} MiB |"
        )


def warm(site: Server, request: bytes) -> None:
    """SQLite keeps 20 MB of what it has read, for each thread that reads: no memory of
    the file. So each of them has read it once before.
    """
    from django.db import connection  # noqa: PLC0415

    threads = 4 if connection.vendor == "sqlite" else 0
    with ThreadPoolExecutor(max(threads, 1)) as pool:
        for _round in range(2):
            list(pool.map(lambda _n: take(site, request), range(threads)))


def take(site: Server, request: bytes) -> Taken:
    for pid in site.pids():
        Path(f"/proc/{pid}/clear_refs").write_text("5")  # forgets the highest
    before = {pid: memory(pid, "VmRSS") for pid in site.pids()}
    began, size = time.perf_counter(), 0
    with socket.create_connection(("127.0.0.1", site.port)) as connection:
        connection.sendall(request)
        answer = connection.recv(1 << 20)
        while answer.endswith(b"\r\n\r\n"):
            answer += connection.recv(1 << 20)
        first = time.perf_counter() - began
        if not answer.startswith(b"HTTP/1.1 200 "):
            sys.exit(f"{request.decode()} was answered by {answer[:200]!r}")
        while not answer.endswith(b"0\r\n\r\n"):
            size += len(answer)
            answer = connection.recv(1 << 20)
    seconds = time.perf_counter() - began
    growth = max(memory(pid, "VmHWM") - known for pid, known in before.items())
    return Taken(first, seconds, size, growth)


def memory(pid: int, name: str) -> int:
    """In bytes."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return 1024 * int(next(each for each in lines if each.startswith(name)).split()[1])


def statement() -> str:
    """What the CSV export asks the database for, with what it is told of values."""

    from inspectorate.opendata.tables import TABLES  # noqa: PLC0415

    table = TABLES["findings"]
    rows = table.public().current()
    rows = rows.order_by("edition__register_entry__sequence", "position")
    rows = rows.values_list(*(column.path for column in table.columns))
    sql, params = rows.query.get_compiler("default").as_sql()
    return sql % tuple(f"'{each}'" for each in params) if params else sql


def plainly(sql: str) -> float:
    """Seconds of all rows to this process, by the shortest way the database has."""
    from django.db import connection  # noqa: PLC0415

    connection.ensure_connection()
    began, size = time.perf_counter(), 0
    if connection.vendor == "postgresql":
        copied = connection.connection.cursor().copy(f"COPY ({sql}) TO STDOUT CSV")
        with contextlib.closing(connection), copied as rows:
            for each in rows:
                size += len(each)
    else:
        text = io.StringIO(newline="")
        lines = csv.writer(text)
        for row in connection.connection.execute(sql):
            lines.writerow(row)
            if text.tell() > 1 << 16:
                size += len(text.getvalue().encode())
                text.seek(0)
                text.truncate()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
