from django.core.management.base import BaseCommand
from django.utils import timezone

from inspectorate.public.alerts import queueing, sending
from inspectorate.public.models import Asking


class Command(BaseCommand):
    help = (
        "Tell subscribers what is new, on Monday mornings those too who are told once "
        "a week, and see to e-mails that hang; to be run every few minutes (cron, "
        "systemd)."
    )

    def handle(self, **options: object) -> None:
        now = timezone.now()
        _count, gone = Asking.objects.expired(now).delete()
        lost, again = sending.lose(now), sending.queue_again(now)
        at_once, weekly = queueing.queue_instant(at=now), queueing.queue_weekly(at=now)
        queueing.send_all([*at_once, *weekly])
        self.stdout.write(
            f"E-mails at once: {len(at_once)}. Weekly e-mails: {len(weekly)}. Queued "
            f"again: {again}. Outcome unknown: {lost}. Askings that nobody confirmed: "
            f"{gone.get(Asking._meta.label, 0)}."
        )
