import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from socket import socket

import pytest
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from inspectorate.accounts.models import User
from inspectorate.history.models import Entry
from inspectorate.lifecycle import Refusal, move
from inspectorate.notices.mail import Outcome
from inspectorate.notices.models import Notice
from inspectorate.notices.reminding import remind
from inspectorate.notices.sending import MOST_ATTEMPTS, note, send, send_digest
from inspectorate.notices.telling import tell
from tests.factories import NOON, SYSTEM, TODAY, make_notice, make_user
from tests.inspectorate.notices.mail_server import MailServer
from tests.races import at_once

ROOT = Path(__file__).parents[3]

Status = Notice.Status
DIGEST = {"notices_by": User.NoticesBy.DIGEST}


def stored(notice: Notice) -> Notice:
    return Notice.objects.get(pk=notice.pk)


def moves(notice: Notice) -> list[str]:
    told = Entry.objects.about(notice)
    return [each.act.removeprefix("moved to ") for each in told if "moved" in each.act]


@pytest.mark.django_db
def test_e_mail_is_sent_and_the_ledger_says_so(mailoutbox: list[EmailMessage]) -> None:
    mair = make_user("inspector", email="mair@inspectorate.example")
    notice = make_notice(mair, link="/admin/inspections/inspection/7/change/")
    before = timezone.now()

    send.call(notice.pk)

    (mail,) = mailoutbox
    assert mail.to == ["mair@inspectorate.example"]
    assert mail.from_email == "inspectorate@inspectorate.example"
    assert mail.subject == notice.subject
    assert mail.body.splitlines() == [
        "You have been put on the team.",
        "",
        "https://inspectorate.example/admin/inspections/inspection/7/change/",
        "",
        "-- ",
        "To choose how notices reach you, or to see them all:",
        "https://inspectorate.example/admin/notices/notice/mine/",
    ]
    notice = stored(notice)
    assert (notice.status, notice.attempts, notice.last_error) == (Status.SENT, 1, "")
    assert before <= notice.tried_at <= notice.sent_at <= timezone.now()
    assert mail.message()["Message-ID"] == notice.message_id
    assert notice.message_id.endswith("@inspectorate.example>")
    assert moves(notice) == ["sending", "sent"]


@pytest.mark.django_db
@pytest.mark.parametrize("status", [s for s in Status if s not in Notice.WAITING])
def test_what_does_not_wait_is_not_sent(
    status: Status, mailoutbox: list[EmailMessage]
) -> None:
    notice = make_notice(status=status)

    send.call(notice.pk)

    assert mailoutbox == []
    assert stored(notice).status == status


@pytest.mark.django_db
def test_task_carried_out_twice_sends_once(mailoutbox: list[EmailMessage]) -> None:
    notice = make_notice()

    send.call(notice.pk)
    send.call(notice.pk)

    assert len(mailoutbox) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields", [{"notices_by": User.NoticesBy.WORKSPACE}, {"is_active": False}]
)
def test_who_wants_none_any_longer_gets_none(
    fields: dict, mailoutbox: list[EmailMessage]
) -> None:
    notice = make_notice(make_user("inspector", **fields))

    send.call(notice.pk)

    assert mailoutbox == []
    assert stored(notice).status == Status.WORKSPACE


@pytest.mark.django_db
def test_who_wants_a_digest_by_now_waits_for_it(mailoutbox: list[EmailMessage]) -> None:
    notice = make_notice(make_user("inspector", **DIGEST))

    send.call(notice.pk)

    assert mailoutbox == []
    assert stored(notice).status == Status.QUEUED


@pytest.mark.django_db
@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
def test_refusal_for_good_fails_with_the_servers_words_and_no_address(
    command: str, mail_server: MailServer
) -> None:
    mail_server.answers[command] = "550 5.1.1 <mair@inspectorate.example>: no mailbox"
    notice = make_notice()

    send.call(notice.pk)

    notice = stored(notice)
    assert (notice.status, notice.sent_at) == (Status.FAILED, None)
    assert notice.last_error == "550 5.1.1 <…>: no mailbox"
    assert moves(notice) == ["sending", "failed"]


@pytest.mark.django_db
@pytest.mark.parametrize("command", ["EHLO", "MAIL", "RCPT", "DATA"])
def test_refusal_for_now_waits_and_fails_after_the_last_attempt(
    command: str, mail_server: MailServer
) -> None:
    mail_server.answers |= {command: "451 Try again later", "HELO": "451 Later"}
    notice = make_notice()

    for attempt in range(1, MOST_ATTEMPTS):
        send.call(notice.pk)
        assert (stored(notice).status, stored(notice).attempts) == (
            *(Status.PUT_OFF, attempt),
        )
    send.call(notice.pk)
    send.call(notice.pk)

    notice = stored(notice)
    assert (notice.status, notice.attempts) == (Status.FAILED, MOST_ATTEMPTS)
    assert notice.last_error.startswith("451 ")


@pytest.mark.django_db
def test_put_off_e_mail_is_sent_by_the_next_attempt(mail_server: MailServer) -> None:
    mail_server.answers["RCPT"] = "451 Try again later"
    notice = make_notice()
    send.call(notice.pk)
    mail_server.answers.clear()

    send.call(notice.pk)

    assert (stored(notice).status, stored(notice).last_error) == (Status.SENT, "")
    assert len(mail_server.taken) == 1


@pytest.mark.django_db
def test_mail_server_that_is_not_there_is_asked_again_later(
    mail_server: MailServer, settings: Settings
) -> None:
    notice = make_notice()

    with socket() as nobody_listens:
        nobody_listens.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = nobody_listens.getsockname()[1]
        send.call(notice.pk)

    assert stored(notice).status == Status.PUT_OFF
    assert "refused" in stored(notice).last_error


@pytest.mark.django_db
def test_server_that_falls_silent_leaves_the_outcome_unknown(
    mail_server: MailServer,
) -> None:
    mail_server.answers["end of DATA"] = "hang up"
    notice = make_notice()

    send.call(notice.pk)
    send.call(notice.pk)

    assert stored(notice).status == Status.UNKNOWN
    assert len(mail_server.taken) == 1


@pytest.mark.django_db
def test_server_that_hangs_up_after_taking_it_has_it(mail_server: MailServer) -> None:
    mail_server.answers["QUIT"] = "hang up"
    notice = make_notice()

    send.call(notice.pk)

    assert stored(notice).status == Status.SENT
    assert len(mail_server.taken) == 1


@pytest.mark.django_db
def test_digest_is_one_e_mail_and_each_notice_keeps_its_ledger(
    mailoutbox: list[EmailMessage],
) -> None:
    mair = make_user("inspector", **DIGEST)
    notices = [
        make_notice(mair, subject="R1 is due", body="On 4 March.", link="/admin/r/1/"),
        make_notice(mair, subject="R2 is due", body="On 5 March.", link="/admin/r/2/"),
    ]
    other = make_notice(make_user("inspector", **DIGEST))

    send_digest.call(mair.pk)

    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == ([mair.email], "2 notices")
    assert mail.body.splitlines()[:10] == [
        *("R1 is due", "", "On 4 March.", ""),
        *("https://inspectorate.example/admin/r/1/", ""),
        *("R2 is due", "", "On 5 March.", ""),
    ]
    assert [stored(each).status for each in notices] == [Status.SENT] * 2
    assert {stored(each).message_id for each in notices} == {
        mail.message()["Message-ID"]
    }
    assert stored(other).status == Status.QUEUED


@pytest.mark.django_db
def test_second_digest_of_a_day_waits_for_tomorrow(
    mailoutbox: list[EmailMessage],
) -> None:
    mair = make_user("inspector", **DIGEST)
    first = make_notice(mair)
    send_digest.call(mair.pk)
    second = make_notice(mair)

    send_digest.call(mair.pk)
    assert (len(mailoutbox), stored(second).status) == (1, Status.QUEUED)

    Notice.objects.filter(pk=first.pk).update(sent_at=NOON)
    send_digest.call(mair.pk)
    assert (len(mailoutbox), stored(second).status) == (2, Status.SENT)


@pytest.mark.django_db
def test_digest_that_is_on_its_way_is_not_begun_again(
    mailoutbox: list[EmailMessage],
) -> None:
    mair = make_user("inspector", **DIGEST)
    make_notice(mair, status=Status.SENDING)
    waiting = make_notice(mair)

    send_digest.call(mair.pk)

    assert mailoutbox == []
    assert stored(waiting).status == Status.QUEUED


@pytest.mark.django_db
def test_digest_whose_outcome_is_unknown_is_unknown_for_each(
    mail_server: MailServer,
) -> None:
    mail_server.answers["end of DATA"] = "hang up"
    mair = make_user("inspector", **DIGEST)
    notices = [make_notice(mair), make_notice(mair)]

    send_digest.call(mair.pk)
    send_digest.call(mair.pk)

    assert [stored(each).status for each in notices] == [Status.UNKNOWN] * 2
    assert len(mail_server.taken) == 1


@pytest.mark.django_db
def test_e_mail_is_in_the_language_of_the_person(
    mailoutbox: list[EmailMessage], settings: Settings
) -> None:
    gwen = make_user("inspector", language="cy", **DIGEST)
    make_notice(gwen, subject="Mae R1 i fod i gael ei gwblhau")

    send_digest.call(gwen.pk)

    assert mailoutbox[0].subject == "Mae R1 i fod i gael ei gwblhau"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_eight_workers_that_take_one_notice_at_once_one_sends(
    mail_server: MailServer,
) -> None:
    notice = make_notice()

    at_once([lambda: send.call(notice.pk)] * 8, behind=notice)

    assert len(mail_server.taken) == 1
    assert (stored(notice).status, stored(notice).attempts) == (Status.SENT, 1)
    assert moves(notice) == ["sending", "sent"]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_four_workers_that_take_one_digest_at_once_one_sends(
    mail_server: MailServer,
) -> None:
    mair = make_user("inspector", **DIGEST)
    notices = [make_notice(mair), make_notice(mair)]

    at_once([lambda: send_digest.call(mair.pk)] * 4, behind=notices[0])

    assert len(mail_server.taken) == 1
    assert [stored(each).status for each in notices] == [Status.SENT] * 2


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_worker_sends_what_was_told(mail_server: MailServer) -> None:
    mair = make_user("inspector", name="Mair")
    notice = tell(mair, "assignment", "tests:1", "Siân, Llŷn", "Text.", "/admin/")

    call_command(
        "db_worker", batch=True, interval=0.0, startup_delay=False, verbosity=0
    )

    assert stored(notice).status == Status.SENT
    assert len(mail_server.taken) == 1


@pytest.mark.django_db
def test_worker_that_comes_back_too_late_does_not_overrule_what_staff_see() -> None:
    notice = make_notice(status=Status.SENDING)
    move(Notice.objects.get(), Status.UNKNOWN, by=SYSTEM)

    with pytest.raises(Refusal):
        note([notice], Outcome(Status.SENT), at=NOON)

    assert stored(notice).status == Status.UNKNOWN


def worker_environment(mail_server: MailServer) -> dict[str, str]:
    """That of a worker on the tests' database, which has another name than ours."""
    name = connection.settings_dict["NAME"]
    host, port = mail_server.address
    if connection.vendor == "sqlite":
        database = f"sqlite:///{name}"
    else:
        before, _slash, _name = os.environ["DATABASE_URL"].rpartition("/")
        database = f"{before}/{name}"
    mail = {"EMAIL_URL": f"smtp://{host}:{port}", "DATABASE_URL": database}
    return {**os.environ, **mail}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_worker_killed_before_the_answer_leaves_an_unknown_outcome_sent_once(
    mail_server: MailServer,
) -> None:
    mail_server.answers["end of DATA"] = "wait"
    notice = tell(make_user("inspector"), "assignment", "tests:1", "A", "B.", "/admin/")

    command = [sys.executable, "manage.py", "db_worker", "--batch", "--no-reload"]
    environment = worker_environment(mail_server)
    with subprocess.Popen(command, cwd=ROOT, env=environment) as worker:
        try:
            assert mail_server.has_one.wait(120)
        finally:
            worker.kill()
    assert stored(notice).status == Status.SENDING

    remind(on=TODAY, at=timezone.now() + timedelta(minutes=16))
    send.call(notice.pk)

    assert stored(notice).status == Status.UNKNOWN
    assert len(mail_server.taken) == 1
