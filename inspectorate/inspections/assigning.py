"""Assigning one person to several inspections at once."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from inspectorate.history.closed import ENDED, FIXED
from inspectorate.history.models import CREATED, System, record, snapshot
from inspectorate.inspections.models import Inspection, Interest, TeamMember
from inspectorate.inspections.models.access import DIRECT
from inspectorate.inspections.reminders import tell_of_assignment
from inspectorate.lifecycle import Reason, Refusal, locked, not_in_role

# One page of the list, and a page that somebody still reads before they confirm.
MOST_CASES = 200


class Outlook(NamedTuple):
    """A case, and why the person cannot join its team, "" where they can."""

    inspection: Inspection
    refusal: str


def outlook(
    cases: Iterable[Inspection],
    person: models.Model,
    role: str,
    *,
    on: date,
    by: models.Model | System,
) -> list[Outlook]:
    """For each case in its order, where `by` assigns; the queries are as many for one
    as for all.
    """
    cases = list(cases)
    models.prefetch_related_objects(cases, "team__user", "authorities")
    known = Known(cases, person, on, by)
    return [Outlook(case, refusal(case, person, role, known)) for case in cases]


class Known:
    """What bars a person, and who assigns them, asked once for all cases."""

    def __init__(
        self,
        cases: list[Inspection],
        person: models.Model,
        on: date,
        by: models.Model | System,
    ) -> None:
        asked = Inspection.objects.filter(pk__in=[case.pk for case in cases])
        standing = Interest.objects.standing(on=on).filter(user=person.pk)
        self.interests = set(standing.values_list("authority", flat=True))
        self.free = numbers(asked.free_of_interest(by))
        self.fixed = numbers(asked.filter(reports__status__in=FIXED))
        # Reports lie in a layer above; a test compares their states.
        assured = person.assured_reports.exclude(status__in=ENDED)
        self.assured = numbers(asked.filter(pk__in=assured.values("inspection")))


def numbers(rows: models.QuerySet) -> set[int]:
    return set(rows.values_list("pk", flat=True))


def refusal(case: Inspection, person: models.Model, role: str, known: Known) -> str:
    members = case.team.all()
    if case.pk not in known.free:
        return _("You have declared an interest in its authority: ask another head.")
    if case.status in Inspection.OVER:
        return _("The inspection is over: nobody joins its team.")
    if case.pk in known.fixed:
        return _("Its report awaits sign-off or is signed off: the team is closed.")
    if mine := next((m for m in members if m.user_id == person.pk), None):
        told = _("%(person)s is on the team already, as: %(role)s.")
        return told % {"person": person, "role": mine.get_role_display()}
    lead = next((m.user for m in members if m.role == TeamMember.Role.LEAD), None)
    if role == TeamMember.Role.LEAD and lead is not None:
        told = _("%s leads it: give the person another part, or change the lead first.")
        return told % lead
    return conflict(case, person, known)


def conflict(case: Inspection, person: models.Model, known: Known) -> str:
    barring = [each for each in case.authorities.all() if each.pk in known.interests]
    if barring:
        told = _(
            "%(person)s has declared an interest in %(authority)s: choose somebody "
            "else."
        )
        return told % {"person": person, "authority": barring[0]}
    if case.pk in known.assured:
        told = _(
            "%s assures the quality of its report: choose somebody else, or let a "
            "colleague take the report over first."
        )
        return told % person
    return ""


@transaction.atomic
def assign(
    cases: Collection[int],
    person: models.Model,
    role: str,
    *,
    by: models.Model | System,
    batch: UUID,
    at: datetime | None = None,
) -> list[TeamMember]:
    """Put the person on the team of all these cases, by their numbers, or of none.

    Raises Refusal with a sentence for each case that stands against it. The entries
    share `batch`; the person is told of each.
    """
    check_bulk(cases, person, by)
    found = list(locked(Inspection).filter(pk__in=cases).order_by("pk"))
    # Nobody declares an interest of theirs, nor leaves, while this is stored.
    locked(get_user_model()).get(pk=person.pk)
    if len(found) < len(set(cases)):
        raise Refusal(_("One of the inspections is gone: choose them again."))
    looked = outlook(found, person, role, on=timezone.localdate(at), by=by)
    reasons = [Reason(f"{case}: {why}", case) for case, why in looked if why]
    if reasons:
        raise Refusal(*reasons)
    return [join(case, person, role, by=by, batch=batch, at=at) for case in found]


def check_bulk(
    cases: Collection[int], person: models.Model, by: models.Model | System
) -> None:
    if not by.has_perm(DIRECT):
        raise Refusal(not_in_role(DIRECT))
    if not cases:
        raise Refusal(_("Choose at least one inspection in the list."))
    if len(cases) > MOST_CASES:
        told = _("Choose at most %(most)s inspections at once; you chose %(given)s.")
        raise Refusal(told % {"most": MOST_CASES, "given": len(cases)})
    if not (person.is_active and person.is_staff):
        told = _("%s does not work here any longer: choose somebody else.")
        raise Refusal(told % person)


def join(
    case: Inspection,
    person: models.Model,
    role: str,
    *,
    by: models.Model | System,
    batch: UUID,
    at: datetime | None,
) -> TeamMember:
    member = TeamMember.objects.create(inspection=case, user=person, role=role)
    record(member, CREATED, by=by, after=snapshot(member), at=at, batch=batch)
    tell_of_assignment(member, by=by)
    return member
