"""Who is told of what has happened: a row of the ledger for each, and letters to send.

It is looked for again and again rather than handed over once, so nothing is lost with a
worker; the ledger keeps anybody from being told twice.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django_tasks import task

from inspectorate.public.alerts.sending import send_letter
from inspectorate.public.happenings import Happening, Kind, Sought
from inspectorate.public.happenings.sources import SOURCES
from inspectorate.public.models import Alert, Letter, Subscription
from inspectorate.public.models.subscription import SubscriptionQuerySet, last_monday

# Whoever was not told within that time reads it on the site.
NEWS = timedelta(days=60)
Found = list[tuple[str, Happening]]


def look_soon(_row: models.Model | None = None) -> None:
    """Have the worker look for news once the transaction has come to pass; that it
    cannot be asked undoes nothing, and the next ./run manage alert looks too.
    """
    transaction.on_commit(ask_worker, robust=True)


def ask_worker() -> None:
    if settings.NOTICES_BY_EMAIL and Subscription.objects.instant().exists():
        tell_at_once.enqueue()


@task()
def tell_at_once() -> None:
    send_all(queue_instant(at=timezone.now()))


def send_all(letters: Iterable[Letter]) -> None:
    for letter in letters:
        send_letter.enqueue(letter.pk)


def queue_instant(*, at: datetime) -> list[Letter]:
    """Letters to those who are told at once of what they do not know yet."""
    return queue(Subscription.objects.instant(), at)


def queue_weekly(*, at: datetime) -> list[Letter]:
    """The same for those who have not had their Monday; where there is nothing to
    tell they have had it too, without a letter.
    """
    monday = last_monday(at)
    due = Subscription.objects.weekly_due(at)
    with transaction.atomic():
        # Of two at once the second finds nobody left.
        keys = list(due.select_for_update().values_list("pk", flat=True))
        whose = Subscription.objects.filter(pk__in=keys)
        letters = queue(whose, at)
        whose.update(digest_on=monday)
    return letters


@transaction.atomic
def queue(whose: SubscriptionQuerySet, at: datetime) -> list[Letter]:
    """One letter each, and a row of the ledger for each thing in it."""
    found = news(at) if whose.exists() else []
    if not found:
        return []
    rows = list(whose.select_for_update().order_by("pk").values_list("pk", flat=True))
    told = untold(Subscription.objects.filter(pk__in=rows), found)
    letters = {
        key: Letter(subscription_id=key, made_at=at) for key, due in told.items() if due
    }
    Letter.objects.bulk_create(letters.values(), batch_size=500)
    Alert.objects.bulk_create(
        (
            Alert(
                subscription_id=key,
                letter=letter,
                source=source,
                key=happening.key,
                kind=happening.kind,
            )
            for key, letter in letters.items()
            for source, happening in told[key]
        ),
        batch_size=500,
    )
    return list(letters.values())


def untold(whose: SubscriptionQuerySet, found: Found) -> dict[int, Found]:
    """By subscription, what it follows and was not told yet."""
    told: dict[int, Found] = defaultdict(list)
    for source, happening in found:
        known = Alert.objects.filter(
            source=source, key=happening.key, kind=happening.kind
        )
        follows = whose.told_of(happening)
        due = follows.exclude(pk__in=known.values("subscription"))
        for key in due.order_by("pk").values_list("pk", flat=True):
            told[key].append((source, happening))
    return told


def news(at: datetime) -> Found:
    """What has happened lately and is news; what was copied in is none."""
    sought = Sought(since=at - NEWS)
    found = [
        (name, happening)
        for name, source in SOURCES.items()
        for happening in source(sought)
        if not happening.is_history and happening.at <= at
    ]
    return sorted(without_repeats(found), key=lambda each: each[1].at)


def without_repeats(found: Found) -> Found:
    """Of the editions of a report that were withdrawn at once, the last alone."""
    kept: dict[tuple, tuple[str, Happening]] = {}
    for source, each in sorted(found, key=lambda pair: pair[1].key):
        report = each.name.rpartition("/")[0]
        is_gone = each.kind == Kind.WITHDRAWAL
        kept[(report, each.at) if is_gone else (source, each.key)] = source, each
    return list(kept.values())
