from inspectorate.opendata.models.change import Change, Followed, PublicRow
from inspectorate.opendata.models.snapshot import Snapshot, SnapshotFile

__all__ = ["Change", "Followed", "PublicRow", "Snapshot", "SnapshotFile"]
