"""The sequence of public changes: what the public reads now, beside what it read when
the changes were last told. Whatever writes to the record need not know of it.
"""

import json
import logging
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from inspectorate.history.models import Entry
from inspectorate.lifecycle import locked
from inspectorate.opendata.models import Change, Followed, PublicRow
from inspectorate.opendata.table import Row, Table
from inspectorate.opendata.tables import TABLES
from inspectorate.reports.models import RegisterEntry

logger = logging.getLogger(__name__)

AT_ONCE = 1000


@transaction.atomic
def follow(at: datetime, *, whole: bool = False) -> int:
    """Tell what has changed since the last time; how many changes there were.

    Rows of editions change with the register alone, so they are looked through where
    that has grown; other tables where anything was written at all. `whole` looks
    through everything, which also finds what came with a day and what was written
    below the rules.
    """
    place = locked(Followed).get_or_create(pk=1)[0]
    entry = newest(Entry, "pk")
    link = newest(RegisterEntry.objects.published(), "sequence")
    whole = whole or place.followed_at is None
    if not whole and (entry, link) == (place.entry, place.link):
        return 0
    since = RegisterEntry.objects.published().filter(sequence__gt=place.link)
    reports = set() if whole else reports_of(since)
    found = Found(at)
    for table in TABLES.values():
        if not table.of_editions:
            found.compare(table)
        for report in sorted(every_scope(table) if whole else reports):
            if table.of_editions:
                found.compare(table, report)
    found.store()
    place.entry, place.link, place.followed_at = entry, link, at
    place.save()
    return found.count


def newest(rows: object, column: str) -> int:
    manager = rows._default_manager if isinstance(rows, type) else rows
    return manager.aggregate(newest=Max(column))["newest"] or 0


def reports_of(links: object) -> set[str]:
    ways = ("edition", "formed", "withdrawal__edition")
    names = [f"{way}__report__slug" for way in ways]
    return {slug for row in links.values_list(*names) for slug in row if slug}


def every_scope(table: Table) -> set[str]:
    """Of a table whose rows hang on editions: the reports that have or had any."""
    if not table.of_editions:
        return set()
    known = PublicRow.objects.filter(table=table.name).values_list("scope", flat=True)
    now = table.public().order_by().values_list(table.scope.path, flat=True)
    return {*known.distinct(), *now.distinct()}


class Found:
    """Changes as they are found, in the order of the tables."""

    def __init__(self, at: datetime) -> None:
        self.at, self.count = at, 0
        self.last = newest(Change, "sequence")
        self.changes: list[Change] = []
        self.rows: list[PublicRow] = []
        self.gone: list[int] = []

    def compare(self, table: Table, scope: str | None = None) -> None:
        known = PublicRow.objects.filter(table=table.name)
        if scope is not None:
            known = known.filter(scope=scope)
        before = {row.key: row for row in known.iterator()}
        met = set()
        for row in table.rows(scope):
            key = key_of(row)
            if key in met:
                # Two moments of entry that are one: nothing else is kept back by it.
                logger.error("Two rows of %s have the key %s.", table.name, key)
                continue
            met.add(key)
            self.meet(table, row, before.pop(key, None))
        for row in before.values():
            self.add(row, Change.Kind.DELETED, "")
            self.gone.append(row.pk)

    def meet(self, table: Table, row: Row, known: PublicRow | None) -> None:
        digest = table.digest(row)
        kind = Change.Kind.CORRECTED
        if known is None:
            kind = Change.Kind.CREATED
            scope = str(row.key[0] or "")
            known = PublicRow(table=table.name, scope=scope, key=key_of(row))
        if known.sha256 != digest:
            self.add(known, kind, digest)
            known.sha256, known.change = digest, self.last
            self.rows.append(known)
        if len(self.changes) >= AT_ONCE:
            self.store()

    def add(self, row: PublicRow, kind: str, digest: str) -> None:
        self.last += 1
        self.count += 1
        told = {"table": row.table, "key": row.key, "kind": kind, "sha256": digest}
        self.changes.append(Change(sequence=self.last, entered_at=self.at, **told))

    def store(self) -> None:
        Change.objects.bulk_create(self.changes)
        known = [row for row in self.rows if row.pk]
        PublicRow.objects.bulk_update(known, ["sha256", "change"])
        PublicRow.objects.bulk_create(row for row in self.rows if not row.pk)
        PublicRow.objects.filter(pk__in=self.gone).delete()
        self.changes, self.rows, self.gone = [], [], []


def key_of(row: Row) -> str:
    return json.dumps(row.key, ensure_ascii=False, separators=(",", ":"))
