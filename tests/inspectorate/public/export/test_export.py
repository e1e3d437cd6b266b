"""A copy of the whole record: it works from a folder, and a stranger can check it."""

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from inspectorate.public.export import export
from inspectorate.public.export.folder import Folder
from tests.factories import (
    NOON,
    make_edition,
    make_finding,
    make_inspection,
    make_judgement,
    make_recommendation,
    make_withdrawal,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LINK = re.compile(r'\b(?:href|src)="([^"]*)"')


@pytest.fixture
def record(settings: Settings) -> None:
    """Two reports, one of them withdrawn, in a signed register."""
    settings.SIGNING_KEY = bytes(range(32))
    inspection = make_inspection()
    make_finding(inspection)
    make_judgement(inspection)
    make_recommendation(inspection)
    make_edition(inspection, at=NOON)
    make_withdrawal(make_edition(at=NOON, paragraphs=["A name that had to go."]))


def copy(root: Path) -> Folder:
    return export(root, progress=lambda: None)


def verify(root: Path) -> subprocess.CompletedProcess:
    """By the program of the copy itself, which knows nothing of Inspectorate."""
    return subprocess.run(
        [sys.executable, "-I", root / "verify.py"],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.usefixtures("record")
def test_every_link_of_the_copy_leads_to_a_file_of_it(tmp_path: Path) -> None:
    copy(tmp_path)

    pages = list(tmp_path.rglob("*.html"))
    lost = {
        f"{page.relative_to(tmp_path)}: {link}"
        for page in pages
        for link in LINK.findall(page.read_text())
        if not re.match(r"[a-z]+:|#", link)
        and not (page.parent / unquote(link.partition("#")[0])).is_file()
    }
    assert lost == set()
    assert len(pages) > 20


@pytest.mark.usefixtures("record")
def test_copy_holds_both_languages_and_no_word_that_was_withdrawn(
    tmp_path: Path,
) -> None:
    copy(tmp_path)

    for language in ("en", "cy"):
        home = (tmp_path / language / "index.html").read_text()
        assert f'<html lang="{language}"' in home
    for file in tmp_path.rglob("*"):
        assert file.is_dir() or b"A name that had to go" not in file.read_bytes()


@pytest.mark.usefixtures("record")
def test_second_copy_changes_nothing(tmp_path: Path) -> None:
    first = copy(tmp_path)

    second = copy(tmp_path)

    assert (second.written, second.removed) == (0, 0)
    assert second.kept == first.written + first.kept


@pytest.mark.usefixtures("record")
def test_stranger_finds_that_the_copy_holds(tmp_path: Path) -> None:
    copy(tmp_path)

    done = verify(tmp_path)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "The register ends at 4 with " in done.stdout
    assert "It is signed; the last key is 56475aa75463474c." in done.stdout
    assert done.stdout.endswith("The copy holds.\n")


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("data/reports/*/1.json", "1.json has been altered"),
        ("data/register/*.jsonl", "its content does not match its digest"),
        ("en/index.html", "en/index.html has been altered"),
    ],
)
def test_stranger_finds_one_changed_byte(
    tmp_path: Path, pattern: str, told: str
) -> None:
    copy(tmp_path)
    (file,) = tmp_path.glob(pattern)
    content = file.read_bytes()
    place = content.index(b"2026")
    file.write_bytes(content[:place] + b"3" + content[place + 1 :])

    done = verify(tmp_path)

    assert done.returncode == 1
    assert told in done.stdout


@pytest.mark.usefixtures("record")
def test_register_that_was_made_up_anew_is_not_signed(tmp_path: Path) -> None:
    copy(tmp_path)
    (file,) = (tmp_path / "data" / "register").glob("*.jsonl")
    lines = file.read_text().split("\n")
    file.write_text("\n".join(lines[1:]))

    done = verify(tmp_path)

    assert done.returncode == 1
    assert "Entry 2: it does not follow 0" in done.stdout


def test_command_refuses_a_folder_that_holds_something_else(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("Mine.")

    with pytest.raises(CommandError, match="name a new folder"):
        call_command("export_site", str(tmp_path))
