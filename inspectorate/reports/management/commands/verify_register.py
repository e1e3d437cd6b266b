from django.core.management.base import BaseCommand, CommandError

from inspectorate.reports import verification
from inspectorate.reports.models import Edition


class Command(BaseCommand):
    help = (
        "Check the whole register: the chain of editions, the digest of each, and "
        "that what is shown of it is what was published. Exit code 1 at a fault."
    )

    def handle(self, *args: object, **options: object) -> None:
        faults = list(verification.faults())
        for fault in faults:
            self.stderr.write(self.style.ERROR(fault))
        if faults:
            msg = f"The register does not hold. Faults found: {len(faults)}."
            raise CommandError(msg)
        count = Edition.objects.count()
        self.stdout.write(self.style.SUCCESS(f"The register holds. Editions: {count}."))
