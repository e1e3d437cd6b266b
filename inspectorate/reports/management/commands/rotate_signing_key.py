from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from inspectorate.environment import signing_key_file
from inspectorate.lifecycle import Refusal
from inspectorate.reports import register
from inspectorate.signing import Signer


class Command(BaseCommand):
    help = "Make a new key of the register known, signed by the one that is set."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="holds the new key: new_signing_key > FILE")
        parser.add_argument(
            "--lost",
            action="store_true",
            help="the old key is lost; the register says so for ever",
        )

    def handle(self, *, file: str, lost: bool, **options: object) -> None:
        try:
            new = Signer(signing_key_file.read(file))
        except ValueError as error:
            msg = f"{file} is not {signing_key_file.expected}."
            raise CommandError(msg) from error
        if not (lost or settings.SIGNING_KEY):
            msg = "SIGNING_KEY is not set: set the old key, or add --lost."
            raise CommandError(msg)
        by = new if lost else Signer(settings.SIGNING_KEY)
        try:
            made = register.rotate(new, by=by, at=timezone.now())
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"Links made: {len(made)}. Set SIGNING_KEY to the key {new.code} now."
        )
