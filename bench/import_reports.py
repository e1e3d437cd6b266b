"""Time and memory of import_reports, and whether a report costs the same in a crowd.

    .venv/bin/python bench/import_reports.py [FILE] [--copies 10]

Imports FILE into an empty database, then FILE `copies` times over with changed keys
into another, each in a process of its own, and prints seconds, seconds a report and
peak memory of both, with the ratio. Without FILE it makes reports of the size of
those in docs/benchmarks.md. On PostgreSQL: `.ci/postgres` before the command.
"""

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import psycopg

ROOT = Path(__file__).resolve().parent.parent
# Letters of GSS codes that no English or Welsh authority begins with.
LETTERS = "ABCDFGHIJ"

# Runs the command and says on its last line how much memory it took at most (KiB).
# Not by getrusage: its figure for a process begins at that of the one that started it.
MEASURED = (
    "import re, runpy, sys; sys.argv = ['manage.py', *sys.argv[1:]]\n"
    "try: runpy.run_path('manage.py', run_name='__main__')\n"
    "finally:\n"
    "    with open('/proc/self/status') as file: status = file.read()\n"
    "    print(re.search(r'VmHWM:\\s+(\\d+)', status)[1])"
)


class Run(NamedTuple):
    reports: int
    seconds: float
    mebibytes: float

    @property
    def milliseconds_a_report(self) -> float:
        return 1000 * self.seconds / self.reports


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--copies", type=int, default=10, choices=range(2, 11))
    options = parser.parse_args()
    lines = list(read(options.file) if options.file else made_up())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        once = measure(lines, folder / "once")
        tell("once", once)
        crowd = [copied(line, copy) for copy in range(options.copies) for line in lines]
        many = measure(crowd, folder / "many")
        tell(f"{options.copies} times over", many)
    ratio = many.milliseconds_a_report / once.milliseconds_a_report
    print(f"time a report, {options.copies} times over to once: {ratio:.2f}")


def read(path: Path) -> Iterator[str]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        yield from file


def made_up() -> Iterator[str]:
    """241 reports of 67 paragraphs of 526 characters, and 7 recommendations."""
    for number in range(241):
        paragraphs = [
            {"number": str(n), "text": f"{number}.{n} " + "Children are well. " * 27}
            for n in range(1, 68)
        ]
        document = {
            "source": "Made-up example",
            "framework": "ILACS",
            "authority": {
                "gss_code": f"E98{number:06}",
                "name": f"Example {number}",
                "kind": "county",
            },
            "fieldwork_start": "2019-03-04",
            "fieldwork_end": "2019-03-15",
            "published_on": "2019-04-30",
            "judgements": [{"area": "Overall effectiveness", "grade": "good"}],
            "sections": [{"heading": "Findings", "paragraphs": paragraphs}],
            "recommendations": [
                {"number": str(n), "text": "See that every plan is reviewed on time."}
                for n in range(1, 8)
            ],
        }
        yield json.dumps(document)


def copied(line: str, copy: int) -> str:
    """The line as of another authority; the first copy is the line itself."""
    if copy == 0:
        return line
    document = json.loads(line)
    code = document["authority"]["gss_code"]
    document["authority"]["gss_code"] = LETTERS[copy - 1] + code[1:]
    document["authority"]["name"] += f" {copy}"
    return json.dumps(document, ensure_ascii=False)


def measure(lines: list[str], folder: Path) -> Run:
    folder.mkdir()
    file = folder / "reports.jsonl"
    file.write_text("".join(line.rstrip("\n") + "\n" for line in lines), "utf-8")
    environment = empty_database(folder)
    manage(environment, "migrate", "--verbosity", "0")
    began = time.perf_counter()
    answer = manage(environment, "import_reports", str(file))
    seconds = time.perf_counter() - began
    return Run(len(lines), seconds, int(answer.splitlines()[-1]) / 1024)


def empty_database(folder: Path) -> dict[str, str]:
    environment = {
        **os.environ,
        "SECRET_KEY": "only-for-measuring-" + "x" * 32,
        "DATA_DIR": str(folder),
    }
    if "DATABASE_URL" in environment:
        address = environment["DATABASE_URL"]
        name = f"bench_{folder.name}_{os.getpid()}"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        environment["DATABASE_URL"] = f"{address.rpartition('/')[0]}/{name}"
    return environment


def manage(environment: dict[str, str], *args: str) -> str:
    command = [sys.executable, "-c", MEASURED, *args]
    done = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout


def tell(name: str, run: Run) -> None:
    print(
        f"{name}: {run.reports:,} reports in {run.seconds:.1f} s, "
        f"{run.milliseconds_a_report:.0f} ms a report, {run.mebibytes:.0f} MiB at most"
    )


if __name__ == "__main__":
    main()
