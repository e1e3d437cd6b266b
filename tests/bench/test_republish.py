"""The walk that bench/republish.py makes with real reports, with three made-up ones."""

import json
import os
import runpy
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


def run(folder: Path, *command: str | Path) -> subprocess.CompletedProcess:
    environment = {
        **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        "SECRET_KEY": "x" * 60,
        "DATA_DIR": str(folder / "data"),
        "ALLOWED_HOSTS": "testserver",
        "HTTPS": "false",
        "SIGNING_KEY": "AQ" * 21 + "A=",
        "LOG_LEVEL": "WARNING",
    }
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def worded(line: str) -> str:
    """With no sentence twice: which of two equal words has changed, nobody can tell."""
    document = json.loads(line)
    for paragraph in document["sections"][0]["paragraphs"]:
        number = paragraph["number"]
        told = (f"Team {place} keeps record {number}-{place}." for place in range(9))
        paragraph["text"] = " ".join(told)
    return json.dumps(document)


@pytest.mark.slow
def test_reports_are_corrected_compared_kept_and_copied_without_a_fault(
    tmp_path: Path,
) -> None:
    made_up = runpy.run_path(str(ROOT / "bench" / "import_reports.py"))["made_up"]
    reports = tmp_path / "reports.jsonl"
    reports.write_text("\n".join(worded(line) for line in islice(made_up(), 3)))
    (tmp_path / "data").mkdir()
    for command in (["migrate"], ["collectstatic"], ["import_reports", reports]):
        quiet = [] if command[0] == "import_reports" else ["--verbosity=0"]
        done = run(tmp_path, "manage.py", *command, *quiet)
        assert done.returncode == 0, done.stderr

    done = run(tmp_path, "bench/republish.py", tmp_path / "copy")

    told = done.stdout.splitlines()
    assert told[-1:] == ["Faults: 0"], done.stdout + done.stderr
    assert "Editions given their forms: 6." in told
    assert "The copy holds." in told
    # One byte of a document, and then of a PDF.
    altered = [line for line in told if line.startswith("One byte of ")]
    assert [line.endswith("has been altered") for line in altered] == [True, True]
