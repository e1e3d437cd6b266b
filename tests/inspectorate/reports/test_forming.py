import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, storages
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from inspectorate.history import append_only
from inspectorate.history.models import Entry
from inspectorate.lifecycle import move
from inspectorate.notices.models import Notice
from inspectorate.reports import chain, forming, register, verification
from inspectorate.reports.models import (
    Edition,
    EditionForm,
    RegisterEntry,
    Report,
)
from inspectorate.reports.publication import issue, publish
from inspectorate.reports.rendering import styles
from tests.factories import (
    NOON,
    SYSTEM,
    make_edition,
    make_finding,
    make_framework,
    make_inspection,
    make_report,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("edition_files")]
slow = pytest.mark.slow


class FullDisk(FileSystemStorage):
    """Takes a few files, and then has no room for more."""

    room = 2

    def _save(self, name: str, content: File) -> str:
        if FullDisk.room == 0:
            raise OSError(28, "No space left on device")
        FullDisk.room -= 1
        return super()._save(name, content)


@pytest.fixture
def full_disk(settings: Settings, edition_files: Path) -> None:
    FullDisk.room = 2
    options = {"location": edition_files}
    mine = {"BACKEND": f"{__name__}.FullDisk", "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "editions": mine}


def stored(edition: Edition) -> dict[str, bytes]:
    contents = {}
    for form in edition.forms.all():
        with storages["editions"].open(form.stored_as) as file:
            contents[form.name] = file.read()
    return contents


def test_edition_in_both_languages_has_six_forms_in_the_register() -> None:
    edition = make_edition()

    forming.form(edition, at=NOON)

    stem = f"{edition.report.slug}-edition-1"
    files = stored(edition)
    assert list(files) == [
        f"{stem}-en.pdf",
        f"{stem}-cy.pdf",
        f"{stem}.html",
        f"{stem}-en.txt",
        f"{stem}-cy.txt",
        f"{stem}.json",
    ]
    assert files[f"{stem}.json"].decode() == edition.document
    for form in edition.forms.all():
        content = files[form.name]
        assert form.sha256 == hashlib.sha256(content).hexdigest()
        assert form.size == len(content)
        assert form.sha256 in form.stored_as
    entry = edition.forms_entry
    assert (entry.kind, entry.sequence, entry.chain) == ("forms", 2, "public")
    told = json.loads(entry.content)
    assert [(f["form"], f["language"]) for f in told["forms"]] == [
        ("html", ""),
        ("json", ""),
        ("pdf", "cy"),
        ("pdf", "en"),
        ("text", "cy"),
        ("text", "en"),
    ]
    assert told["forms"][1]["sha256"] == edition.sha256
    assert list(verification.faults()) == []


@slow
def test_edition_in_one_language_has_one_pdf() -> None:
    framework = make_framework(languages="en")
    inspection = make_inspection(framework=framework)
    report = make_report(inspection, title_cy="", status="awaiting_sign_off")
    report.paragraphs.update(text_cy="")
    report.sections.update(heading_cy="")
    report.sign_off(by=SYSTEM, at=NOON)
    edition = publish(report, by=SYSTEM, at=NOON)

    forming.form(edition)

    forms = edition.forms.values_list("form", "language")
    assert list(forms) == [("pdf", "en"), ("html", ""), ("text", "en"), ("json", "")]


@slow
def test_forms_are_made_once() -> None:
    edition = make_edition()

    forming.form(edition)
    forming.form(Edition.objects.get())

    assert EditionForm.objects.count() == 6
    assert RegisterEntry.objects.filter(kind="forms").count() == 1


@slow
def test_issued_edition_has_its_forms_in_its_own_chain() -> None:
    inspection = make_inspection()
    make_finding(inspection)
    report = make_report(inspection, signed=True)
    edition = issue(report, by=SYSTEM, reason="A secure home.", at=NOON)

    forming.form(edition)

    assert (edition.forms_entry.chain, edition.forms_entry.sequence) == ("issued", 2)
    assert not RegisterEntry.objects.published().exists()
    assert list(verification.faults()) == []


@slow
@pytest.mark.usefixtures("full_disk")
def test_full_disk_leaves_nothing_public_and_is_told() -> None:
    officer = make_user("publishing_officer")
    report = make_report(signed=True)
    edition = publish(report, by=officer, at=NOON)

    with pytest.raises(forming.NotMadeError) as refusal:
        forming.form(edition)

    reason = "A file could not be stored: No space left on device"
    assert str(refusal.value) == reason
    assert not EditionForm.objects.exists()
    assert not RegisterEntry.objects.filter(kind="forms").exists()
    entry = Entry.objects.about(edition).get(act=forming.FAILED)
    assert entry.reason == reason
    notice = Notice.objects.get(person=officer, kind="forms_not_made")
    assert reason in notice.body
    assert list(verification.faults()) == []
    FullDisk.room = 99

    forming.form(edition)

    assert edition.forms.count() == 6
    assert list(verification.faults()) == []


class LostStore(FileSystemStorage):
    """Fails as a store behind a network does, in its own kind of error."""

    def exists(self, name: str) -> bool:
        msg = "AccessDenied"
        raise RuntimeError(msg)


def test_fault_of_a_store_is_told_without_its_particulars(settings: Settings) -> None:
    mine = {"BACKEND": f"{__name__}.LostStore"}
    settings.STORAGES = {**settings.STORAGES, "editions": mine}
    edition = make_edition()

    with pytest.raises(forming.NotMadeError, match="its log says which"):
        forming.form(edition)

    entry = Entry.objects.about(edition).get(act=forming.FAILED)
    assert entry.reason.startswith("A fault of the system")
    assert not EditionForm.objects.exists()


@slow
def test_engine_that_fails_leaves_nothing_and_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    edition = make_edition()
    styles.part.cache_clear()
    monkeypatch.setattr(styles, "STYLES", tmp_path)
    (tmp_path / "2026").mkdir()
    (tmp_path / "2026" / "signs.txt").write_text("0020-007E\n")
    (tmp_path / "2026" / "report.typ").write_text("#nonsense")

    with pytest.raises(forming.NotMadeError, match="unknown variable: nonsense"):
        forming.form(edition)

    styles.part.cache_clear()
    styles.signs.cache_clear()
    assert not EditionForm.objects.exists()
    assert Entry.objects.about(edition).filter(act=forming.FAILED).exists()


@slow
def test_register_that_refuses_is_told(settings: Settings) -> None:
    settings.SIGNING_KEY = bytes(range(32))
    edition = make_edition()
    settings.SIGNING_KEY = b""

    with pytest.raises(forming.NotMadeError, match="no key is set"):
        forming.form(edition)

    assert not EditionForm.objects.exists()


@slow
def test_file_of_an_attempt_that_broke_off_is_written_anew(edition_files: Path) -> None:
    edition = make_edition()
    half = edition_files / edition.sha256[:2] / f"{edition.sha256}.json"
    half.parent.mkdir()
    half.write_text(edition.document[:40])

    forming.form(edition)

    assert half.read_text() == edition.document
    assert list(verification.faults()) == []


@slow
@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda file: file.write_bytes(b"other"), "has been altered"),
        (lambda file: file.unlink(), "is missing"),
    ],
)
def test_file_that_was_harmed_is_named(
    edition_files: Path, harm: Callable[[Path], None], told: str
) -> None:
    edition = make_edition()
    forming.form(edition)
    form = edition.forms.first()

    harm(edition_files / form.stored_as)

    assert list(verification.faults()) == [f"The file {form.name} {told}."]


@slow
@pytest.mark.parametrize(
    "change", [{"sha256": "0" * 64}, {"size": 1}, {"made_at": NOON}]
)
def test_row_that_was_altered_is_named(change: dict[str, object]) -> None:
    edition = make_edition()
    forming.form(edition)

    append_only.remove(EditionForm, connection)
    EditionForm.objects.filter(form="html").update(**change)
    append_only.install(EditionForm, connection)

    assert list(chain.faults()) == ["Entry 2: what it is about has been altered."]


@slow
def test_forms_in_no_register_are_named() -> None:
    edition = make_edition()
    forming.form(edition)

    append_only.remove(RegisterEntry, connection)
    RegisterEntry.objects.filter(kind="forms").delete()
    append_only.install(RegisterEntry, connection)

    assert list(chain.faults())[-1] == (
        f"The forms of edition 1 of {edition.report.slug} are in no register."
    )


@slow
def test_publication_asks_the_worker_for_the_forms(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        edition = make_edition()
        issue(make_report(signed=True), by=SYSTEM, reason="A secure home.", at=NOON)

    tasks = DBTaskResult.objects.filter(task_path="inspectorate.reports.forming.make")
    assert tasks.count() == 2
    forming.make.func(edition.pk)
    assert edition.forms.count() == 6


@slow
def test_import_asks_for_none_and_its_correction_does(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    tasks = DBTaskResult.objects.filter(task_path="inspectorate.reports.forming.make")
    with django_capture_on_commit_callbacks(execute=True):
        inspection = make_inspection(recorded_from="archive")
        report = make_edition(inspection, recorded_from="archive").report
    assert not tasks.exists()
    why = {"correction_en": "Mended.", "correction_cy": "Wedi'i drwsio."}
    move(report, Report.Status.REVISION, by=SYSTEM, **why)
    report.clear_identities(by=SYSTEM)
    report.submit_for_sign_off(by=SYSTEM)
    report.sign_off(by=SYSTEM)

    with django_capture_on_commit_callbacks(execute=True):
        publish(report, by=SYSTEM)

    assert tasks.count() == 1


@slow
def test_link_that_came_meanwhile_is_older_than_the_forms() -> None:
    first = make_edition()

    make_edition()
    forming.form(first)

    at = first.forms.first().made_at
    assert register.moment(at) == json.loads(first.forms_entry.content)["entered_at"]
    assert list(chain.faults()) == []


@slow
def test_forms_are_made_by_a_server_whose_clock_is_seconds_behind() -> None:
    edition = make_edition()
    ahead = register.locked_head("public")
    ahead.entered_at = timezone.now() + timedelta(seconds=20)
    ahead.save()

    forming.form(edition)

    assert edition.forms.first().made_at == ahead.entered_at


@slow
def test_sweep_makes_what_a_lost_worker_left_and_not_what_failed() -> None:
    lost, failed = make_edition(), make_edition()
    make_edition(recorded_from="A report of 2014")
    forming.tell(failed, "The disk is full.")
    soon = lost.entered_at + timedelta(minutes=1)

    assert forming.make_left_behind(at=soon) == []
    late = soon + forming.PATIENCE
    assert forming.make_left_behind(at=late) == [lost]
    assert forming.make_left_behind(at=late) == []
    assert lost.forms.exists()
