"""What the e-mails to subscribers say, in their language."""

from email.utils import make_msgid
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from inspectorate.notices.telling import one_line
from inspectorate.public.happenings import Happening, Kind, Sought, Telling, newest
from inspectorate.public.happenings.sources import SOURCES
from inspectorate.public.models import Asking, Letter
from inspectorate.public.models.wish import Wish


class Item(NamedTuple):
    kind: str
    telling: Telling
    address: str


def confirmation(asking: Asking, token: str) -> EmailMessage:
    with translation.override(asking.language):
        link = settings.SITE_ADDRESS + reverse("follow-confirm", args=[token])
        told = {"wish": asking, "link": link, "site": settings.SITE_ADDRESS}
        subject = _("Confirm that you want alerts by e-mail")
        return message(asking, subject, "public/alerts_confirm.txt", told)


def letter(row: Letter, token: str) -> EmailMessage | None:
    """What of its alerts the public may know now; None where that is nothing."""
    wish = row.subscription
    with translation.override(wish.language):
        items = [item(each) for each in still_public(row)]
        if not items:
            return None
        site = settings.SITE_ADDRESS
        stop = site + reverse("follow-stop", args=[token])
        manage = site + reverse("follow-manage", args=[token])
        told = {"wish": wish, "items": items, "stop": stop, "manage": manage}
        headers = {
            # One click by RFC 8058: the program of the reader posts to the address.
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
        subject = subject_of(items)
        return message(wish, subject, "public/alerts_letter.txt", told, headers)


def still_public(row: Letter) -> list[Happening]:
    """By source and number, and only as what it was when it was queued."""
    due = {(each.source, each.key, each.kind) for each in row.alerts.all()}
    found = [
        happening
        for source, kinds in SOURCES.items()
        if (keys := frozenset(key for name, key, _kind in due if name == source))
        for happening in kinds(Sought(keys=keys))
        if (source, happening.key, happening.kind) in due
    ]
    return newest(found)


def item(happening: Happening) -> Item:
    telling = happening.tell()
    kind = str(Kind(happening.kind).label)
    return Item(kind, telling, settings.SITE_ADDRESS + telling.path)


def subject_of(items: list[Item]) -> str:
    if len(items) == 1:
        return f"{items[0].kind}: {items[0].telling.title.text}"
    # Apart: gettext does not look into formatted strings.
    words = _("What is new in inspections")
    return f"{words}: {len(items)}"


def message(
    wish: Wish, subject: str, template: str, told: dict, headers: dict | None = None
) -> EmailMessage:
    domain = urlsplit(settings.SITE_ADDRESS).hostname
    return EmailMessage(
        one_line(subject),
        render_to_string(template, told).strip(),
        to=[wish.email],
        headers={
            "Message-ID": make_msgid(domain=domain),
            "Auto-Submitted": "auto-generated",
            **(headers or {}),
        },
    )
