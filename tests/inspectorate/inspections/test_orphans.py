"""Files of evidence that no row names, and how they go."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage

from inspectorate.history.models import Entry
from inspectorate.inspections.orphans import orphans, remove
from tests.factories import make_evidence_file

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
LOST = "0123456789abcdef0123456789abcdef"


def put(shelf: Path, name: str, *, hours: int = 25, text: str = "Notes.") -> Path:
    """A file that has lain there so long at the moment NOW."""
    path = shelf / name
    path.write_text(text)
    age(path, hours)
    return path


def age(path: Path, hours: int) -> None:
    then = (NOW - timedelta(hours=hours)).timestamp()
    os.utime(path, (then, then))


def names() -> list[str]:
    return [orphan.name for orphan in orphans(at=NOW)]


def test_file_whose_row_was_never_committed_is_found(shelf: Path) -> None:
    kept = make_evidence_file()
    age(shelf / kept.stored_as, 100)
    put(shelf, LOST)

    (orphan,) = orphans(at=NOW)

    assert orphan == (LOST, 6, NOW - timedelta(hours=25))


def test_upload_that_may_be_under_way_is_left_alone(shelf: Path) -> None:
    put(shelf, LOST, hours=23)

    assert names() == []


def test_name_that_the_storage_had_to_change_is_ours_and_others_are_not(
    shelf: Path,
) -> None:
    ours = put(shelf, f"{LOST}_a1B2c3D").name
    for name in ("README", f"{LOST}.bak", LOST.upper(), f"x{LOST}"):
        put(shelf, name)
    (shelf / "lost+found").mkdir()

    assert names() == [ours]


def test_files_are_found_when_there_are_more_than_are_asked_at_once(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inspectorate.inspections.orphans.AT_ONCE", 2)
    lost = [put(shelf, f"{number:032x}").name for number in range(5)]
    for _each in range(3):
        age(shelf / make_evidence_file().stored_as, 100)

    assert names() == lost
    remove(list(orphans(at=NOW)))

    assert names() == []
    assert Entry.objects.filter(act__startswith="removed").count() == 3


def test_removed_file_leaves_a_trace_and_no_other_goes(shelf: Path) -> None:
    kept = make_evidence_file()
    age(shelf / kept.stored_as, 100)
    young = put(shelf, LOST.replace("0", "f"), hours=1)
    put(shelf, LOST)

    remove(list(orphans(at=NOW)))

    assert {path.name for path in shelf.iterdir()} == {kept.stored_as, young.name}
    entry = Entry.objects.get(act="removed files without a record")
    assert (entry.subject_type, entry.after, entry.actor_name) == (
        *("inspections.evidencefile", {"files": [LOST]}, "evidence_orphans"),
    )


def test_upload_that_is_taken_away_meanwhile_is_no_fault(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = put(shelf, LOST)
    asked = FileSystemStorage.get_modified_time

    def late(storage: FileSystemStorage, name: str) -> datetime:
        lost.unlink()
        return asked(storage, name)

    monkeypatch.setattr(FileSystemStorage, "get_modified_time", late)

    assert names() == []
