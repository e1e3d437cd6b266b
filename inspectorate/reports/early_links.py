"""The e-mail with the personal link of a pre-release reader."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from inspectorate.history.models import System
from inspectorate.lifecycle import locked
from inspectorate.notices.link_mail import LinkMail, letter
from inspectorate.reports.models import PreReleaseReader


def named() -> models.QuerySet:
    """Those whom nobody has closed."""
    return locked(PreReleaseReader).filter(closed_at=None)


def compose(reader: PreReleaseReader, token: str) -> EmailMessage:
    """It tells neither the report nor the authority: e-mails are read by others."""
    with translation.override(reader.language):
        link = settings.SITE_ADDRESS + reverse("early-report", args=[token])
        told = {"reader": reader, "link": link}
        return letter(
            _("Your personal link to a report before its publication"),
            render_to_string("reports/early_link.txt", told).strip(),
            reader.email,
        )


EARLY_LINKS = LinkMail(named, compose, by=System("early links"))


@task()
def send_link(reader_id: int) -> None:
    EARLY_LINKS.send(reader_id)


EARLY_LINKS.task = send_link
