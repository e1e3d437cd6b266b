"""Files without a row: the process ended between file and commit."""

import logging
import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from django.core.files.storage import Storage, storages
from django.db import models

from inspectorate.history.models import System, record_list
from inspectorate.inspections.models import EvidenceFile

logger = logging.getLogger(__name__)

REMOVED = "removed files without a record"
# No upload is under way as long as this: its row is committed by then, or never.
SAFE_AGE = timedelta(days=1)
# As whatever stores them names them, and a storage where a name was taken. What else
# lies there is not ours to judge.
OURS = re.compile(r"[0-9a-f]{32}(_[A-Za-z0-9]{7})?")
AT_ONCE = 500


class Shelf(NamedTuple):
    """A storage, and the tables whose rows name what lies in it, by `stored_as`; where
    a file goes from one to another, the one that it comes from first. What is removed
    is recorded by the name `by`, in the history of the first.
    """

    storage: str
    tables: tuple[type[models.Model], ...]
    by: System

    def known(self, names: list[str]) -> set[str]:
        return {
            name
            for table in self.tables
            for name in table._base_manager.filter(stored_as__in=names).values_list(
                "stored_as", flat=True
            )
        }


EVIDENCE = Shelf("evidence", (EvidenceFile,), System("evidence_orphans"))


class Orphan(NamedTuple):
    name: str
    size: int
    stored_at: datetime


def orphans(shelf: Shelf = EVIDENCE, *, at: datetime) -> Iterator[Orphan]:
    """Files older than a day at the moment `at` that no row names.

    The storage is read before the rows: a file that comes later is not looked at.
    """
    storage = storages[shelf.storage]
    _folders, names = storage.listdir("")
    for some in portions(sorted(filter(OURS.fullmatch, names))):
        known = shelf.known(some)
        yield from old_ones(storage, (name for name in some if name not in known), at)


def portions(names: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(names), AT_ONCE):
        yield names[start : start + AT_ONCE]


def old_ones(storage: Storage, names: Iterable[str], at: datetime) -> Iterator[Orphan]:
    for name in names:
        try:
            stored_at = storage.get_modified_time(name)
            if at - stored_at > SAFE_AGE:
                yield Orphan(name, storage.size(name), stored_at)
        except FileNotFoundError:
            continue  # its upload was refused meanwhile, and has taken it away


def remove(found: list[Orphan], shelf: Shelf = EVIDENCE) -> None:
    """Recorded before anything goes, so that nothing goes without a trace."""
    storage = storages[shelf.storage]
    for names in portions([orphan.name for orphan in found]):
        record_list(shelf.tables[0], REMOVED, by=shelf.by, after={"files": names})
        for name in names:
            storage.delete(name)
            logger.info(
                "Removed a file of %s without a record: %s", shelf.storage, name
            )
