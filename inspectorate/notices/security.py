"""Notices to a person that how they sign in was changed, by them or for them.

An e-mail goes out whatever they chose: who took the account over would choose none.
"""

from django.db import models
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from inspectorate.history.models import Entry
from inspectorate.notices.models import Notice
from inspectorate.notices.telling import tell

KIND = "security"
PASSWORD = _("Your password for Inspectorate was changed")
SUBJECTS = {
    "changed the password": PASSWORD,
    "password set": PASSWORD,
    "added a second factor": _("A second factor was added to your account"),
    "removed a second factor": _("A second factor was taken from your account"),
    "renewed a second factor": _("Your recovery codes were renewed"),
    "issued a token": _("A token that acts for you was issued"),
    "revoked a token": _("A token that acts for you was revoked"),
}
BODY = _(
    "{what}, on {moment}, by {who}. If you know of it, you need do nothing. If not, "
    "set a new password at once, and tell the person who gives out roles."
)


def in_words(entry: Entry) -> str:
    return date_format(localtime(entry.entered_at), "DATETIME_FORMAT")


def tell_of_change(person: models.Model, entry: Entry) -> Notice | None:
    """Tell of what an entry of their history says, unless it is no such change."""
    subject = SUBJECTS.get(entry.act)
    if subject is None:
        return None
    told = {"what": subject, "moment": lazy(in_words, str)(entry)}
    return tell(
        person,
        KIND,
        f"history.entry:{entry.pk}",
        subject,
        format_lazy(BODY, who=entry.actor_name, **told),
        reverse("account_change_password"),
    )
