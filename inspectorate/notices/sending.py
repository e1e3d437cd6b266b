"""Sending notices: each is claimed, handed to the mail server, its outcome noted.

A claim is committed before anything is handed over, so that no two workers send one
notice. What a worker left without an outcome is never sent again by itself.
"""

import logging
from datetime import date, datetime
from functools import partial

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db import models, transaction
from django.utils import timezone
from django_tasks import task

from inspectorate.history.models import System
from inspectorate.lifecycle import locked, move
from inspectorate.notices import mail
from inspectorate.notices.models import Notice
from inspectorate.notices.sources import ALWAYS_BY_EMAIL

logger = logging.getLogger(__name__)

SYSTEM = System("notices")
MOST_ATTEMPTS = 5
Status = Notice.Status
User = get_user_model()
DIGEST = User.NoticesBy.DIGEST
# A set that grows in AppConfig.ready(), which is done before anything is asked.
IN_DIGEST = models.Q(person__notices_by=DIGEST) & ~models.Q(kind__in=ALWAYS_BY_EMAIL)


@task()
def send(notice_id: int) -> None:
    """Send one notice, unless another worker has it or a digest is to have it."""
    notices = Notice.objects.filter(pk=notice_id).exclude(IN_DIGEST)
    hand_over(*claim(notices, at=timezone.now()))


@task()
def send_digest(person_id: int) -> None:
    """Send all that waits for a person as one e-mail, at most once a day."""
    with transaction.atomic():
        # Of two at once the second meets what the first has claimed.
        User.objects.select_for_update(no_key=True).get(pk=person_id)
        notices = Notice.objects.filter(person=person_id)
        if has_digest(notices, on=timezone.localdate()):
            return
        claimed = claim(notices, at=timezone.now())
    hand_over(*claimed)


def send_later(notice: Notice) -> None:
    """Queue the e-mail once the transaction has come to pass; a digest waits."""
    waits = notice.person.notices_by == DIGEST and notice.kind not in ALWAYS_BY_EMAIL
    if notice.status == Status.QUEUED and not waits:
        transaction.on_commit(partial(send.enqueue, notice.pk))


def is_wanted(person: models.Model, kind: str) -> bool:
    """Whether an e-mail of this kind goes to a person at all."""
    chosen = person.notices_by != User.NoticesBy.WORKSPACE
    by_email = chosen or kind in ALWAYS_BY_EMAIL
    return settings.NOTICES_BY_EMAIL and by_email and person.is_active


def has_digest(notices: models.QuerySet, *, on: date) -> bool:
    begun = models.Q(sent_at__date=on) | models.Q(status=Status.SENDING)
    return notices.filter(begun).exists()


@transaction.atomic
def claim(
    notices: models.QuerySet, *, at: datetime
) -> tuple[list[Notice], EmailMessage | None]:
    """Take those of one person that wait, and write their e-mail.

    None where nothing waits any longer, or none is wanted any longer.
    """
    waiting = locked(Notice).filter(
        pk__in=notices.values("pk"), status__in=Notice.WAITING
    )
    claimed = list(waiting.select_related("person").order_by("pk"))
    unwanted = [each for each in claimed if not is_wanted(each.person, each.kind)]
    for notice in unwanted:
        move(notice, Status.WORKSPACE, by=SYSTEM, at=at)
    claimed = [each for each in claimed if each not in unwanted]
    if not claimed:
        return [], None
    message = mail.compose(claimed)
    told = {"tried_at": at, "message_id": message.extra_headers["Message-ID"]}
    for notice in claimed:
        tried = {"attempts": notice.attempts + 1, **told}
        move(notice, Status.SENDING, by=SYSTEM, at=at, **tried)
    return claimed, message


def hand_over(notices: list[Notice], message: EmailMessage | None) -> None:
    if message is None:
        return
    outcome = mail.hand_over(message)
    numbers = [notice.pk for notice in notices]
    logger.info("E-mail of notices %s: %s", numbers, outcome.status)
    note(notices, outcome, at=timezone.now())


@transaction.atomic
def note(notices: list[Notice], outcome: mail.Outcome, *, at: datetime) -> None:
    """Note what became of an e-mail on each of its notices."""
    for notice in notices:
        status = outcome.status
        if status == Status.PUT_OFF and notice.attempts >= MOST_ATTEMPTS:
            status = Status.FAILED
        told = {"last_error": outcome.error}
        if status == Status.SENT:
            told["sent_at"] = at
        move(notice, status, by=SYSTEM, at=at, **told)
