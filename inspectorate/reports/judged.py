"""Which published judgements are compared within a framework, on any day."""

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from inspectorate.reports.models import EditionAuthority, PublishedJudgement
from inspectorate.reports.models.published import PublishedQuerySet

# In the place of the number of a grade.
NOT_JUDGED = "none"


class Judged(models.TextChoices):
    """Of the newest editions of reports that the public reads, by the day they bear."""

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
    return rows.published().current().filter(edition__sorted_on__lte=at)


def later(at: date) -> PublishedQuerySet:
    """Judgements of the same area about the authority of a link to an edition, within
    a query of judgements.
    """
    day = OuterRef(OuterRef("edition__sorted_on"))
    same_day = Q(edition__sorted_on=day, edition__gt=OuterRef(OuterRef("edition")))
    return out_by(PublishedJudgement.objects, at).filter(
        Q(edition__sorted_on__gt=day) | same_day,
        area=OuterRef(OuterRef("area")),
        edition__authorities=OuterRef("authority"),
    )
