"""Sending what waits, by the worker: each e-mail is claimed, handed to the mail server,
its outcome kept.

No row holds a link: the worker makes it while it writes the e-mail, and keeps its
digest. Nothing of it is in the history of the record, which never forgets, nor an
address in a task or a log.
"""

import logging
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models, transaction
from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task

from inspectorate.notices import mail
from inspectorate.notices.models import LOST_AFTER, Notice
from inspectorate.notices.personal_link import PersonalLink, digest_of
from inspectorate.public.alerts import writing
from inspectorate.public.models import Asking, Letter

logger = logging.getLogger(__name__)

Status = PersonalLink.Status
MOST_ATTEMPTS = 5
TRY_AGAIN = timedelta(minutes=5)
# So many e-mails in a day that nobody has answered are sent to an address, whoever
# asked for them.
MOST_UNANSWERED = 3
DAY = timedelta(days=1)
Write = Callable[[PersonalLink, str], EmailMessage | None]


@task()
def send_confirmation(asking_id: int) -> None:
    asking = Asking.objects.filter(pk=asking_id, status=Status.QUEUED).first()
    if asking is None:
        return
    if is_pestered(asking):
        asking.status, asking.last_error = Status.FAILED, "Asked for too often."
        asking.save(update_fields=["status", "last_error"])
        return
    deliver(Asking, asking_id, writing.confirmation, send_confirmation)


@task()
def send_letter(letter_id: int) -> None:
    deliver(Letter, letter_id, writing.letter, send_letter)


def is_pestered(asking: Asking) -> bool:
    """Told by the worker, so that whoever asks is answered alike."""
    others = Asking.objects.exclude(pk=asking.pk).exclude(attempts=0)
    sent = others.filter(email=asking.email, asked_at__gt=asking.asked_at - DAY)
    return sent.count() >= MOST_UNANSWERED


def deliver(model: type[PersonalLink], key: int, write: Write, again: Task) -> None:
    if not settings.NOTICES_BY_EMAIL:
        return
    row, message = claim(model, key, write, at=timezone.now())
    if message is None:
        return
    outcome = mail.hand_over(message)
    logger.info("%s %s: %s", model.__name__, key, outcome.status)
    note(row, outcome, again, at=timezone.now())


@transaction.atomic
def claim(
    model: type[PersonalLink], key: int, write: Write, *, at: datetime
) -> tuple[PersonalLink | None, EmailMessage | None]:
    """Make the link and write the e-mail; None where nothing waits any longer.

    Committed before the e-mail is handed over, so that no two workers send one.
    """
    waiting = model.objects.select_for_update(of=("self",))
    row = waiting.filter(pk=key, status=Status.QUEUED).first()
    if row is None:
        return None, None
    token = secrets.token_urlsafe(32)
    message = write(row, token)
    row.tried_at = at
    if message is None:
        row.status, row.last_error = Status.FAILED, "Nothing of it is public any more."
    else:
        row.status, row.digest = Status.SENDING, digest_of(token)
        row.attempts += 1
        row.message_id = message.extra_headers["Message-ID"]
    row.save()
    return row, message


def note(
    row: PersonalLink, outcome: mail.Outcome, again: Task, *, at: datetime
) -> None:
    """Keep what became of an e-mail, if its row is there: who has stopped is gone.

    Where nobody can say, it is not sent again; one that was put off is, with another
    link.
    """
    status = outcome.status
    if status == Notice.Status.PUT_OFF:
        status = Status.FAILED if row.attempts >= MOST_ATTEMPTS else Status.QUEUED
    told: dict[str, object] = {"status": status, "last_error": outcome.error}
    if status in (Status.FAILED, Status.QUEUED):
        told["digest"] = None  # nobody has it
    stands = type(row).objects.filter(pk=row.pk, status=Status.SENDING)
    if stands.update(**told) and status == Status.QUEUED:
        again.using(run_after=at + TRY_AGAIN).enqueue(row.pk)


def lose(at: datetime) -> int:
    """Put aside what was being sent when its worker ended: nobody knows if it went."""
    return Letter.objects.lost(at).update(status=Status.UNKNOWN)


def queue_again(at: datetime) -> int:
    """What has waited so long that its task is lost; a second one does no harm."""
    letters = left_behind(Letter.objects.filter(made_at__lt=at - LOST_AFTER))
    askings = left_behind(Asking.objects.filter(asked_at__lt=at - LOST_AFTER))
    for key in letters:
        send_letter.enqueue(key)
    for key in askings:
        send_confirmation.enqueue(key)
    return len(letters) + len(askings)


def left_behind(rows: models.QuerySet) -> list[int]:
    return list(rows.filter(status=Status.QUEUED).values_list("pk", flat=True))
