"""What a public page costs, beside views without middleware in the same server.

    .venv/bin/python bench/public.py FILE [--times 62] [--keep FOLDER]

Imports FILE into an empty database, and multiplies what it made there, starts the site
and the floor (bench/floor) as `./run serve` does, and asks each for the same in turn.
Prints processor time of the server and requests a second of both, of the round that
other programs have disturbed least, and their ratio. SQLite in a temporary folder; on
PostgreSQL: `.ci/postgres` before the command. The site is asked as behind a proxy that
speaks https.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
CONNECTIONS = 4
ROUNDS = 15


class Side(NamedTuple):
    """A server, what it is asked for, and how often in a round."""

    server: "Server"
    request: bytes
    status: int
    times: int


class Pair(NamedTuple):
    name: str
    site: Side
    floor: Side


class Took(NamedTuple):
    """Microseconds of processor time for a request, and requests a second."""

    processor: float
    rate: float


class Server(NamedTuple):
    process: subprocess.Popen
    port: int

    def processor(self) -> int:
        """Nanoseconds of all its processes so far, of threads that have ended too."""
        # The number that Linux has for the clock of another process.
        clocks = [(~pid << 3) | 2 for pid in self.pids()]
        return sum(time.clock_gettime_ns(clock) for clock in clocks)

    def pids(self) -> list[int]:
        first = self.process.pid
        own = Path(f"/proc/{first}/task/{first}/children").read_text()
        return [first, *map(int, own.split())]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--requests", type=int, default=400, help="in a round")
    parser.add_argument("--keep", type=Path, help="keep, or find, the database here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, ExitStack() as servers:
        home = options.keep or Path(name)
        os.environ.update(environment(home))
        fill(options.file.resolve(), options.times)
        site = servers.enter_context(serving("inspectorate", "inspectorate.settings"))
        floor = servers.enter_context(serving("floor", "floor.settings"))
        pairs = compared(site, floor, options.requests)
        show({pair.name: measure(pair) for pair in pairs})


def environment(home: Path) -> dict[str, str]:
    home.mkdir(parents=True, exist_ok=True)
    return {
        "SECRET_KEY": "only-for-measuring-" + "x" * 32,
        "DATA_DIR": str(home),
        "DJANGO_SETTINGS_MODULE": "inspectorate.settings",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'bench'}",
        "BEHIND_PROXY": "true",
        "LOG_LEVEL": "INFO",
    }


def fill(file: Path, times: int) -> None:
    began = time.perf_counter()
    manage("migrate", "--verbosity", "0")
    manage("collectstatic", "--no-input", "--verbosity", "0")
    sys.path[:0] = [str(ROOT), str(ROOT / "bench")]
    import django  # noqa: PLC0415 - the environment names the database only now

    django.setup()
    from published import multiply_published  # noqa: PLC0415

    from inspectorate.reports.models import Edition, PublishedParagraph  # noqa: PLC0415

    if not Edition.objects.exists():
        manage("import_reports", str(file))
        multiply_published(times)
        manage("migrate", "--verbosity", "0")
    count, seconds = PublishedParagraph.objects.count(), time.perf_counter() - began
    print(f"{count:,} paragraphs, there in {seconds:.0f} s", file=sys.stderr)


def manage(*arguments: str) -> None:
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(
        command,
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@contextmanager
def serving(package: str, settings: str) -> Iterator[Server]:
    """As ./run serve starts it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = "--interface wsgi --http 1 --no-ws --workers 2 --blocking-threads 2"
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "granian", *options.split()),
            *("--host", "127.0.0.1", "--port", str(port), "--log-level", "error"),
            f"{package}.wsgi:application",
        ],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": settings},
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        yield Server(process, port)
    finally:
        process.terminate()
        process.wait()


def wait_for(port: int) -> None:
    for _try in range(200):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit("The server does not answer.")


def compared(site: Server, floor: Server, times: int) -> list[Pair]:
    """A report of middling length, and the authority of which there is most."""
    from django.db.models import Count  # noqa: PLC0415
    from django.db.models.functions import Length  # noqa: PLC0415

    from authorities.models import Authority  # noqa: PLC0415
    from inspectorate.public.models import StoredPage  # noqa: PLC0415
    from inspectorate.reports.models import Edition  # noqa: PLC0415

    by_length = Edition.objects.order_by(Length("document"), "pk")
    report = by_length.select_related("report")[by_length.count() // 2].report
    most = Authority.objects.annotate(n=Count("editions")).order_by("-n", "pk")[0]
    page = f"/en/reports/{report.slug}/"
    authority = f"/en/authorities/{most.slug}/"
    for each in (page, authority, "/en/reports/"):
        ask(site.port, asking(each), 200, 1)
    etag = StoredPage.objects.get(path=page).etag
    has = f"If-None-Match: {etag}\r\n"

    def of_site(path: str, more: str = "", status: int = 200) -> Side:
        return Side(site, asking(path, more), status, times)

    def of_floor(path: str, times: int, more: str = "", status: int = 200) -> Side:
        return Side(floor, asking(f"/floor/{path}", more), status, times)

    few = max(times // 50, 1)
    drawn = of_floor(f"authority/{most.slug}/", few)
    return [
        Pair("report page: stored body", of_site(page), of_floor(f"body{page}", times)),
        Pair(
            "If-None-Match: bare 304",
            of_site(page, has, 304),
            of_floor(f"digest{page}", times, has, 304),
        ),
        Pair(
            "If-None-Match: 304 with its headers",
            of_site(page, has, 304),
            of_floor(f"named{page}", times, has, 304),
        ),
        Pair("authority page: drawn plainly", of_site(authority), drawn),
        Pair(
            "report list: drawn plainly",
            of_site("/en/reports/"),
            of_floor("list/", few * 5),
        ),
    ]


def asking(path: str, more: str = "") -> bytes:
    return (
        f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n"
        f"X-Forwarded-Proto: https\r\n{more}\r\n"
    ).encode()


def measure(pair: Pair) -> list[tuple[Took, Took]]:
    """By round. What was asked first has warmed each process."""
    for side in (pair.site, pair.floor):
        took(side, times=40)
    return [(took(pair.site), took(pair.floor)) for _round in range(ROUNDS)]


def took(side: Side, times: int = 0) -> Took:
    each = max((times or side.times) // CONNECTIONS, 1)
    before, began = side.server.processor(), time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        asked = (side.server.port, side.request, side.status, each)
        for done in [pool.submit(ask, *asked) for _ in range(CONNECTIONS)]:
            done.result()
    seconds = time.perf_counter() - began
    processor = side.server.processor() - before
    count = each * CONNECTIONS
    return Took(processor / count / 1000, count / seconds)


def ask(port: int, request: bytes, status: int, times: int) -> None:
    """One after the other on one connection."""
    told = f"HTTP/1.1 {status} ".encode()
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for _time in range(times):
            connection.sendall(request)
            answer = whole(connection)
            if not answer.startswith(told):
                sys.exit(f"{request.decode()} was answered by {answer[:200]!r}")


def whole(connection: socket.socket) -> bytes:
    answer = connection.recv(1 << 20)
    while b"\r\n\r\n" not in answer:
        answer += connection.recv(1 << 20)
    head, _, body = answer.partition(b"\r\n\r\n")
    if b"transfer-encoding: chunked" in head.lower():
        while not body.endswith(b"0\r\n\r\n"):
            body += connection.recv(1 << 20)
        return head
    _, _, length = head.lower().partition(b"content-length: ")
    left = int(length.split(b"\r\n")[0] or 0) - len(body)
    while left > 0:
        left -= len(connection.recv(1 << 20))
    return head


def show(measured: dict[str, list[tuple[Took, Took]]]) -> None:
    print("| page: floor | processor time | requests a second | ratios |")
    print("|---|---|---|---|")
    for name, rounds in measured.items():
        site, floor = ([pair[k] for pair in rounds] for k in (0, 1))
        spent = [min(t.processor for t in side) for side in (site, floor)]
        rates = [max(t.rate for t in side) for side in (site, floor)]
        ratios = spent[0] / spent[1], rates[0] / rates[1]
        print(
            f"| {name} | {spent[0]:,.0f} to {spent[1]:,.0f} µs "
            f"| {rates[0]:,.0f} to {rates[1]:,.0f} "
            f"| {ratios[0]:.3f}; {ratios[1]:.2f} |"
        )


if __name__ == "__main__":
    main()
