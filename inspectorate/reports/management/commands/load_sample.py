from django.core.management.base import BaseCommand

from inspectorate.reports import sample


class Command(BaseCommand):
    help = "Load the sample: the stories of Neath Port Talbot and Swansea."

    def handle(self, *args: object, **options: object) -> None:
        reports = sample.load()
        for report in reports:
            self.stdout.write(f"Published {report.slug}.")
        if not reports:
            self.stdout.write("The sample is there already; nothing was changed.")
