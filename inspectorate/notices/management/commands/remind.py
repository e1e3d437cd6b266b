from argparse import ArgumentParser, ArgumentTypeError
from datetime import date

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from inspectorate.notices.reminding import remind


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        msg = f"“{text}” is no day; write it as 2026-03-02."
        raise ArgumentTypeError(msg) from error


class Command(BaseCommand):
    help = (
        "Tell people what is due and overdue, and take away sessions that are over; to "
        "be run every day (cron, systemd)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--on", type=day, metavar="DATE", help="the day to remind for, else today"
        )

    def handle(self, *, on: date | None, **options: object) -> None:
        # They hold who was signed in, and perhaps what was typed: neither is kept.
        call_command("clearsessions")
        run = remind(on=on or timezone.localdate(), at=timezone.now())
        self.stdout.write(
            f"New notices: {run.told}. E-mails queued again: {run.queued}. "
            f"Daily e-mails: {run.digests}. Outcome unknown: {run.lost}."
        )
        if run.failed:
            sources = ", ".join(run.failed)
            msg = (
                f"These sources failed, and the log tells why: {sources}. The others "
                "were asked; run the command again when the cause is mended."
            )
            raise CommandError(msg)
