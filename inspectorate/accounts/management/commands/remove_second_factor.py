from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from inspectorate.accounts import second_factor
from inspectorate.accounts.models import User
from inspectorate.history.models import System


class Command(BaseCommand):
    help = (
        "Take away the second factor of a person who has lost it, recovery codes and "
        "all, and end their sessions. At the next sign-in they set up a new one. Make "
        "sure by voice or face that it is they who ask."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the person's e-mail address")

    def handle(self, email: str, **options: object) -> None:
        try:
            user = User.objects.get_by_natural_key(email)
        except User.DoesNotExist:
            msg = f"Nobody signs in as {email}: check the address in the admin, People."
            raise CommandError(msg) from None
        by = System("remove_second_factor")
        removed = second_factor.remove_all(user, by=by, reason="lost")
        told = "sets up a new one" if removed else "had none: they set one up"
        self.stdout.write(f"{user} {told} at the next sign-in.")
