"""All tables as files of one moment: written beside those before, and handed out from
the moment the last of them is there.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from tempfile import TemporaryFile

from django.core.files.base import File
from django.core.files.storage import Storage, storages
from django.db import models, transaction
from django.utils import timezone
from django_tasks import task

from inspectorate.opendata import package
from inspectorate.opendata.files import FORMS
from inspectorate.opendata.following import follow
from inspectorate.opendata.models import Change, Snapshot, SnapshotFile
from inspectorate.opendata.tables import TABLES

# So often is it tried to write all tables while nobody changes any.
TRIES = 5


class Unsettled(RuntimeError):  # noqa: N818 - no fault: it is tried again later
    """The record changed while its tables were written, however often it was tried."""


def make(at: datetime) -> Snapshot | None:
    """None where nothing has changed since the last snapshot; raises Unsettled."""
    for _try in range(TRIES):
        follow(at, whole=True)
        change = last_change()
        newest = Snapshot.objects.first()
        if newest and newest.change == change:
            return None
        name = at.astimezone(UTC).strftime("%Y-%m-%d-%H%M%S")
        files = [store(name, *each) for each in contents(name, at, change)]
        follow(at)
        if last_change() == change:
            return keep(name, at, change, files)
        for file in files:
            storage().delete(file.stored_as)
    raise Unsettled


def make_soon(_row: models.Model | None = None) -> None:
    """Have the worker make one once the transaction has come to pass; that it cannot
    be asked undoes nothing, and every night one is made anyway.
    """
    transaction.on_commit(ask_worker, robust=True)


def ask_worker() -> None:
    make_after.enqueue(timezone.now().isoformat())


@task()
def make_after(moment: str) -> None:
    """One that was begun since serves all who asked before."""
    since = datetime.fromisoformat(moment)
    if not Snapshot.objects.filter(made_at__gte=since).exists():
        make(timezone.now())


def last_change() -> int:
    return Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def storage() -> Storage:
    return storages["opendata"]


def contents(
    name: str, at: datetime, change: int
) -> Iterator[tuple[str, Iterable[bytes]]]:
    tables = list(TABLES.values())
    for table in tables:
        for form, written in FORMS.items():
            yield f"{table.name}.{form}", written(table, table.rows())
    moment = at.astimezone(UTC).isoformat(timespec="seconds")
    yield "datapackage.json", [package.datapackage(tables, moment, change)]
    yield "dictionary.csv", [package.dictionary(tables)]
    yield "LICENCE.txt", [package.licence()]
    yield "CHANGES.md", [package.changes(name, change, Snapshot.objects.first())]


def store(folder: str, name: str, chunks: Iterable[bytes]) -> SnapshotFile:
    digest, size = hashlib.sha256(), 0
    with TemporaryFile() as written:
        for chunk in chunks:
            written.write(chunk)
            digest.update(chunk)
            size += len(chunk)
        written.seek(0)
        stored_as = storage().save(f"{folder}/{name}", File(written))
    sha256 = digest.hexdigest()
    return SnapshotFile(name=name, stored_as=stored_as, size=size, sha256=sha256)


@transaction.atomic
def keep(name: str, at: datetime, change: int, files: list[SnapshotFile]) -> Snapshot:
    sums = "".join(f"{file.sha256}  {file.name}\n" for file in files)
    files.append(store(name, "SHA256SUMS", [sums.encode()]))
    snapshot = Snapshot.objects.create(name=name, made_at=at, change=change)
    for file in files:
        file.snapshot = snapshot
    SnapshotFile.objects.bulk_create(files)
    return snapshot
