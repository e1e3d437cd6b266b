import sys
from pathlib import Path

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile
from pytest_django import Settings

from inspectorate.inspections import scanner
from inspectorate.inspections.scanner import scan
from inspectorate.lifecycle import Refusal
from tests.inspectorate.inspections.files import PDF, sent

FOUND = (
    "A virus was found in this file, so it was not stored. Tell your IT service, and "
    "choose a clean copy."
)
UNCHECKED = (
    "This file could not be checked for viruses, so it was not stored. Try again "
    "later, or tell those who run this system."
)
SIGN = b"a sign of illness"
PROGRAM = """
import pathlib, sys, time
content = pathlib.Path(sys.argv[-1]).read_bytes()
print("noise", file=sys.stderr)
if b"slow" in content:
    time.sleep(60)
sys.exit({True: 1, False: 0}[b"a sign of illness" in content])
"""


@pytest.fixture
def program(settings: Settings, tmp_path: Path) -> Path:
    file = tmp_path / "look for.py"
    file.write_text(PROGRAM)
    settings.VIRUS_SCANNER = [sys.executable, str(file)]
    return file


def test_clean_file_is_told_to_be_clean(program: Path) -> None:
    assert scan(sent(PDF)) is True


def test_file_is_not_scanned_where_no_program_is_named() -> None:
    assert scan(sent(SIGN)) is False


def test_infected_file_is_refused(program: Path) -> None:
    with pytest.raises(Refusal) as refused:
        scan(sent(SIGN))

    assert str(refused.value) == FOUND


def test_large_upload_is_scanned_where_it_lies(program: Path) -> None:
    with TemporaryUploadedFile("plan.pdf", "", len(SIGN), None) as upload:
        upload.write(SIGN)
        upload.flush()

        with pytest.raises(Refusal, match="A virus was found"):
            scan(upload)


@pytest.mark.parametrize(
    "command",
    [
        ["/nowhere/clamdscan"],
        [sys.executable, "-c", "raise SystemExit(2)"],
        [sys.executable, "-c", "import os; os.kill(os.getpid(), 15)"],
    ],
)
def test_file_that_could_not_be_checked_is_refused(
    command: list[str], settings: Settings
) -> None:
    settings.VIRUS_SCANNER = command

    with pytest.raises(Refusal) as refused:
        scan(sent(PDF))

    assert str(refused.value) == UNCHECKED


@pytest.mark.slow
def test_scanner_that_does_not_end_is_given_up(
    program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanner, "SECONDS", 0.3)

    with pytest.raises(Refusal, match="could not be checked"):
        scan(sent(b"slow"))


def test_name_of_the_file_reaches_no_shell(settings: Settings, tmp_path: Path) -> None:
    settings.VIRUS_SCANNER = ["/bin/sh", "-c", 'test -f "$0"']

    assert scan(sent(PDF, "$(touch gone).pdf")) is True
