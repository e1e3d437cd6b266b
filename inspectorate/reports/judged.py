"""Which published judgements are compared within a framework, on any day."""

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from inspectorate.inspections.models import TeamMember
from inspectorate.reports.models import (
    Chain,
    Edition,
    EditionAuthority,
    PublishedJudgement,
)
from inspectorate.reports.models.published_rows import PublishedQuerySet

# In the place of the number of a grade.
NOT_JUDGED = "none"
# Of fewer judgements nothing is told of who leads them: chance would tell it.
LEAST = 5


class Judged(models.TextChoices):
    """Of the newest editions of reports that the public reads, by the day of
    the first edition: a correction bears its own.
    """

    NEWEST = "newest", _("The newest of each authority")
    EVERY = "every", _("Every one, in the newest edition of its report")

    def among(self, rows: PublishedQuerySet, at: date) -> PublishedQuerySet:
        """Those of `rows` that were out by the day `at`. The newest of an authority is
        that of an area; one about several counts while it is the newest of any.
        """
        found = out_by(rows, at)
        if self is Judged.EVERY:
            return found
        about = EditionAuthority.objects.filter(edition=OuterRef("edition"))
        return found.filter(Exists(about.filter(~Exists(later(at)))))


def out_by(rows: PublishedQuerySet, at: date) -> PublishedQuerySet:
    """Each with the day on which its report first came out, `first_on`."""
    editions = Edition.objects.filter(
        report=OuterRef("edition__report"), chain=Chain.PUBLIC
    )
    days = editions.order_by("sorted_on").values("sorted_on")
    found = rows.published().current().annotate(first_on=Subquery(days[:1]))
    return found.filter(first_on__lte=at)


def later(at: date) -> PublishedQuerySet:
    """Judgements of the same area about the authority of a link to an edition, within
    a query of judgements.
    """
    day = OuterRef(OuterRef("first_on"))
    same_day = Q(first_on=day, edition__gt=OuterRef(OuterRef("edition")))
    return out_by(PublishedJudgement.objects, at).filter(
        Q(first_on__gt=day) | same_day,
        area=OuterRef(OuterRef("area")),
        edition__authorities=OuterRef("authority"),
    )


def led_by(judgements: PublishedQuerySet, person: int | str) -> PublishedQuerySet:
    """Of inspections in whose team the person has the lead role now."""
    led = TeamMember.objects.filter(role=TeamMember.Role.LEAD, user=person)
    return judgements.filter(
        edition__report__inspection__in=led.values("inspection"),
    )
