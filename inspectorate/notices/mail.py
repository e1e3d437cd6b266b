"""The e-mail of one or more notices, and what the mail server makes of it."""

import re
from contextlib import suppress
from email.utils import make_msgid
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from inspectorate.notices.models import Notice

User = get_user_model()
Status = Notice.Status

ADDRESS = re.compile(r"[^\s<>]+@[^\s<>]+")
# From here on an answer is one for good; below it, one for now.
PERMANENT = 500


class Outcome(NamedTuple):
    """What became of an e-mail; PUT_OFF where it should be tried again."""

    status: str
    error: str = ""


def compose(notices: list[Notice]) -> EmailMessage:
    """One e-mail to the person whose notices these are, in their language."""
    person = notices[0].person
    with translation.override(person.language):
        context = {
            "notices": notices,
            "site": settings.SITE_ADDRESS,
            "person": person,
            "own_page": own_page(person),
        }
        domain = urlsplit(settings.SITE_ADDRESS).hostname
        return EmailMessage(
            subject_of(notices),
            render_to_string("notices/email.txt", context).strip(),
            to=[person.email],
            headers={
                "Message-ID": make_msgid(domain=domain),
                # Nobody's absence is to be told to a machine.
                "Auto-Submitted": "auto-generated",
            },
        )


def own_page(person: User) -> str:
    """Where a person finds what they were told: each behind their own door."""
    return reverse("admin:notices_notice_mine" if person.is_staff else "portal-home")


def subject_of(notices: list[Notice]) -> str:
    if len(notices) == 1:
        return notices[0].subject
    words = ngettext("%(count)d notice", "%(count)d notices", len(notices))
    return words % {"count": len(notices)}


def hand_over(message: EmailMessage) -> Outcome:
    """Have the mail server take an e-mail, which happens once or not at all.

    An answer settles it. Without one, before the e-mail was offered nothing was sent;
    later nobody can say.
    """
    server = get_connection()
    try:
        server.open()
    except (SMTPException, OSError) as error:
        return Outcome(Status.PUT_OFF, told(error))
    try:
        server.send_messages([message])
    except (SMTPResponseException, SMTPRecipientsRefused) as error:
        is_permanent = code_of(error) >= PERMANENT
        return Outcome(Status.FAILED if is_permanent else Status.PUT_OFF, told(error))
    except (SMTPException, OSError) as error:
        return Outcome(Status.UNKNOWN, told(error))
    finally:
        close(server)
    return Outcome(Status.SENT)


def close(server: BaseEmailBackend) -> None:
    """What happens after the e-mail was taken says nothing about it."""
    with suppress(SMTPException, OSError):
        server.close()


def code_of(error: SMTPException) -> int:
    if isinstance(error, SMTPRecipientsRefused):
        return max(code for code, _words in error.recipients.values())
    return error.smtp_code


def told(error: Exception) -> str:
    """What was said, without the address of a person."""
    words = str(error)
    if isinstance(error, SMTPRecipientsRefused):
        words = "; ".join(answer(*each) for each in error.recipients.values())
    elif isinstance(error, SMTPResponseException):
        words = answer(error.smtp_code, error.smtp_error)
    words = ADDRESS.sub("…", words) or type(error).__name__
    return words[:300]


def answer(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return " ".join([str(code), *text.split()])
