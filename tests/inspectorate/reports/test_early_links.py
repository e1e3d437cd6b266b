"""The e-mail with a personal link."""

import re
from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from inspectorate.history.models import Entry
from inspectorate.notices.link_mail import MOST_ATTEMPTS
from inspectorate.notices.mail import Outcome
from inspectorate.reports.early_links import EARLY_LINKS, send_link
from inspectorate.reports.models import PreReleaseReader, Report
from tests.early_readers import make_pre_release_reader
from tests.factories import NOON, SYSTEM

pytestmark = pytest.mark.django_db
LINK = re.compile(r"https://inspectorate\.example/portal/early/([\w-]{43})/")


def stored() -> PreReleaseReader:
    return PreReleaseReader.objects.get()


def test_link_goes_to_the_reader_alone_and_is_kept_nowhere(
    mailoutbox: list[EmailMessage],
) -> None:
    reader = make_pre_release_reader(email="nia@gov.example")

    send_link.call(reader.pk)

    (mail,) = mailoutbox
    assert (mail.to, mail.cc, mail.bcc) == (["nia@gov.example"], [], [])
    token = LINK.search(mail.body)[1]
    assert PreReleaseReader.objects.by_token(token) == reader
    assert stored().status == "sent"
    kept = [*PreReleaseReader.objects.values(), *Entry.objects.values()]
    assert token not in str(kept)
    assert stored().digest not in str(Entry.objects.values())


@pytest.mark.slow
def test_e_mail_tells_the_window_and_nothing_of_the_report(
    mailoutbox: list[EmailMessage],
) -> None:
    reader = make_pre_release_reader(closes_at=NOON + timedelta(days=120))
    Report.objects.update(title_en="Secret title")

    send_link.call(reader.pk)

    (mail,) = mailoutbox
    assert "from 2 March 2026, 12:00 until 30 June 2026, 13:00" in mail.body
    told = f"{mail.subject} {mail.body}"
    report = Report.objects.get()
    authority = report.inspection.authorities.get()
    for secret in (report.title_en, report.slug, authority.name_en):
        assert secret not in told


def test_task_carried_out_twice_sends_once(mailoutbox: list[EmailMessage]) -> None:
    reader = make_pre_release_reader()

    send_link.call(reader.pk)
    send_link.call(reader.pk)

    assert len(mailoutbox) == 1


def test_who_was_closed_meanwhile_is_sent_nothing(
    mailoutbox: list[EmailMessage],
) -> None:
    reader = make_pre_release_reader()
    reader.close(by=SYSTEM)

    send_link.call(reader.pk)

    assert mailoutbox == []


@pytest.mark.parametrize(
    ("outcome", "status", "is_alive"),
    [
        (Outcome("sent"), "sent", True),
        (Outcome("unknown", "It broke off."), "unknown", True),
        (Outcome("failed", "No mailbox."), "failed", False),
        (Outcome("put_off", "Not now."), "queued", False),
    ],
)
def test_what_became_of_the_e_mail_stands_on_the_row(
    outcome: Outcome, status: str, is_alive: bool
) -> None:
    reader, _mail = EARLY_LINKS.claim(make_pre_release_reader().pk, at=NOON)

    EARLY_LINKS.note(reader, outcome, at=NOON)

    row = stored()
    assert (row.status, row.last_error) == (status, outcome.error)
    assert (row.digest is not None) == is_alive


def test_what_the_mail_server_puts_off_is_tried_again_with_another_link(
    settings: Settings,
    mailoutbox: list[EmailMessage],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    reader, _mail = EARLY_LINKS.claim(make_pre_release_reader().pk, at=NOON)

    with django_capture_on_commit_callbacks(execute=True):
        EARLY_LINKS.note(reader, Outcome("put_off", "Not now."), at=NOON)

    [task] = DBTaskResult.objects.all()
    assert task.run_after == NOON + timedelta(minutes=5)
    send_link.call(*task.args_kwargs["args"])
    assert len(mailoutbox) == 1
    assert stored().status == "sent"
    assert stored().attempts == 2
    assert stored().digest != reader.digest


def test_what_is_put_off_again_and_again_fails() -> None:
    made = make_pre_release_reader(attempts=MOST_ATTEMPTS - 1)
    reader, _mail = EARLY_LINKS.claim(made.pk, at=NOON)

    EARLY_LINKS.note(reader, Outcome("put_off", "Not now."), at=NOON)

    assert (stored().status, stored().last_error) == ("failed", "Not now.")


def test_new_link_that_was_asked_for_meanwhile_wins(settings: Settings) -> None:
    settings.NOTICES_BY_EMAIL = True
    reader, _mail = EARLY_LINKS.claim(make_pre_release_reader().pk, at=NOON)
    stored().renew(by=SYSTEM, at=NOON)

    EARLY_LINKS.note(reader, Outcome("sent"), at=NOON)

    assert (stored().status, stored().digest) == ("queued", None)
