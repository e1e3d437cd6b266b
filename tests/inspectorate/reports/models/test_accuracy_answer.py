"""What an authority's officers say of a draft at the portal, and what they are told."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import Settings

from authorities.models import LinkOfficer
from inspectorate.history.models import Entry
from inspectorate.lifecycle import Refusal
from inspectorate.notices.models import Notice
from inspectorate.reports import noting
from inspectorate.reports.models import (
    AccuracyAnswer,
    AccuracyCheck,
    AccuracyComment,
    AccuracyNote,
    CommentFile,
    NoteFile,
    Report,
)
from tests.factories import (
    NOON,
    SYSTEM,
    make_accuracy_check,
    make_accuracy_comment,
    make_authority,
    make_team_member,
    make_user,
)
from tests.link_officers import (
    make_accuracy_answer,
    make_link_officer,
    make_note,
    make_sent_draft,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def submissions(settings: Settings, tmp_path: Path) -> Path:
    folder = tmp_path / "submissions"
    mine = {**settings.STORAGES["submissions"], "OPTIONS": {"location": folder}}
    settings.STORAGES = {**settings.STORAGES, "submissions": mine}
    folder.mkdir()
    return folder


@pytest.fixture
def officer() -> LinkOfficer:
    return make_link_officer()


def draft_of(officer: LinkOfficer) -> AccuracyCheck:
    return make_sent_draft(officer.authority)


def paper(text: str = "Twelve files.", name: str = "proof.txt") -> ContentFile:
    return ContentFile(text.encode(), name=name)


def read(file: NoteFile | CommentFile) -> bytes:
    with file.open() as content:
        return content.read()


def stored_names() -> list[str]:
    return storages["submissions"].listdir("")[1]


# Reading


def test_reading_is_recorded_with_who_and_in_which_language(
    officer: LinkOfficer,
) -> None:
    check = draft_of(officer)

    check.read_as(officer, "cy")

    entry = Entry.objects.about(check).last()
    assert (entry.act, entry.actor_id) == ("read draft", officer.user_id)
    assert entry.after == {
        "language": "cy",
        "digest": check.digest,
        "office": officer.office,
    }


def ended(check: AccuracyCheck, officer: LinkOfficer) -> None:
    LinkOfficer.objects.filter(pk=officer.pk).update(ended_at=NOON)


def of_another(check: AccuracyCheck, officer: LinkOfficer) -> None:
    check.report.inspection.authorities.set([make_authority()])


def sent_again(check: AccuracyCheck, officer: LinkOfficer) -> None:
    make_accuracy_check(check.report, at=timezone.now())


def moved_on(check: AccuracyCheck, officer: LinkOfficer) -> None:
    Report.objects.update(status=Report.Status.REVISION)


@pytest.mark.parametrize("closes", [ended, of_another, sent_again, moved_on])
def test_draft_outside_its_window_is_neither_read_nor_commented_on(
    officer: LinkOfficer, closes: Callable
) -> None:
    check = draft_of(officer)
    closes(check, officer)
    check = AccuracyCheck.objects.get(pk=check.pk)
    officer.refresh_from_db()

    for act in (make_note, make_accuracy_answer):
        with pytest.raises(Refusal):
            act(check, officer)
    with pytest.raises(Refusal):
        check.read_as(officer, "en")

    assert not Entry.objects.filter(act="read draft").exists()
    assert not AccuracyNote.objects.exists()


def test_window_is_the_time_from_the_actual_sending(officer: LinkOfficer) -> None:
    sent_at = timezone.now() - 40 * DAY
    check = make_sent_draft(officer.authority, at=sent_at)

    with pytest.raises(Refusal, match="ask the inspectorate"):
        check.read_as(officer, "en")

    check.extend(timezone.localdate() + DAY, by=SYSTEM, reason="It was lost.")
    assert check.read_as(officer, "en")


# Preparing


def test_note_is_kept_with_its_part_and_its_files(officer: LinkOfficer) -> None:
    check = draft_of(officer)

    note = make_note(check, officer, files=[paper()])

    assert note.part_kind == "paragraph"
    assert note.place == "Paragraph 1.1"
    [file] = note.files.all()
    assert (file.name, file.media_type, file.scanned) == (
        "proof.txt",
        "text/plain",
        False,
    )
    assert read(file) == b"Twelve files."
    told = str([entry.after for entry in Entry.objects.about(note)])
    assert note.comment_text not in told


def test_file_that_is_not_taken_keeps_nothing(officer: LinkOfficer) -> None:
    check = draft_of(officer)

    with pytest.raises(Refusal, match="This file is empty"):
        make_note(check, officer, files=[paper(), paper("")])

    assert not AccuracyNote.objects.exists()
    assert not NoteFile.objects.exists()
    assert stored_names() == []


def test_second_file_that_is_refused_takes_the_first_with_it(
    officer: LinkOfficer,
) -> None:
    check = draft_of(officer)

    with pytest.raises(Refusal, match="stands there already"):
        make_note(check, officer, files=[paper(), paper(name="again.txt")])

    assert not NoteFile.objects.exists()
    assert stored_names() == []


@pytest.mark.parametrize(
    ("said", "cure"),
    [
        ({"comment_text": " "}, "Enter what the authority says"),
        ({"comment_type": "nonsense"}, "Choose the type"),
        ({"place": "99.9"}, "is no part of the draft"),
        ({"comment_text": "a\x00b"}, "NUL character"),
    ],
)
def test_note_that_could_not_be_sent_is_refused(
    officer: LinkOfficer, said: dict, cure: str
) -> None:
    check = draft_of(officer)

    with pytest.raises(Refusal, match=cure):
        make_note(check, officer, **said)


def test_form_that_is_sent_twice_notes_once(officer: LinkOfficer) -> None:
    check = draft_of(officer)
    make_note(check, officer, comment_text="Twelve.")

    with pytest.raises(Refusal, match="stands there already"):
        make_note(check, officer, comment_text="Twelve.")


def test_colleague_of_the_same_council_writes_on_and_deletes(
    officer: LinkOfficer,
) -> None:
    check = draft_of(officer)
    note = make_note(check, officer, files=[paper()])
    colleague = make_link_officer(officer.authority)
    said = {"comment_type": "other", "comment_text": "Thirteen."}

    noting.keep(check, officer=colleague, note=note, **said)

    assert AccuracyNote.objects.get().officer == colleague
    note.take_back(officer=officer)
    assert not AccuracyNote.objects.exists()
    acts = [entry.act for entry in Entry.objects.about(note)]
    assert acts == ["created", "added file", "changed", "deleted"][: len(acts)]


def test_another_council_changes_no_note(officer: LinkOfficer) -> None:
    check = draft_of(officer)
    note = make_note(check, officer)
    stranger = make_link_officer()

    with pytest.raises(Refusal, match="not sent to you"):
        note.take_back(officer=stranger)

    assert AccuracyNote.objects.exists()


# Sending


def test_answer_makes_comments_of_all_notes_and_says_when_it_came(
    officer: LinkOfficer,
) -> None:
    check = draft_of(officer)
    make_note(check, officer, files=[paper()], supporting_evidence="Minutes.")
    colleague = make_link_officer(officer.authority)
    make_note(check, colleague, comment_type="judgement_challenge", place="")

    answer = make_accuracy_answer(check, officer)

    first, second = AccuracyComment.objects.order_by("number")
    assert (first.answer, first.submitted_by) == (answer, officer.user)
    assert first.submitted_by_role == "Performance manager"
    assert first.supporting_evidence == "Minutes."
    assert first.paragraph == check.report.paragraphs.first()
    assert second.touches_judgement
    [file] = CommentFile.objects.all()
    assert (file.comment, read(file)) == (first, b"Twelve files.")
    assert not AccuracyNote.objects.exists()
    check.refresh_from_db()
    assert check.returned_on == timezone.localdate()
    assert Entry.objects.about(check).last().act == "returned"


def test_nothing_to_correct_has_to_be_said(officer: LinkOfficer) -> None:
    check = draft_of(officer)
    send = AccuracyAnswer.objects.send

    with pytest.raises(Refusal, match="Nothing is noted"):
        send(check, officer=officer)
    send(check, officer=officer, nothing_to_correct=True)

    check.refresh_from_db()
    assert check.returned_on
    assert not check.comments.exists()


def test_nothing_to_correct_is_refused_beside_a_comment(officer: LinkOfficer) -> None:
    check = draft_of(officer)
    make_note(check, officer)

    with pytest.raises(Refusal, match="something to correct"):
        AccuracyAnswer.objects.send(check, officer=officer, nothing_to_correct=True)

    assert AccuracyNote.objects.count() == 1


def test_answer_is_sent_once_and_nothing_is_added_to_it(officer: LinkOfficer) -> None:
    check = draft_of(officer)
    make_accuracy_answer(check, officer)
    colleague = make_link_officer(officer.authority)

    for act in (make_accuracy_answer, make_note):
        with pytest.raises(Refusal, match="Your council's answer is sent"):
            act(check, colleague)


def test_joint_draft_is_back_when_every_authority_has_answered(
    officer: LinkOfficer,
) -> None:
    check = draft_of(officer)
    other = make_link_officer()
    check.report.inspection.authorities.add(other.authority)
    make_note(check, officer, comment_text="Twelve.")
    make_note(check, other, comment_text="Twelve.")

    make_accuracy_answer(check, officer)

    check.refresh_from_db()
    assert check.returned_on is None
    assert check.comments_of(other.authority).count() == 0
    make_accuracy_answer(check, other)
    check.refresh_from_db()
    assert check.returned_on
    for each in (officer, other):
        [comment] = check.comments_of(each.authority)
        assert comment.submitted_by == each.user


def test_what_the_inspectorate_logged_is_the_authority_s_where_it_is_alone(
    officer: LinkOfficer,
) -> None:
    check = draft_of(officer)
    comment = make_accuracy_comment(check, at=timezone.now())

    assert list(check.comments_of(officer.authority)) == [comment]
    check.report.inspection.authorities.add(make_authority())
    assert list(check.comments_of(officer.authority)) == []


# Telling


def decided(check: AccuracyCheck) -> None:
    for comment in check.comments.all():
        comment.decide("rejected", "The files say so.", by=make_user("quality_assurer"))


def test_authority_is_told_once_all_is_decided(officer: LinkOfficer) -> None:
    check = draft_of(officer)
    make_note(check, officer)
    chief = make_user("chief_inspector")
    for cure in ("has not answered yet", "not settled"):
        with pytest.raises(Refusal, match=cure):
            check.tell_authority(by=chief)
        if not check.answers.exists():
            make_accuracy_answer(check, officer)
    decided(check)

    check.tell_authority(by=chief)

    check.refresh_from_db()
    assert (check.told_by, check.told_at is not None) == (chief, True)
    assert Entry.objects.about(check).last().act == "told the authority"
    with pytest.raises(Refusal, match="told already"):
        check.tell_authority(by=chief)


def test_officers_are_told_in_their_language_and_who_writes_of_their_answer() -> None:
    officer = make_link_officer(
        user=make_user("link_officer", language="cy", email="o@council.example")
    )
    left = make_link_officer(officer.authority, ended_at=NOON)
    check = draft_of(officer)
    lead = make_team_member(check.report.inspection, role="lead").user

    make_accuracy_answer(check, officer)
    check.tell_authority(by=SYSTEM)

    told = list(Notice.objects.order_by("pk").values_list("person", "kind", "link"))
    page = f"/portal/drafts/{check.report.slug}/1/"
    assert told == [
        (officer.user_id, "draft_sent", page),
        (
            lead.pk,
            "accuracy_answered",
            f"/admin/reports/accuracycheck/{check.pk}/change/",
        ),
        (officer.user_id, "decisions_told", page),
    ]
    assert not Notice.objects.filter(person=left.user).exists()


# The database


def refused(rows: object, **changes: object) -> str:
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        rows.update(**changes)
    return str(raised.value)


def test_database_lets_no_officer_of_another_council_answer(
    officer: LinkOfficer,
) -> None:
    check = draft_of(officer)
    stranger = make_link_officer()
    fields = {"accuracy_check": check, "office": "Clerk", "sent_at": NOON}

    for who, council in (
        (stranger, stranger.authority),
        (stranger, officer.authority),
        (officer, stranger.authority),
    ):
        with (
            pytest.raises(IntegrityError, match="own authority"),
            transaction.atomic(),
        ):
            AccuracyAnswer.objects.create(officer=who, authority=council, **fields)


def test_database_keeps_notes_within_the_council_that_is_asked(
    officer: LinkOfficer,
) -> None:
    check = draft_of(officer)
    make_note(check, officer)
    notes = AccuracyNote.objects.all()

    assert "own authority" in refused(notes, officer=make_link_officer())
    make_sent_draft()
    other = AccuracyCheck.objects.exclude(pk=check.pk).get()
    assert "own authority" in refused(notes, accuracy_check=other)


def test_database_keeps_which_answer_a_comment_came_with(officer: LinkOfficer) -> None:
    check = draft_of(officer)
    make_note(check, officer)
    make_accuracy_answer(check, officer)

    assert "stays as it was" in refused(AccuracyComment.objects.all(), answer=None)


def test_database_takes_no_comment_in_the_name_of_another_officer(
    officer: LinkOfficer,
) -> None:
    check = draft_of(officer)
    answer = make_accuracy_answer(check, officer)
    comment = AccuracyComment.objects.compose(
        check,
        at=timezone.now(),
        comment_type="other",
        comment_text="No.",
        submitted_by_role="Clerk",
        submitted_by=make_link_officer().user,
        answer=answer,
    )

    with pytest.raises(IntegrityError, match="its officer"), transaction.atomic():
        comment.save(force_insert=True)


def test_database_keeps_when_the_authority_was_told(officer: LinkOfficer) -> None:
    check = draft_of(officer)
    make_accuracy_answer(check, officer)
    check.tell_authority(by=SYSTEM)

    assert "stays as it was" in refused(AccuracyCheck.objects.all(), told_at=NOON)
