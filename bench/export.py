"""Time and memory of export_site, for more and more reports.

    .venv/bin/python bench/export.py [--reports 60 120 241] [--processes 2]

In DATA_DIR lies a scratch database, into which `import_reports` has imported. Each run
copies so many of its reports, without their PDFs, into a new folder, and once more into
the same. Prints seconds by the clock, seconds of the processors and, of the process
that took the most, its memory; and how long a loop of ten million additions takes, by
which runs of another hour can be compared.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent

# Exports the first so many reports; its last line tells seconds of the processors, and
# the largest memory (KiB) of any one process.
MEASURED = """
import os, resource, sys
sys.path.insert(0, ".")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inspectorate.settings")
import django
from pathlib import Path
if __name__ == "__main__":
    django.setup()
    from inspectorate.public import export
    folder, count, processes = sys.argv[1:]
    first = list(export.record.reports())[:int(count)]
    export.record.reports = lambda: first
    made = export.export(
        Path(folder), lambda parts, total: parts, has_files=False,
        processes=int(processes),
    )
    spent = [resource.getrusage(who) for who in
             (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(made.written, made.kept, sum(each.ru_utime + each.ru_stime for each in spent),
          max(each.ru_maxrss for each in spent))
"""


class Run(NamedTuple):
    written: int
    kept: int
    seconds: float
    of_processors: float
    mebibytes: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--reports", nargs="+", type=int, default=[60, 120, 241])
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    options = parser.parse_args()
    for reports in options.reports:
        with tempfile.TemporaryDirectory() as name:
            for when in ("new", "again"):
                run = measure(Path(name) / "copy", reports, options.processes)
                print(
                    f"{reports} reports, {when}: {run.seconds:.1f} s by the clock, "
                    f"{run.of_processors:.1f} s of the processors, "
                    f"{run.mebibytes} MiB, {run.written} files written, "
                    f"{run.kept} as they were; "
                    f"the loop {loop():.2f} s",
                    flush=True,
                )


def measure(folder: Path, reports: int, processes: int) -> Run:
    with tempfile.NamedTemporaryFile("w", suffix=".py") as script:
        script.write(MEASURED)
        script.flush()
        began = time.perf_counter()
        done = subprocess.run(
            [sys.executable, script.name, folder, str(reports), str(processes)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        seconds = time.perf_counter() - began
    written, kept, spent, peak = done.stdout.split()[-4:]
    return Run(int(written), int(kept), seconds, float(spent), int(peak) // 1024)


def loop() -> float:
    began = time.perf_counter()
    number = 0
    while number < 10_000_000:
        number += 1
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
