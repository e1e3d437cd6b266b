"""Telling a person something, once."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from django.db import models, transaction
from django.utils import translation
from django.utils.functional import Promise

from inspectorate.history.models import CREATED, record, snapshot
from inspectorate.notices.models import Notice
from inspectorate.notices.sending import SYSTEM, is_wanted, send_later
from inspectorate.notices.sources import KINDS

_heard: ContextVar[list[Notice] | None] = ContextVar("heard", default=None)


@contextmanager
def overheard() -> Iterator[list[Notice]]:
    """The new notices that this thread tells meanwhile, in their order."""
    heard: list[Notice] = []
    before = _heard.set(heard)
    try:
        yield heard
    finally:
        _heard.reset(before)


def tell(
    person: models.Model,
    kind: str,
    key: str,
    subject: str | Promise,
    body: str | Promise,
    link: str,
    due_on: date | None = None,
) -> Notice | None:
    """Return the new notice, or None where the person has one of this kind and key.

    `kind` is a registered one; `key` names what it is about, down to the occasion:
    "inspections.inspection:17:accuracy_due:3". Lazy texts are put into the language of
    the person; `link` is a path of this site. It is part of the caller's transaction,
    and its e-mail is sent by the worker after that.
    """
    if kind not in KINDS:
        msg = f"Register the kind of notice {kind!r} in an AppConfig.ready() first."
        raise LookupError(msg)
    with transaction.atomic(), translation.override(person.language):
        wanted = is_wanted(person, kind)
        status = Notice.Status.QUEUED if wanted else Notice.Status.WORKSPACE
        notice, is_new = Notice.objects.get_or_create(
            person=person,
            kind=kind,
            key=key,
            defaults={
                "subject": one_line(subject),
                "body": str(body),
                "link": link,
                "due_on": due_on,
                "status": status,
            },
        )
        if is_new:
            record(notice, CREATED, by=SYSTEM, after=snapshot(notice))
            send_later(notice)
            if (heard := _heard.get()) is not None:
                heard.append(notice)
    return notice if is_new else None


def one_line(subject: str | Promise) -> str:
    """A line break in a subject would begin another line of an e-mail's head."""
    return " ".join(str(subject).split())[:200]
