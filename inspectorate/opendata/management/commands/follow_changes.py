from django.core.management.base import BaseCommand
from django.utils import timezone

from inspectorate.opendata.following import follow


class Command(BaseCommand):
    help = (
        "Tell what has changed in the public record since the last time: "
        "docs/open-data.md. To be run every few minutes (cron, systemd)."
    )

    def handle(self, **options: object) -> None:
        self.stdout.write(f"Changes: {follow(timezone.now())}.")
