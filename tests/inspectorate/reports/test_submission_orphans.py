"""Files of officers that no row names, and how they go."""

import os
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.utils import timezone
from pytest_django import Settings

from inspectorate.history.models import Entry
from inspectorate.reports.models import NoteFile
from tests.link_officers import (
    make_comment_file,
    make_link_officer,
    make_note,
    make_sent_draft,
    of_file,
)

pytestmark = pytest.mark.django_db
LOST = "0123456789abcdef0123456789abcdef"


def put(name: str, *, hours: int = 25) -> str:
    storage = storages["submissions"]
    stored_as = storage.save(name, ContentFile(b"Notes."))
    then = (timezone.now() - timedelta(hours=hours)).timestamp()
    os.utime(storage.path(stored_as), (then, then))
    return stored_as


@pytest.fixture(autouse=True)
def _shelf(settings: Settings, tmp_path: Path) -> None:
    mine = {**settings.STORAGES["submissions"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "submissions": mine}


@pytest.fixture
def prepared() -> NoteFile:
    """A file of a comment that is not sent."""
    officer = make_link_officer()
    note = make_note(make_sent_draft(officer.authority), officer)
    return NoteFile.objects.create(note=note, **of_file("a" * 32))


def run(*args: str) -> str:
    call_command("submission_orphans", *args, stdout=(told := StringIO()))
    return told.getvalue()


def test_only_what_no_row_names_is_removed_and_recorded(prepared: NoteFile) -> None:
    sent = make_comment_file("b" * 32)
    for name in (prepared.stored_as, sent.stored_as, LOST):
        put(name)
    fresh = put("f" * 32, hours=1)

    listed = run()
    removed = run("--remove")

    assert LOST in listed
    assert "Files without a record found: 1." in listed
    assert "Files without a record removed: 1." in removed
    left = set(storages["submissions"].listdir("")[1])
    assert left == {prepared.stored_as, sent.stored_as, fresh}
    entry = Entry.objects.get(subject_type="reports.notefile")
    assert (entry.after, entry.actor_name) == ({"files": [LOST]}, "submission_orphans")
