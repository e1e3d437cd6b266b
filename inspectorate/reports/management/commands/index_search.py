from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from inspectorate.reports.search import filling


class Command(BaseCommand):
    help = (
        "Make the words by which published reports are found, of every report that has "
        "none. It is needed only after the table was emptied or altered by hand: "
        "publication and every migration see to it themselves."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--all", action="store_true", help="anew also of those that have them"
        )

    def handle(self, **options: object) -> None:
        wanted = filling.current() if options["all"] else filling.missing()
        self.stdout.write(f"Reports indexed: {filling.fill(wanted)}.")
