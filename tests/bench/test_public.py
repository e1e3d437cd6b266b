"""The comparison that bench/public.py makes, with three made-up reports."""

import os
import runpy
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent.parent
made_up = runpy.run_path(str(ROOT / "bench" / "import_reports.py"))["made_up"]


@pytest.mark.slow
@pytest.mark.skipif(connection.vendor != "sqlite", reason="it is of an empty database")
def test_site_and_floor_are_asked_for_the_same_and_compared(tmp_path: Path) -> None:
    reports = tmp_path / "reports.jsonl"
    reports.write_text("".join(f"{line.strip()}\n" for line in islice(made_up(), 3)))
    folder = str(tmp_path / "data")
    command = [sys.executable, "bench/public.py", str(reports), "--keep", folder]

    done = subprocess.run(
        [*command, "--times", "2", "--requests", "8"],
        cwd=ROOT,
        env={name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "\n402 paragraphs, " in done.stderr
    assert [line.split(":")[0] for line in done.stdout.splitlines()[2:]] == [
        "| report page",
        "| If-None-Match",
        "| If-None-Match",
        "| authority page",
        "| report list",
    ]
