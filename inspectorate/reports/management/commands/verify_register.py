import re
from argparse import ArgumentParser, ArgumentTypeError

from django.core.management.base import BaseCommand, CommandError

from inspectorate.reports import chain, verification
from inspectorate.reports.chain import Expected
from inspectorate.reports.models import Chain, Edition

WRITTEN_DOWN = re.compile(r"(?:(issued):)?([1-9][0-9]{0,17}):([0-9a-f]{64})")


class Command(BaseCommand):
    help = (
        "Check the whole register: the chain of editions, the digest of each and of "
        "its files, and that what is shown of it is what was published. Tell the end "
        "of each chain, to be written down. Exit code 1 at a fault."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--expect",
            metavar="NUMBER:DIGEST",
            type=expected,
            action="append",
            default=[],
            help=(
                "what was written down before: that entry must have that digest "
                "still; issued:NUMBER:DIGEST of what is issued; may be repeated"
            ),
        )

    def handle(self, *, expect: list[Expected], **options: object) -> None:
        chains = chain.both()
        faults = [*verification.faults(chains), *chain.unlike(expect)]
        for note in [note for links in chains for note in links.notes]:
            self.stdout.write(self.style.WARNING(f"Note: {note}"))
        for fault in faults:
            self.stderr.write(self.style.ERROR(fault))
        if faults:
            msg = f"The register does not hold. Faults found: {len(faults)}."
            raise CommandError(msg)
        count = Edition.objects.count()
        self.stdout.write(self.style.SUCCESS(f"The register holds. Editions: {count}."))
        for links in chains:
            self.stdout.write(f"{Chain(links.chain).label}: {links.end()}")


def expected(text: str) -> Expected:
    found = WRITTEN_DOWN.fullmatch(text.strip().lower())
    if found is None:
        msg = f"{text} is no NUMBER:DIGEST as this command tells it, such as 12:5d41…"
        raise ArgumentTypeError(msg)
    return Expected(found[1] or Chain.PUBLIC.value, int(found[2]), found[3])
