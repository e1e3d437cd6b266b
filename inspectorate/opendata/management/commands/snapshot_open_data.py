from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from inspectorate.opendata.snapshots import Unsettled, make


class Command(BaseCommand):
    help = (
        "Write the tables of the public record as files, with a description and "
        "digests: docs/open-data.md. To be run every night (cron, systemd)."
    )

    def handle(self, **options: object) -> None:
        try:
            snapshot = make(timezone.now())
        except Unsettled as unsettled:
            msg = "The record is being changed. Run the command again in a while."
            raise CommandError(msg) from unsettled
        if snapshot is None:
            self.stdout.write("Nothing has changed since the last snapshot.")
        else:
            count = snapshot.files.count()
            self.stdout.write(f"Snapshot {snapshot}: {count} files.")
