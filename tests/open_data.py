"""Rows of what the public record was told to be, as fixtures need them; and what its
tables tell.
"""

from inspectorate.opendata.models import Change, PublicRow, Snapshot, SnapshotFile
from inspectorate.opendata.tables import TABLES
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


def rows(name: str) -> list[dict]:
    """Of a table, in its order."""
    table = TABLES[name]
    return [dict(zip(table.names, row.cells, strict=True)) for row in table.rows()]


def told(name: str, *columns: str) -> list[tuple]:
    return [tuple(row[column] for column in columns) for row in rows(name)]


def lines(*names: str) -> list[str]:
    return [TABLES[name].line(row) for name in names for row in TABLES[name].rows()]


def kinds_since(last: int, *names: str) -> list[tuple[str, str]]:
    """The changes of these tables after the `last` of all."""
    found = Change.objects.filter(pk__gt=last, table__in=names).order_by("pk")
    return [(each.table, each.kind) for each in found]
