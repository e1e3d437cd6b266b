"""The run that reminds: once a day or more often, for nothing is told twice."""

import logging
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Q

from inspectorate.lifecycle import Refusal, move
from inspectorate.notices.models import LOST_AFTER, Notice
from inspectorate.notices.sending import DIGEST, IN_DIGEST, SYSTEM, send, send_digest
from inspectorate.notices.sources import SOURCES, Source
from inspectorate.notices.telling import tell

logger = logging.getLogger(__name__)


class Run(NamedTuple):
    """What a run came to; `failed` names the sources that could not be asked."""

    lost: int
    told: int
    queued: int
    digests: int
    failed: list[str]


def remind(*, on: date, at: datetime) -> Run:
    """Tell what is to be told on a day, and see to e-mails that hang.

    What waits from before is queued first, for what is told now queues itself.
    """
    lost = lose(at)
    queued = queue_again(at)
    told = {name_of(source): ask(source, on) for source in SOURCES}
    failed = [name for name, count in told.items() if count is None]
    return Run(lost, sum(filter(None, told.values())), queued, queue_digests(), failed)


def lose(at: datetime) -> int:
    """Put aside what was being sent when its worker ended: nobody knows if it went."""
    lost = 0
    for notice in Notice.objects.lost(at):
        try:
            move(notice, Notice.Status.UNKNOWN, by=SYSTEM, at=at)
        except Refusal:
            continue  # its worker has come back meanwhile
        lost += 1
    return lost


def queue_again(at: datetime) -> int:
    """What the mail server put off, and what has waited so long that its task is lost.

    Two tasks for one notice do no harm: the second finds it sent.
    """
    is_due = Q(status=Notice.Status.PUT_OFF) | Q(created_at__lt=at - LOST_AFTER)
    waiting = Notice.objects.waiting().exclude(IN_DIGEST).filter(is_due)
    numbers = list(waiting.values_list("pk", flat=True))
    for number in numbers:
        send.enqueue(number)
    return len(numbers)


def ask(source: Source, on: date) -> int | None:
    """How many notices are new; None where the source failed, and others go on."""
    try:
        return sum(tell(*telling) is not None for telling in source(on))
    except Exception:  # whatever it is, the log has it and the command fails
        logger.exception("A source of notices failed: %s", name_of(source))
        return None


def name_of(source: Source) -> str:
    return f"{source.__module__}.{source.__qualname__}"


def queue_digests() -> int:
    waiting = Notice.objects.waiting().filter(person__notices_by=DIGEST)
    people = list(waiting.order_by().values_list("person", flat=True).distinct())
    for number in people:
        send_digest.enqueue(number)
    return len(people)
