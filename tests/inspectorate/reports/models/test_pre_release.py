"""Who reads a final report before the public: naming, new links, and their end."""

import json
from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from inspectorate.fields import Wording
from inspectorate.history.models import Entry
from inspectorate.lifecycle import Refusal
from inspectorate.reports import publication, withdrawal
from inspectorate.reports.document import signed_digest
from inspectorate.reports.models import (
    Paragraph,
    PreReleaseAccess,
    PreReleaseReader,
    Report,
)
from tests.early_readers import admit, make_pre_release_reader
from tests.factories import (
    NOON,
    SYSTEM,
    make_framework,
    make_inspection,
    make_interest,
    make_report,
    make_user,
)

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
STATUSES = Report.Status
FINAL = [STATUSES.SIGN_OFF, STATUSES.SCHEDULED]


@pytest.fixture(autouse=True)
def by_email(settings: Settings) -> None:
    settings.NOTICES_BY_EMAIL = True


def acts(reader: PreReleaseReader) -> list[tuple[str, str]]:
    told = Entry.objects.about(reader)
    return [(entry.act, entry.actor_name) for entry in told]


def test_named_reader_is_kept_and_their_link_is_left_to_the_worker(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    officer, report = make_user("publishing_officer"), make_report(signed=True)

    with django_capture_on_commit_callbacks(execute=True):
        reader = admit(report, officer)

    stored = PreReleaseReader.objects.get()
    assert (stored.email, stored.named_by, stored.named_at, stored.digest) == (
        "nia.parry@gov.example",
        officer,
        NOON,
        None,
    )
    [task] = DBTaskResult.objects.all()
    assert task.args_kwargs["args"] == [reader.pk]
    [entry] = Entry.objects.about(reader)
    assert (entry.act, entry.actor_name, entry.entered_at) == (
        "created",
        officer.name,
        NOON,
    )
    assert "email" not in entry.after
    assert "digest" not in entry.after


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"email": "nia at gov"}, "“nia at gov” is no e-mail address: write it like"),
        ({"name": " "}, "Write who reads it, and as what."),
        ({"role": ""}, "Write who reads it, and as what."),
        ({"language": "fr"}, "Choose English or Welsh."),
        ({"opens_at": None}, "Say from when it can be read."),
        ({"closes_at": NOON}, "The window ends before it opens: choose a later end."),
        (
            {"opens_at": NOON - DAY, "closes_at": NOON - HOUR},
            "The window has ended already: choose a later end, or leave it empty",
        ),
        ({"opens_at": NOON + 400 * DAY}, "This is more than a year ahead: check the"),
        ({"closes_at": NOON + 400 * DAY}, "This is more than a year ahead: check the"),
    ],
)
def test_what_is_wrong_with_a_reader_is_told_and_nothing_stored(
    told: dict, sentence: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        admit(make_report(signed=True), SYSTEM, **told)

    assert str(refusal.value).startswith(sentence)
    assert not PreReleaseReader.objects.exists()


def test_window_does_not_open_after_publication() -> None:
    report = make_report(signed=True)
    report.schedule(by=SYSTEM, scheduled_for=NOON + DAY, at=NOON)

    with pytest.raises(Refusal, match="The report is published before the window"):
        admit(report, SYSTEM, opens_at=NOON + DAY)
    admit(report, SYSTEM, opens_at=NOON + DAY - HOUR)


def test_nobody_is_named_twice_for_one_report() -> None:
    report = make_report(signed=True)
    admit(report, SYSTEM)

    with pytest.raises(Refusal, match="send them a new link"):
        admit(report, SYSTEM, email="NIA.parry@gov.example")

    admit(make_report(signed=True), SYSTEM)
    assert PreReleaseReader.objects.count() == 2


@pytest.mark.parametrize("status", [s for s in STATUSES if s not in FINAL])
def test_text_that_is_not_final_has_no_reader(status: str) -> None:
    with pytest.raises(Refusal, match="Only a final text is read early"):
        admit(make_report(status=status), SYSTEM)


def test_server_without_e_mail_names_nobody(settings: Settings) -> None:
    settings.NOTICES_BY_EMAIL = False

    with pytest.raises(Refusal, match="This server sends no e-mail"):
        admit(make_report(signed=True), SYSTEM)


@pytest.mark.parametrize(
    "role",
    ["head_of_inspection", "lead_inspector", "quality_assurer", "link_officer"],
)
def test_who_may_not_publish_names_nobody_and_ends_nothing(role: str) -> None:
    reader = make_pre_release_reader()
    person = make_user(role)

    for act in (lambda: admit(reader.report, person), lambda: reader.renew(by=person)):
        with pytest.raises(Refusal, match="Your role does not include"):
            act()
    with pytest.raises(Refusal, match="Your role does not include"):
        reader.close(by=person)

    assert PreReleaseReader.objects.get().closed_at is None


def test_lead_author_and_who_has_an_interest_name_nobody() -> None:
    author, tied = make_user("publishing_officer"), make_user("publishing_officer")
    report = make_report(signed=True, author=author)
    make_interest(tied, report.inspection.authorities.get())

    for person, told in ((author, "lead author"), (tied, "declared an interest")):
        with pytest.raises(Refusal, match=told):
            admit(report, person)


def test_new_link_kills_the_old_one_and_opens_what_was_closed() -> None:
    reader = make_pre_release_reader(token="old")
    reader.close(by=SYSTEM, at=NOON)
    officer = make_user("publishing_officer")

    reader.renew(by=officer, at=NOON + HOUR, name="Nia Parri", closes_at=NOON + DAY)

    stored = PreReleaseReader.objects.get()
    assert (stored.digest, stored.status, stored.closed_at) == (None, "queued", None)
    assert (stored.name, stored.opens_at, stored.closes_at) == (
        "Nia Parri",
        NOON,
        NOON + DAY,
    )
    assert PreReleaseReader.objects.by_token("old") is None
    assert acts(reader)[-2:] == [
        ("early reading closed", "the tests"),
        ("moved to queued", officer.name),
    ]


def test_new_link_for_a_window_that_is_over_is_refused_and_the_old_one_stays() -> None:
    reader = make_pre_release_reader(token="old")

    with pytest.raises(Refusal, match="The window has ended already"):
        reader.renew(by=SYSTEM, at=NOON + DAY, closes_at=NOON + HOUR)

    assert PreReleaseReader.objects.by_token("old") == reader


def test_reading_is_closed_once_and_by_name() -> None:
    reader, officer = make_pre_release_reader(), make_user("publishing_officer")

    reader.close(by=officer, at=NOON)

    stored = PreReleaseReader.objects.get()
    assert (stored.closed_by, stored.closed_at) == (officer, NOON)
    assert acts(reader) == [("early reading closed", officer.name)]
    with pytest.raises(Refusal, match="does not read it any longer already"):
        stored.close(by=officer)


def test_reading_gives_the_final_text_and_records_who_saw_what() -> None:
    reader = make_pre_release_reader()

    document = reader.read(language="cy", at=NOON)
    reader.read(language="en", at=NOON + HOUR)

    texts = [p["text"]["en"] for p in document["sections"][0]["paragraphs"]]
    assert texts == list(Paragraph.objects.values_list("text_en", flat=True))
    rows = PreReleaseAccess.objects.values_list("name", "at", "language", "sha256")
    digest = Report.objects.get().signed_digest
    assert list(rows) == [
        ("Nia Parry", NOON, "cy", digest),
        ("Nia Parry", NOON + HOUR, "en", digest),
    ]
    # By which it can be shown that they read what was published afterwards.
    edition = publication.publish(reader.report, by=SYSTEM, at=NOON + DAY)
    assert signed_digest(json.loads(edition.document)) == digest


def refused_at(reader: PreReleaseReader, at: object) -> bool:
    try:
        PreReleaseReader.objects.get(pk=reader.pk).read(language="en", at=at)
    except Refusal:
        return True
    return False


def test_report_is_read_within_the_window_and_not_a_second_outside() -> None:
    second = timedelta(seconds=1)
    window = {"opens_at": NOON, "closes_at": NOON + HOUR}
    reader = make_pre_release_reader(**window)

    moments = [NOON - second, NOON, NOON + HOUR - second, NOON + HOUR]

    assert [refused_at(reader, at) for at in moments] == [True, False, False, True]
    assert PreReleaseAccess.objects.count() == 2


def test_text_that_was_changed_after_sign_off_is_not_shown() -> None:
    reader = make_pre_release_reader()
    reader.report.paragraphs.update(text_en="Changed by hand.")

    assert refused_at(reader, NOON)
    assert not PreReleaseAccess.objects.exists()


def test_revision_ends_it_for_good_also_for_the_same_text() -> None:
    reader = make_pre_release_reader(token="t")
    report = Report.objects.get()

    report.return_to_revision(by=SYSTEM, reason="A figure is wrong.")

    assert PreReleaseReader.objects.get().closed_at is not None
    assert acts(reader) == [("early reading closed", "early reading")]
    Report.objects.update(status="awaiting_sign_off")
    Report.objects.get().sign_off(by=SYSTEM)
    assert refused_at(reader, NOON)


def test_stopping_a_publication_leaves_it_open() -> None:
    report = make_report(signed=True)
    report.schedule(by=SYSTEM, scheduled_for=NOON + DAY, at=NOON)
    reader = make_pre_release_reader(report)

    report.unschedule(by=SYSTEM)

    assert not refused_at(reader, NOON)


def test_publication_ends_it_and_no_correction_is_read_by_the_old_link() -> None:
    reader = make_pre_release_reader()
    report = Report.objects.get()
    publication.publish(report, by=SYSTEM, at=NOON + HOUR)
    assert refused_at(reader, NOON + DAY)

    report.return_to_revision(by=SYSTEM, reason="A figure is wrong.")
    Report.objects.update(status="awaiting_sign_off")
    Report.objects.get().sign_off(by=SYSTEM, at=NOON + DAY)

    stored = PreReleaseReader.objects.get()
    assert (stored.closed_at, stored.is_led_on()) == (None, True)
    assert refused_at(reader, NOON + DAY)
    stored.renew(by=SYSTEM, at=NOON + DAY)
    assert not refused_at(reader, NOON + DAY)


def test_issuing_and_withdrawing_end_it() -> None:
    issued = make_pre_release_reader()
    publication.issue(issued.report, by=SYSTEM, reason="A children's home.", at=NOON)
    withdrawn = make_pre_release_reader(
        make_report(make_inspection(framework=make_framework()), signed=True)
    )
    publication.publish(withdrawn.report, by=SYSTEM, at=NOON + HOUR)
    told = Wording("Wrong.", "Anghywir.")
    withdrawal.withdraw(withdrawn.report, by=SYSTEM, reason=told, at=NOON + HOUR)

    assert refused_at(issued, NOON + DAY)
    assert refused_at(withdrawn, NOON + DAY)
    assert not PreReleaseReader.objects.get(pk=withdrawn.pk).is_led_on()
