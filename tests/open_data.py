"""Rows of what the public record was told to be, as fixtures need them."""

from inspectorate.opendata.models import Change, PublicRow, Snapshot, SnapshotFile
from tests.factories import NOON

DIGEST = "0" * 64


def make_change(**changes: object) -> Change:
    row = {"sequence": 1, "table": "authorities", "key": '["arfon"]'}
    told = {"kind": Change.Kind.CREATED, "sha256": DIGEST, "entered_at": NOON}
    return Change.objects.create(**{**row, **told, **changes})


def make_public_row() -> PublicRow:
    row = {"table": "authorities", "scope": "arfon", "key": '["arfon"]'}
    return PublicRow.objects.create(**row, sha256=DIGEST, change=1)


def make_snapshot() -> Snapshot:
    return Snapshot.objects.create(name="2026-03-02-0200", made_at=NOON, change=1)


def make_snapshot_file() -> SnapshotFile:
    name = "authorities.csv"
    told = {"name": name, "stored_as": name, "size": 0, "sha256": DIGEST}
    return SnapshotFile.objects.create(snapshot=make_snapshot(), **told)
