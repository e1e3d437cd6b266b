"""The e-mail with a personal link, sent by the worker.

Neither a row nor a task holds the link: the worker makes it while it writes the
e-mail, keeps its digest and forgets it. So nobody here has seen it, and who comes by
it is who reads the e-mail.
"""

import logging
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import make_msgid
from functools import partial
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models, transaction
from django.utils import timezone
from django_tasks.base import Task

from inspectorate.history.models import System
from inspectorate.lifecycle import locked, move
from inspectorate.notices import mail
from inspectorate.notices.models import Notice
from inspectorate.notices.personal_link import PersonalLink, digest_of

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 5
TRY_AGAIN = timedelta(minutes=5)
Status = PersonalLink.Status


class LinkMail:
    """`rows` gives those whose link may still be sent, `compose` writes the e-mail to
    one of them with a link, and `task` calls send() with a key.
    """

    def __init__(
        self,
        rows: Callable[[], models.QuerySet],
        compose: Callable[[PersonalLink, str], EmailMessage],
        by: System,
    ) -> None:
        self.rows, self.compose, self.by = rows, compose, by
        self.task: Task

    def queue(self, row: PersonalLink, after: datetime | None = None) -> None:
        waiting = self.task.using(run_after=after) if after else self.task
        transaction.on_commit(partial(waiting.enqueue, row.pk))

    def send(self, key: int) -> None:
        """Send a link that waits, unless another worker has it or it was closed."""
        row, message = self.claim(key, at=timezone.now())
        if message is not None:
            outcome = mail.hand_over(message)
            name = row._meta.verbose_name
            logger.info("Link of %s %s: %s", name, key, outcome.status)
            self.note(row, outcome, at=timezone.now())

    @transaction.atomic
    def claim(
        self, key: int, *, at: datetime
    ) -> tuple[PersonalLink | None, EmailMessage | None]:
        """Make the link and write the e-mail; None where nothing waits any longer.

        Committed before the e-mail is handed over, so that no two workers send one.
        """
        row = self.rows().filter(status=Status.QUEUED, pk=key).first()
        if row is None:
            return None, None
        token = secrets.token_urlsafe(32)
        message = self.compose(row, token)
        tried = {"tried_at": at, "attempts": row.attempts + 1}
        told = {"message_id": message.extra_headers["Message-ID"], **tried}
        move(row, Status.SENDING, by=self.by, at=at, digest=digest_of(token), **told)
        return row, message

    @transaction.atomic
    def note(self, row: PersonalLink, outcome: mail.Outcome, *, at: datetime) -> None:
        """Keep what became of an e-mail, unless its link was used, or a new one was
        asked for meanwhile. Where nobody can say, the link stays: it may have arrived.
        """
        stored = locked(type(row)).get(pk=row.pk)
        if stored.digest is None or stored.digest != row.digest:
            return
        status = outcome.status
        if status == Notice.Status.PUT_OFF:
            status = Status.FAILED if row.attempts >= MOST_ATTEMPTS else Status.QUEUED
        told = {"last_error": outcome.error}
        if status in (Status.FAILED, Status.QUEUED):
            told["digest"] = None  # nobody has it
        move(row, status, by=self.by, at=at, **told)
        if status == Status.QUEUED:
            self.queue(row, after=at + TRY_AGAIN)


def letter(subject: str, text: str, to: str) -> EmailMessage:
    domain = urlsplit(settings.SITE_ADDRESS).hostname
    headers = {
        "Message-ID": make_msgid(domain=domain),
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(subject, text, to=[to], headers=headers)
