"""The e-mail that invites a link officer, sent by the worker.

Neither a row nor a task holds the link: the worker makes it while it writes the
e-mail, keeps its digest and forgets it.
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

from authorities.models.link_officer import LINK_LASTS, LinkOfficer
from inspectorate.history.models import System
from inspectorate.lifecycle import locked, move
from inspectorate.notices import mail
from inspectorate.notices.models import Notice
from inspectorate.notices.personal_link import digest_of

logger = logging.getLogger(__name__)

SYSTEM = System("invitations")
Status = LinkOfficer.Status
MOST_ATTEMPTS = 5
TRY_AGAIN = timedelta(minutes=5)


def queue(officer: LinkOfficer, after: datetime | None = None) -> None:
    waiting = invite.using(run_after=after) if after else invite
    transaction.on_commit(partial(waiting.enqueue, officer.pk))


@task()
def invite(officer_id: int) -> None:
    """Send an invitation that waits, unless another worker has it or it was ended."""
    officer, message = claim(officer_id, at=timezone.now())
    if message is not None:
        outcome = mail.hand_over(message)
        logger.info("Invitation of link officer %s: %s", officer_id, outcome.status)
        note(officer, outcome, at=timezone.now())


@transaction.atomic
def claim(
    officer_id: int, *, at: datetime
) -> tuple[LinkOfficer | None, EmailMessage | None]:
    """Make the link and write the e-mail; None where nothing waits any longer.

    Committed before the e-mail is handed over, so that no two workers send one.
    """
    waiting = locked(LinkOfficer).filter(status=Status.QUEUED, ended_at=None)
    rows = waiting.select_related("user", "authority")
    officer = rows.filter(pk=officer_id).first()
    if officer is None:
        return None, None
    token = secrets.token_urlsafe(32)
    message = compose(officer, token)
    tried = {"tried_at": at, "attempts": officer.attempts + 1}
    told = {"message_id": message.extra_headers["Message-ID"], **tried}
    move(officer, Status.SENDING, by=SYSTEM, at=at, digest=digest_of(token), **told)
    return officer, message


def compose(officer: LinkOfficer, token: str) -> EmailMessage:
    with translation.override(officer.user.language):
        domain = urlsplit(settings.SITE_ADDRESS).hostname
        link = settings.SITE_ADDRESS + reverse("portal-invitation", args=[token])
        told = {"officer": officer, "link": link, "days": LINK_LASTS.days}
        return EmailMessage(
            _("Your invitation to the inspectorate's portal"),
            render_to_string("portal/invitation.txt", told).strip(),
            to=[officer.user.email],
            headers={
                "Message-ID": make_msgid(domain=domain),
                "Auto-Submitted": "auto-generated",
            },
        )


@transaction.atomic
def note(officer: LinkOfficer, outcome: mail.Outcome, *, at: datetime) -> None:
    """Keep what became of an e-mail, unless it was used, or a new one asked for."""
    stored = locked(LinkOfficer).get(pk=officer.pk)
    if stored.digest is None or stored.digest != officer.digest:
        return
    status = outcome.status
    if status == Notice.Status.PUT_OFF:
        status = Status.FAILED if officer.attempts >= MOST_ATTEMPTS else Status.QUEUED
    told = {"last_error": outcome.error}
    if status in (Status.FAILED, Status.QUEUED):
        told["digest"] = None  # nobody has it
    move(officer, status, by=SYSTEM, at=at, **told)
    if status == Status.QUEUED:
        queue(officer, after=at + TRY_AGAIN)
