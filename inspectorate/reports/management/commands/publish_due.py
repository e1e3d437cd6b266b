from django.core.management.base import BaseCommand
from django.utils import timezone

from inspectorate.reports import forming
from inspectorate.reports.models import Report
from inspectorate.reports.scheduling import publish_due


class Command(BaseCommand):
    help = (
        "Publish what is scheduled, due, and left behind by a lost worker, and make "
        "the files it left behind; to be run every few minutes (cron, systemd)."
    )

    def handle(self, **options: object) -> None:
        now = timezone.now()
        published = publish_due(at=now)
        formed = forming.make_left_behind(at=now)
        waiting = Report.objects.filter(status=Report.Status.SCHEDULED)
        held_up = waiting.exclude(hold_up="").count()
        self.stdout.write(
            f"Reports published: {len(published)}. Held up, with the reasons on their "
            f"cases: {held_up}. Editions given their files: {len(formed)}."
        )
