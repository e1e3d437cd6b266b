from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from inspectorate.reports import sample, sample_concerns


class Command(BaseCommand):
    help = (
        "Load the sample: the stories of Neath Port Talbot and Swansea, and what other "
        "sources tell of Powys and of the intervention in Swansea."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--stories-only",
            action="store_true",
            help="Leave out what the two stories do not tell themselves.",
        )

    def handle(self, *args: object, **options: object) -> None:
        reports = sample.load()
        for report in reports:
            self.stdout.write(f"Published {report.slug}.")
        more = not options["stories_only"] and sample_concerns.load()
        if more:
            self.stdout.write("Loaded Powys and the intervention in Swansea.")
        if not reports and not more:
            self.stdout.write("The sample is there already; nothing was changed.")
