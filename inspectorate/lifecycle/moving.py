"""The one function through which a status moves."""

import uuid
from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext as _

from inspectorate.history.models import System, record, snapshot
from inspectorate.history.words import MOVED


class Reason(str):
    """A sentence that tells the cure; `about` is the row to mend, if it is one.

    It is mended by an `act` of that row, on a further `page` of it, or where a row is
    still to be made, by one to `add`: a model as "inspections_evidence". What is
    `given` goes to the page along.
    """

    about: models.Model | None
    act: str
    page: str
    add: str
    given: dict[str, object]

    def __new__(
        cls,
        sentence: str,
        about: models.Model | None = None,
        *,
        act: str = "",
        page: str = "",
        add: str = "",
        **given: object,
    ) -> "Reason":
        reason = super().__new__(cls, sentence)
        reason.about = about or getattr(sentence, "about", None)
        reason.act = act or getattr(sentence, "act", "")
        reason.page = page or getattr(sentence, "page", "")
        reason.add = add or getattr(sentence, "add", "")
        reason.given = given or getattr(sentence, "given", {})
        return reason


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """An act that the rules do not allow, in a sentence a layman can act on.

    `reasons` holds every sentence when there are several.
    """

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(str(reason) for reason in reasons))
        self.reasons = [Reason(reason) for reason in reasons]


def move(
    row: models.Model,
    to: str,
    *,
    by: models.Model | System,
    reason: str = "",
    at: datetime | None = None,
    batch: uuid.UUID | None = None,
    **changes: object,
) -> None:
    """Move `row.status` along an arrow of `row.ARROWS`, with `changes` to fields.

    The arrow is checked on the stored row under its lock, so of two who try at
    once the second meets the first one's result. Raises Refusal when the stored
    status has no arrow to `to`. `row` is brought up to date; history is recorded.
    """
    with transaction.atomic():
        stored = locked(type(row)).get(pk=row.pk)
        check_arrow(stored, to)
        fields = ["status", *changes]
        before = snapshot(stored, fields)
        for name, value in {**changes, "status": to}.items():
            setattr(stored, name, value)
        stored.save(update_fields=fields)
        after = snapshot(stored, fields)
        act = f"{MOVED}{to}"
        told = {"reason": reason, "at": at, "batch": batch}
        record(stored, act, by=by, before=before, after=after, **told)
    for name in fields:
        setattr(row, name, getattr(stored, name))


def locked(model: type[models.Model]) -> models.QuerySet:
    """Rows of `model`, each locked until the transaction ends."""
    return model._base_manager.select_for_update(of=("self",))


def check_arrow(row: models.Model, to: str) -> None:
    if to in row.ARROWS[row.status]:
        return
    labels = dict(row._meta.get_field("status").flatchoices)
    ways = ", ".join(str(labels[status]) for status in row.ARROWS[row.status])
    told = _("%(row)s stands at “%(status)s” and cannot go to “%(to)s”.")
    further = _("From here it can go to: %s.") % ways
    further = further if ways else _("This is its last state.")
    names = {"row": row, "status": labels[row.status], "to": labels[to]}
    raise Refusal(f"{told % names} {further}")
