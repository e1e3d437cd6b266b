"""What the form on which findings are logged offers to choose from."""

from collections.abc import Iterable

from django.db import models

from inspectorate.inspections.models import Finding, Inspection

# A select box beyond this many is no help, and slow; the ordinary form searches.
MOST_PREVIOUS = 300

Choices = list[tuple[str, str | list[tuple[int, str]]]]


def grouped(rows: Iterable[tuple[str, int, str]]) -> Choices:
    """Choices under their headings, from (heading, number, label) in order."""
    groups = {}
    for heading, number, label in rows:
        groups.setdefault(heading, []).append((number, label))
    return [("", "---------"), *groups.items()]


def flat(choices: Iterable) -> Iterable[tuple[str, str]]:
    for value, label in choices:
        if isinstance(label, list):
            yield from flat(label)
        else:
            yield str(value), label


def free_reference(taken: set[str]) -> str:
    """The next number: E-07 where six items are there."""
    number = len(taken) + 1
    while f"E-{number:02}" in taken:
        number += 1
    return f"E-{number:02}"


def earlier_findings(finding: Finding, user: models.Model) -> models.QuerySet:
    """What it can go back to: the findings of the inspection that its own follows,
    first, and those of earlier ones of the same authority and service that `user`
    may read.
    """
    here = finding.inspection
    same = models.Q(
        authorities__in=here.authorities.values("pk"),
        service=here.service_id,
        sorted_on__lte=here.sorted_on,
    )
    cases = Inspection.objects.filter(same | models.Q(pk=here.follows_id))
    readable = Inspection.objects.drafts_readable_by(user)
    found = models.Q(inspection__in=cases.exclude(pk=here.pk).values("pk")) & models.Q(
        inspection__in=readable.values("pk")
    )
    first = models.Case(
        models.When(pk=finding.previous_id, then=0),
        models.When(inspection=here.follows_id, then=1),
        default=2,
    )
    return (
        Finding.objects.filter(found | models.Q(pk=finding.previous_id))
        .select_related("inspection")
        .order_by(first, "-inspection__sorted_on", "-inspection", "position", "pk")
    )
