from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.utils import timezone

from inspectorate.inspections.orphans import EVIDENCE, orphans
from inspectorate.inspections.orphans import remove as take_away


class Command(BaseCommand):
    help = (
        "List files of evidence that no record names: what is left when the machine "
        "stops between storing a file and its record. Files of the last day are left "
        "out, for their upload may be under way."
    )

    shelf = EVIDENCE

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--remove",
            action="store_true",
            help="take them away; not after restoring an older database",
        )

    def handle(self, *, remove: bool, **options: object) -> None:
        found = list(orphans(self.shelf, at=timezone.now()))
        for orphan in found:
            told = f"{orphan.name}  {orphan.size:,} bytes  {orphan.stored_at:%Y-%m-%d}"
            self.stdout.write(told)
        if remove:
            take_away(found, self.shelf)
        what = "removed" if remove else "found"
        self.stdout.write(f"Files without a record {what}: {len(found)}.")
