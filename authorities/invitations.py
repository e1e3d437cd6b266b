"""The e-mail that invites a link officer."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from authorities.models.link_officer import LINK_LASTS, LinkOfficer
from inspectorate.history.models import System
from inspectorate.lifecycle import locked
from inspectorate.notices.link_mail import LinkMail, letter


def invited() -> models.QuerySet:
    """Those whom nobody has ended."""
    return locked(LinkOfficer).filter(ended_at=None).select_related("user", "authority")


def compose(officer: LinkOfficer, token: str) -> EmailMessage:
    with translation.override(officer.user.language):
        link = settings.SITE_ADDRESS + reverse("portal-invitation", args=[token])
        told = {"officer": officer, "link": link, "days": LINK_LASTS.days}
        return letter(
            _("Your invitation to the inspectorate's portal"),
            render_to_string("portal/invitation.txt", told).strip(),
            officer.user.email,
        )


INVITATIONS = LinkMail(invited, compose, by=System("invitations"))


@task()
def invite(officer_id: int) -> None:
    INVITATIONS.send(officer_id)


INVITATIONS.task = invite
