from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from authorities.models import Authority, LinkOfficer
from inspectorate.accounts import second_factor
from inspectorate.accounts.management.commands.demo_users import new_password
from inspectorate.staff.management.commands.demo_cases import (
    BY,
    GRADED,
    log,
    open_case,
    person,
    take_to_fieldwork,
    write,
)

MADE_UP = "exampleshire"


class Command(BaseCommand):
    help = (
        "Make a link officer for each council that has cases, or give them new "
        "passwords, and send the made-up council a draft (demo)."
    )

    @transaction.atomic
    def handle(self, **options: object) -> None:
        if not settings.DEBUG:
            msg = (
                "These sign-ins are for a demonstration and their addresses are known: "
                "set DEBUG=true to make them, and never do so on a real installation."
            )
            raise CommandError(msg)
        councils = Authority.objects.exclude(inspections=None).distinct()
        rows = [self.renew(each) for each in councils.order_by("slug")]
        made_up = Authority.objects.filter(slug=MADE_UP).first()
        if (
            made_up
            and not made_up.inspections.exclude(reports__accuracy_checks=None).exists()
        ):
            send_draft(made_up)
        width = max((len(row[0]) for row in rows), default=0)
        for council, email, password in rows:
            self.stdout.write(f"{council.ljust(width)}  {email}  {password}")

    def renew(self, council: Authority) -> tuple[str, str, str]:
        """The officer as printed, with whatever the demo changed put back."""
        email, password = f"{council.slug}@demo.example", new_password()
        officer = council.link_officers.open().filter(user__email=email).first()
        if officer is None:
            officer = LinkOfficer.objects.invite(
                council,
                by=BY,
                email=email,
                name=f"Link officer ({council.slug})",
                language="en",
                office="Performance manager",
                begins_on=timezone.localdate(),
                ends_on=None,
            )
        user = officer.user
        second_factor.remove_all(user, by=BY, tells=False)
        user.set_password(password)
        user.save(update_fields=["password"])
        return f"Link officer, {council}", email, password


def send_draft(council: Authority) -> None:
    """A further case of the made-up council, whose draft waits for its answer."""
    start = timezone.localdate() - timedelta(weeks=7)
    case = open_case(council, start, 2, GRADED)
    take_to_fieldwork(case)
    log(case)
    case.end_fieldwork(by=person("lead_inspector"))
    report = write(case)
    report.send_to_assurance(by=person("lead_inspector"))
    assurer = person("quality_assurer")
    for item in report.checklist():
        report.answer(item, "yes", by=assurer)
    report.clear_identities(by=person("information_governance"))
    report.send_for_accuracy(by=assurer)
