import hashlib
import sys
from functools import partial
from pathlib import Path

import pytest
from django.core.files import File
from django.core.files.storage import storages
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import IntegrityError, transaction
from pytest_django import Settings

from inspectorate.accounts.models import User
from inspectorate.accounts.roles import ROLES
from inspectorate.history.models import Entry, System
from inspectorate.inspections.models import Evidence, EvidenceFile
from inspectorate.lifecycle import Refusal
from tests.factories import (
    NOON,
    SYSTEM,
    make_evidence,
    make_evidence_file,
    make_finding,
    make_inspection,
    make_team_member,
    make_user,
)
from tests.inspectorate.inspections.files import EXE, PDF, sent
from tests.races import at_once

pytestmark = pytest.mark.django_db


def kept(shelf: Path) -> list[bytes]:
    return sorted(file.read_bytes() for file in shelf.iterdir())


def read(file: EvidenceFile, by: User | System = SYSTEM) -> bytes:
    with file.open(by=by, at=NOON) as content:
        return content.read()


def acts(item: Evidence) -> list[str]:
    return [entry.act for entry in Entry.objects.about(item)]


def test_file_is_kept_with_what_it_is_and_who_added_it(shelf: Path) -> None:
    item, by = make_evidence(), make_user("inspector")

    file = item.attach(sent(PDF, "../cynllun.pdf"), by=by, at=NOON)

    stored = EvidenceFile.objects.get()
    assert stored == file
    assert (stored.revision, stored.name) == (1, "cynllun.pdf")
    assert (stored.media_type, stored.size) == ("application/pdf", len(PDF))
    assert stored.sha256 == hashlib.sha256(PDF).hexdigest()
    assert (stored.scan, stored.uploaded_by) == ("not_scanned", by)
    assert stored.uploaded_at == NOON
    entry = Entry.objects.about(item).get()
    assert (entry.act, entry.actor_id, entry.entered_at) == ("added file", by.pk, NOON)
    assert entry.after == {
        "revision": 1,
        "file": "cynllun.pdf",
        "sha256": stored.sha256,
    }


def test_content_lies_private_under_a_name_that_says_nothing(shelf: Path) -> None:
    file = make_evidence_file(name="notes.txt", text="Diary")

    (content,) = shelf.iterdir()

    assert (content.name, content.read_text()) == (file.stored_as, "Diary")
    assert file.stored_as.isalnum()
    assert content.stat().st_mode & 0o777 == 0o600


def test_new_revision_leaves_the_earlier_one_as_it_was(shelf: Path) -> None:
    item = make_evidence()
    first = make_evidence_file(item, text="First")

    second = make_evidence_file(item, text="Second")

    assert [file.revision for file in item.files.all()] == [2, 1]
    assert (read(first), read(second)) == (b"First", b"Second")


def test_same_content_as_the_latest_revision_is_refused(shelf: Path) -> None:
    item = make_evidence()
    make_evidence_file(item, text="First")
    make_evidence_file(item, text="Second")

    with pytest.raises(Refusal) as refused:
        make_evidence_file(item, text="Second", name="again.txt")

    assert str(refused.value) == (
        "This is the same file as revision 2: choose the changed one."
    )
    assert kept(shelf) == [b"First", b"Second"]
    assert make_evidence_file(item, text="First").revision == 3


def test_refused_file_leaves_nothing_behind(shelf: Path) -> None:
    item = make_evidence()

    with pytest.raises(Refusal):
        item.attach(sent(EXE), by=SYSTEM)

    assert (kept(shelf), item.files.count(), acts(item)) == ([], 0, [])


def test_infected_file_is_not_stored(shelf: Path, settings: Settings) -> None:
    settings.VIRUS_SCANNER = [sys.executable, "-c", "raise SystemExit(1)"]
    item = make_evidence()

    with pytest.raises(Refusal, match="A virus was found in this file"):
        item.attach(sent(), by=SYSTEM)

    assert (kept(shelf), item.files.count(), acts(item)) == ([], 0, [])


def test_file_that_was_scanned_says_so(shelf: Path, settings: Settings) -> None:
    settings.VIRUS_SCANNER = [sys.executable, "-c", ""]

    assert make_evidence_file().get_scan_display() == "No virus found"


def test_transaction_that_fails_leaves_no_file(shelf: Path) -> None:
    item = make_evidence()

    class Nobody(System):
        def __str__(self) -> str:
            raise LookupError

    with pytest.raises(LookupError):
        item.attach(sent(), by=Nobody("nobody"))

    assert (kept(shelf), item.files.count(), acts(item)) == ([], 0, [])


def test_item_that_is_gone_meanwhile_leaves_no_file(shelf: Path) -> None:
    item = make_evidence()
    Evidence.objects.all().delete()

    with pytest.raises(Evidence.DoesNotExist):
        item.attach(sent(), by=SYSTEM)

    assert kept(shelf) == []


def test_storage_that_fails_leaves_no_row(shelf: Path) -> None:
    item = make_evidence()
    shelf.rmdir()
    shelf.write_text("a file where the folder was")

    with pytest.raises(OSError, match="evidence"):
        item.attach(sent(), by=SYSTEM)

    assert (item.files.count(), acts(item)) == (0, [])


def test_large_upload_is_moved_and_never_read_whole(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = make_evidence()
    sizes = []
    original = File.chunks
    monkeypatch.setattr(
        File,
        "chunks",
        lambda self, size=None: (
            sizes.append(len(chunk)) or chunk for chunk in original(self, size)
        ),
    )
    content = PDF.ljust(3_000_000)
    upload = TemporaryUploadedFile("plan.pdf", "", len(content), None)
    upload.write(content)

    file = item.attach(upload, by=SYSTEM)
    # As a request does at its end.
    upload.close()

    assert file.sha256 == hashlib.sha256(content).hexdigest()
    assert max(sizes) <= File.DEFAULT_CHUNK_SIZE
    assert not Path(upload.temporary_file_path()).exists()
    assert kept(shelf) == [content]


def test_file_is_opened_for_a_person_which_is_recorded(shelf: Path) -> None:
    file, by = make_evidence_file(text="Diary"), make_user("inspector")

    content = read(file, by=by)

    entry = Entry.objects.about(file.evidence).last()
    assert content == b"Diary"
    assert (entry.act, entry.actor_id, entry.entered_at) == ("read file", by.pk, NOON)
    assert entry.after == {"revision": 1, "file": "notes.txt"}


def test_lost_file_is_not_recorded_as_read(shelf: Path) -> None:
    file = make_evidence_file()
    storages["evidence"].delete(file.stored_as)

    with pytest.raises(FileNotFoundError):
        file.open(by=SYSTEM)

    assert acts(file.evidence) == ["added file"]


def test_item_with_a_file_is_not_deleted(shelf: Path) -> None:
    file = make_evidence_file()

    with pytest.raises(IntegrityError), transaction.atomic():
        file.evidence.delete()


READERS = {
    "chief_inspector",
    "head_of_inspection",
    "information_governance",
    "quality_assurer",
}


@pytest.mark.parametrize("role", [role.code for role in ROLES])
def test_evidence_is_read_by_its_team_and_by_who_answers_for_all(role: str) -> None:
    inspection = make_inspection()
    mine, other = make_evidence(inspection), make_evidence()
    user = make_user(role)
    outside = {*Evidence.objects.readable_by(user)}
    make_team_member(inspection, user=user)
    inside = {*Evidence.objects.readable_by(user)}

    everything = {mine, other}
    assert outside == (everything if role in READERS else set())
    assert inside == (everything if role in READERS else {mine})


def test_superuser_reads_all_evidence() -> None:
    item = make_evidence()

    user = make_user(is_superuser=True)

    assert [*Evidence.objects.readable_by(user)] == [item]


def test_unused_evidence_is_that_of_no_finding() -> None:
    used, unused = make_evidence(), make_evidence()
    make_finding(used.inspection).evidence.add(used)

    assert [*Evidence.objects.unused()] == [unused]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_files_that_come_at_once_are_numbered_one_by_one(shelf: Path) -> None:
    item = make_evidence()
    texts = ["first", "second", "third", "third"]

    def add(text: str) -> int:
        return make_evidence_file(item, text=text).revision

    told = at_once([partial(add, text) for text in texts], behind=item)

    numbers = sorted(each for each in told if isinstance(each, int))
    assert numbers == [*range(1, len(numbers) + 1)]
    assert len(numbers) == item.files.count() == len([*shelf.iterdir()])
    # Refused, unless another text came between the two that are the same.
    assert len(numbers) >= 3
