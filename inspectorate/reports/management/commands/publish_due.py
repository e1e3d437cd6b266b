from django.core.management.base import BaseCommand
from django.utils import timezone

from inspectorate.reports.models import Report
from inspectorate.reports.scheduling import publish_due


class Command(BaseCommand):
    help = (
        "Publish what is scheduled, due, and left behind by a lost worker; to be run "
        "every few minutes (cron, systemd)."
    )

    def handle(self, **options: object) -> None:
        published = publish_due(at=timezone.now())
        waiting = Report.objects.filter(status=Report.Status.SCHEDULED)
        held_up = waiting.exclude(hold_up="").count()
        self.stdout.write(
            f"Reports published: {len(published)}. Held up, with the reasons on their "
            f"cases: {held_up}."
        )
