"""Whether tracker, files, API and oversight agree, before and after many changes.

    .venv/bin/python bench/recommendations.py [FILE] [--changes 2000] [--seed 1]

Imports FILE, or the sample, into an empty database of its own, makes plans, answers,
progress updates, verifications and closings at random through the verbs of the models,
some of which are to be refused, and prints the totals of each door and the seconds.
Ends with 1 where they differ. On PostgreSQL: `.ci/postgres` before the command.
"""

import argparse
import logging
import os
import sys
import tempfile
import time
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--changes", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        set_up(folder)
        fill(options.file)
        return compare(options.changes, options.seed)


def set_up(folder: str) -> None:
    os.environ |= {
        "DEBUG": "true",
        "DATA_DIR": folder,
        "SECRET_KEY": "of-a-database-that-is-thrown-away-" * 2,
        "DJANGO_SETTINGS_MODULE": "inspectorate.settings",
        # The page of oversight is opened as nobody does who has a second factor.
        "SECOND_FACTOR": "false",
    }
    sys.path.insert(0, str(ROOT))
    django.setup()
    logging.disable(logging.INFO)  # a line for each page would hide the totals


def fill(file: Path | None) -> None:
    # Django is set up by now, and not when this module is read.
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    if file:
        call_command("import_reports", str(file))
    else:
        call_command("load_sample")


def compare(times: int, seed: int) -> int:
    from changes import Changes, disagreement, totals  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    client, today = Client(SERVER_NAME="localhost"), timezone.localdate()
    before = totals(client, today)
    print("before:", before["page"])
    began = time.perf_counter()
    made = Changes(seed).make(times)
    seconds = time.perf_counter() - began
    print(f"{times} changes in {seconds:.1f} s: {dict(sorted(made.items()))}")
    after = totals(client, today)
    print("after: ", after["page"])
    wrong = [told for told in map(disagreement, (before, after)) if told]
    print("\n".join(wrong) or "page, CSV, JSON, API and oversight agree")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
