"""The e-mail with the personal link of a pre-release reader, sent by the worker.

Neither a row nor a task holds the link: the worker makes it while it writes the
e-mail, keeps its digest and forgets it. So nobody here has seen it, and who reads by
it is who reads the e-mail.
"""

import logging
import secrets
from datetime import datetime, timedelta
from email.utils import make_msgid
from functools import partial
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from inspectorate.history.models import System
from inspectorate.lifecycle import locked, move
from inspectorate.notices import mail
from inspectorate.notices.models import Notice
from inspectorate.notices.personal_link import digest_of
from inspectorate.reports.models import PreReleaseReader

logger = logging.getLogger(__name__)

SYSTEM = System("early links")
Status = PreReleaseReader.Status
MOST_ATTEMPTS = 5
TRY_AGAIN = timedelta(minutes=5)


def queue(reader: PreReleaseReader, after: datetime | None = None) -> None:
    waiting = send_link.using(run_after=after) if after else send_link
    transaction.on_commit(partial(waiting.enqueue, reader.pk))


@task()
def send_link(reader_id: int) -> None:
    """Send a link that waits, unless another worker has it or it was closed."""
    reader, message = claim(reader_id, at=timezone.now())
    if message is not None:
        outcome = mail.hand_over(message)
        logger.info("Link of pre-release reader %s: %s", reader_id, outcome.status)
        note(reader, outcome, at=timezone.now())


@transaction.atomic
def claim(
    reader_id: int, *, at: datetime
) -> tuple[PreReleaseReader | None, EmailMessage | None]:
    """Make the link and write the e-mail; None where nothing waits any longer.

    Committed before the e-mail is handed over, so that no two workers send one.
    """
    waiting = locked(PreReleaseReader).filter(status=Status.QUEUED, closed_at=None)
    reader = waiting.filter(pk=reader_id).first()
    if reader is None:
        return None, None
    token = secrets.token_urlsafe(32)
    message = compose(reader, token)
    tried = {"tried_at": at, "attempts": reader.attempts + 1}
    told = {"message_id": message.extra_headers["Message-ID"], **tried}
    move(reader, Status.SENDING, by=SYSTEM, at=at, digest=digest_of(token), **told)
    return reader, message


def compose(reader: PreReleaseReader, token: str) -> EmailMessage:
    """It tells neither the report nor the authority: e-mails are read by others."""
    with translation.override(reader.language):
        domain = urlsplit(settings.SITE_ADDRESS).hostname
        path = reverse("early-report", args=[token])
        told = {"reader": reader, "link": settings.SITE_ADDRESS + path}
        return EmailMessage(
            _("Your personal link to a report before its publication"),
            render_to_string("reports/early_link.txt", told).strip(),
            to=[reader.email],
            headers={
                "Message-ID": make_msgid(domain=domain),
                "Auto-Submitted": "auto-generated",
            },
        )


@transaction.atomic
def note(reader: PreReleaseReader, outcome: mail.Outcome, *, at: datetime) -> None:
    """Keep what became of an e-mail, unless a new link was asked for meanwhile.

    Where nobody can say, the link stays: it may have arrived.
    """
    stored = locked(PreReleaseReader).get(pk=reader.pk)
    if stored.digest != reader.digest:
        return
    status = outcome.status
    if status == Notice.Status.PUT_OFF:
        status = Status.FAILED if reader.attempts >= MOST_ATTEMPTS else Status.QUEUED
    told = {"last_error": outcome.error}
    if status in (Status.FAILED, Status.QUEUED):
        told["digest"] = None  # nobody has it
    move(reader, status, by=SYSTEM, at=at, **told)
    if status == Status.QUEUED:
        queue(reader, after=at + TRY_AGAIN)
