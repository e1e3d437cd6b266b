import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

LOST = "0123456789abcdef0123456789abcdef"


def run(*args: str) -> str:
    call_command("evidence_orphans", *args, stdout=(told := StringIO()))
    return told.getvalue()


@pytest.mark.django_db
def test_command_lists_and_removes_only_when_told_to(shelf: Path) -> None:
    path = shelf / LOST
    path.write_text("Notes.")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    listed = f"{LOST}  6 bytes  2023-11-14\n"

    assert run() == f"{listed}Files without a record found: 1.\n"
    assert path.exists()
    assert run("--remove") == f"{listed}Files without a record removed: 1.\n"
    assert not path.exists()
    assert run("--remove") == "Files without a record removed: 0.\n"
