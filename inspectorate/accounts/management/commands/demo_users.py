import secrets

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError

from inspectorate.accounts import second_factor
from inspectorate.accounts.models import User
from inspectorate.accounts.roles import ROLES
from inspectorate.history.models import System

# Without letters and digits that look alike.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def new_password() -> str:
    """Three groups of five: 74 random bits that can be typed off a screen."""
    letters = [secrets.choice(ALPHABET) for _letter in range(15)]
    return "-".join("".join(letters[start : start + 5]) for start in (0, 5, 10))


class Command(BaseCommand):
    help = "Make one person per role of the staff, or give them new passwords (demo)."

    def handle(self, **options: object) -> None:
        if not settings.DEBUG:
            msg = (
                "These sign-ins are for a demonstration and their addresses are known: "
                "set DEBUG=true to make them, and never do so on a real installation."
            )
            raise CommandError(msg)
        staff = [role for role in ROLES if role.is_staff]
        rows = [self.renew(role.code, role.name, [role.name]) for role in staff]
        rows.append(self.renew("administrator", "Administrator", [], superuser=True))
        self.print_table([("Role", "E-mail", "Password"), *rows])

    def renew(
        self, code: str, name: str, roles: list[str], *, superuser: bool = False
    ) -> tuple[str, str, str]:
        """The person as printed, with whatever the demo changed put back."""
        email, password = f"{code}@demo.example", new_password()
        defaults = {
            "name": name,
            "is_staff": True,
            "is_active": True,
            "is_superuser": superuser,
        }
        user, _created = User.objects.update_or_create(email=email, defaults=defaults)
        second_factor.remove_all(user, by=System("demo_users"), tells=False)
        user.groups.set(Group.objects.filter(name__in=roles))
        user.set_password(password)
        user.save(update_fields=["password"])
        return name, email, password

    def print_table(self, rows: list[tuple[str, str, str]]) -> None:
        widths = [max(len(row[column]) for row in rows) for column in range(3)]
        for row in rows:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            self.stdout.write("  ".join(cells).rstrip())
