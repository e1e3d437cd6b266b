"""Who is told about a report: those who write it, and those who may read it next."""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth import get_user_model
from django.db import models

from inspectorate.history.models import Entry
from inspectorate.inspections.models import Interest, TeamMember
from inspectorate.reports.models import Report
from inspectorate.reports.models.acts import PUBLISH, SIGN_OFF

User = get_user_model()

# What writers() and Readers look at, to be read with the reports.
TEAM = models.Prefetch(
    "inspection__team", TeamMember.objects.select_related("user"), to_attr="members"
)


# Report.was_written_by() bars from these who was the lead author, too.
BY_ANOTHER = (SIGN_OFF, PUBLISH)


def writers(report: models.Model) -> list[models.Model]:
    """The lead inspector and the lead author, of those who still work here."""
    members = report.inspection.members
    leads = [each.user for each in members if each.role == TeamMember.Role.LEAD]
    people = {each.pk: each for each in [*leads, report.author] if each is not None}
    return [each for each in people.values() if each.is_active]


class Readers:
    """Who has a permission, off the team of a case and without an interest there.

    Of the `reports`, and of no others, it is known who ever was their lead author.
    """

    def __init__(self, on: date, reports: Iterable[models.Model]) -> None:
        self.authors = authors_of(reports)
        standing = Interest.objects.standing(on=on)
        self.interests = set(standing.values_list("user", "authority"))
        self.known: dict[str, list[models.Model]] = {}

    def of(self, report: models.Model, permission: str) -> Iterable[models.Model]:
        case = report.inspection
        barred = {report.author_id, *(each.user_id for each in case.members)}
        if permission in BY_ANOTHER:
            barred |= self.authors[report.pk]
        about = [authority.pk for authority in case.authorities.all()]
        for person in self.holders(permission):
            interested = any((person.pk, each) in self.interests for each in about)
            if person.pk not in barred and not interested:
                yield person

    def holders(self, permission: str) -> list[models.Model]:
        if permission not in self.known:
            found = User.objects.with_perm(permission, include_superusers=False)
            self.known[permission] = list(found.order_by("pk"))
        return self.known[permission]


def authors_of(reports: Iterable[models.Model]) -> dict[int, set[int]]:
    """The numbers of all who ever were the lead author of each, in one query."""
    numbers = [str(report.pk) for report in reports]
    about = {"subject_type": Report._meta.label_lower, "subject_id__in": numbers}
    entries = Entry.objects.filter(**about).order_by()
    authors = {int(number): set() for number in numbers}
    named = ("subject_id", "before__author_id", "after__author_id")
    for pk, before, after in entries.values_list(*named):
        authors[int(pk)] |= {before, after} - {None}
    return authors
