"""Where recommendations stood on any day, worked out from what was said by then."""

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from django.db import models
from django.db.models import Exists, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from recommendations.models.axes import Axes

DUE_SOON = timedelta(days=30)
STALE_MONTHS = 6
# Reports lie in a layer above; a test holds what they call it.
ISSUED = "issued"
# Which facts move which axis.
KINDS = {
    "acceptance": "answers",
    "progress": "progressupdates",
    "verification": "verifications",
    "lifecycle": "closings",
}
# Where each stands until somebody has said something.
BEGINS = {
    "acceptance": Axes.Acceptance.AWAITING,
    "progress": Axes.Progress.NOT_STARTED,
    "verification": Axes.Verification.NOT_ASSESSED,
    "lifecycle": Axes.Lifecycle.OPEN,
}


class Standing(NamedTuple):
    """The codes of the four axes on one day."""

    acceptance: str
    progress: str
    verification: str
    lifecycle: str


class StandingQuerySet(models.QuerySet):
    """Questions of Recommendation. `at` is any day, today where it is None; a day to
    come stands as today does.
    """

    def as_at(self, at: date | None) -> "StandingQuerySet":
        """With each axis as it stood, under the name that axis_at() gives it."""
        if is_now(at):
            return self
        return self.annotate(
            **{axis_at(axis, at): self.newest(axis, at) for axis in KINDS}
        )

    def newest(self, axis: str, at: date) -> Coalesce:
        facts = self.model._meta.get_field(KINDS[axis]).related_model.objects
        said = facts.until(at).filter(recommendation=OuterRef("pk")).newest_first()
        return Coalesce(Subquery(said.values(axis)[:1]), Value(BEGINS[axis]))

    def public(self, at: date | None = None) -> "StandingQuerySet":
        """Those that the public reads now in the newest edition of their report, and
        which were made by the day `at`.
        """
        rows = self.published_rows().published().current()
        found = self.filter(Exists(rows))
        return found if is_now(at) else found.made_by(at)

    def made_by(self, at: date) -> "StandingQuerySet":
        """Those that an edition of the day `at`, or of an earlier one, has: the first
        one tells, for a correction bears a day of its own.
        """
        return self.filter(
            Exists(self.published_rows().filter(edition__sorted_on__lte=at))
        )

    def published_rows(self) -> models.QuerySet:
        """What editions print of a recommendation, within a query of them."""
        rows = self.model._meta.get_field("published").related_model.objects
        return rows.filter(recommendation=OuterRef("pk"))

    def said_on(self, kind: str, at: date) -> Subquery:
        """The day of the newest fact of a kind until the day `at`."""
        facts = self.model._meta.get_field(kind).related_model.objects
        said = facts.until(at).filter(recommendation=OuterRef("pk")).newest_first()
        return Subquery(said.values("day")[:1])

    def open(self, at: date | None = None) -> "StandingQuerySet":
        return self.as_at(at).filter(
            **{axis_at("lifecycle", at): Axes.Lifecycle.OPEN},
        )

    def unreported(self, at: date | None = None) -> "StandingQuerySet":
        """Open, and not reported as completed."""
        done = {axis_at("progress", at): Axes.Progress.COMPLETED_REPORTED}
        return self.open(at).exclude(**done)

    def awaited(self, at: date | None = None) -> "StandingQuerySet":
        """Open, with a timescale that ends, and not reported as completed."""
        return self.unreported(at).exclude(timescale__in=self.model.WITHOUT_DATE)

    def overdue(self, at: date) -> "StandingQuerySet":
        """Awaited on the day `at`, and due before it.

        One without a due date is never overdue.
        """
        # Not `due_on__lt`: by an index of that day SQLite would gather and sort all
        # that are overdue, where the newest stand first in another one.
        return self.awaited(at).exclude(due_on=None).exclude(due_on__gte=at)

    def due_soon(self, at: date) -> "StandingQuerySet":
        """Awaited, and due within 30 days from the day `at`, that day included."""
        return self.awaited(at).filter(due_on__range=(at, at + DUE_SOON))

    def awaiting_verification(self, at: date | None = None) -> "StandingQuerySet":
        """Open, reported as completed and not assessed by inspectors since; what they
        have once confirmed as achieved awaits nothing more.
        """
        verification = axis_at("verification", at)
        reported = {axis_at("progress", at): Axes.Progress.COMPLETED_REPORTED}
        achieved = {verification: Axes.Verification.ACHIEVED}
        never = models.Q(**{verification: Axes.Verification.NOT_ASSESSED})
        again = models.Q(Exists(self.reported_since(at)))
        return self.open(at).filter(never | again, **reported).exclude(**achieved)

    def reported_since(self, at: date | None) -> models.QuerySet:
        """Reports of completion by the day that no later look of inspectors followed.

        One entered after the report and dated before it did not see what is reported.
        """
        until = at or timezone.localdate()
        meta = self.model._meta
        updates = meta.get_field("progressupdates").related_model.objects.until(until)
        looks = meta.get_field("verifications").related_model.objects.until(until)
        seen = looks.filter(
            models.Q(day=None) | models.Q(day__gte=Coalesce(OuterRef("day"), date.min)),
            recommendation=OuterRef("recommendation"),
            sequence__gt=OuterRef("sequence"),
        )
        return updates.filter(
            ~Exists(seen),
            recommendation=OuterRef("pk"),
            progress=Axes.Progress.COMPLETED_REPORTED,
        )

    def rejected(self, at: date | None = None) -> "StandingQuerySet":
        """Open, though the authority rejects them: for the inspectorate to decide."""
        asked = {axis_at("acceptance", at): Axes.Acceptance.REJECTED}
        return self.open(at).filter(**asked)

    def stale(self, at: date) -> "StandingQuerySet":
        """Open, not reported as completed, made six months before the day `at` or
        earlier, and of which the authority has reported nothing since that day.

        What a historical source tells nothing more of is not stale: nobody awaits it.
        """
        since = months_before(at, STALE_MONTHS)
        updates = self.model._meta.get_field("progressupdates").related_model.objects
        recent = updates.filter(
            recommendation=OuterRef("pk"), day__gt=since, day__lte=at
        )
        silent = self.without_facts(at) & ~models.Q(recorded_from="")
        found = self.unreported(at).exclude(silent)
        return found.made_by(since).filter(~Exists(recent))

    def without_facts(self, at: date) -> models.Q:
        """Of which nothing had been said by the day."""
        if is_now(at):
            return models.Q(facts=0)
        nothing = models.Q()
        for kind in KINDS.values():
            facts = self.model._meta.get_field(kind).related_model.objects
            said = facts.until(at).filter(recommendation=OuterRef("pk"))
            nothing &= ~models.Q(Exists(said))
        return nothing


class Following(models.TextChoices):
    """What a recommendation waits for, as lists and figures of staff tell it, of those
    that the public reads: of others nothing can be said, so they would wait for ever.
    """

    OPEN = "open", _("Open")
    OVERDUE = "overdue", _("Overdue")
    DUE_SOON = "due_soon", _("Due within 30 days")
    AWAITING = "awaiting", _("Awaiting verification")
    STALE = "stale", _("Nothing reported for 6 months")
    REJECTED = "rejected", _("Rejected, to be decided")

    def among(self, rows: StandingQuerySet, at: date) -> StandingQuerySet:
        """Those of `rows` of which that is true on the day `at`."""
        asked = {Following.AWAITING: "awaiting_verification"}.get(self, self.value)
        return getattr(rows.public(at), asked)(at)


def is_now(at: date | None) -> bool:
    """Whether the columns answer, which an index serves.

    No fact is of a day to come, so they stand for every day from today on.
    """
    return at is None or at >= timezone.localdate()


def is_issued_alone(case: models.Model) -> bool:
    """Whether the report of a case went to the authority and to nobody else."""
    return case.reports.filter(status=ISSUED).exists()


def axis_at(axis: str, at: date | None) -> str:
    return axis if is_now(at) else f"{axis}_then"


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or the last one that it has."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


class Stands:
    """Questions of one recommendation."""

    def standing_at(self, at: date | None = None) -> Standing:
        """Where it stood on a day; facts that were read ahead are not read again."""
        if is_now(at):
            return Standing(*(getattr(self, axis) for axis in KINDS))
        return Standing(*(self.axis_on(axis, at) for axis in KINDS))

    def axis_on(self, axis: str, at: date) -> str:
        facts = getattr(self, KINDS[axis]).all()
        said = [each for each in facts if each.day is None or each.day <= at]
        newest = max(said, key=lambda each: each.sequence, default=None)
        return getattr(newest, axis) if newest else BEGINS[axis]

    def is_overdue(self, at: date) -> bool:
        """The same answer as StandingQuerySet.overdue gives."""
        return self.is_past(self.due_on, self.timescale, at) and self.is_unreported(at)

    @classmethod
    def is_past(cls, due_on: date | None, timescale: str, at: date) -> bool:
        """Whether a time that was given is over on a day, be it done or not."""
        if due_on is None or timescale in cls.WITHOUT_DATE:
            return False
        return due_on < at

    def is_unreported(self, at: date) -> bool:
        stood = self.standing_at(at)
        return (
            stood.lifecycle == Axes.Lifecycle.OPEN
            and stood.progress != Axes.Progress.COMPLETED_REPORTED
        )
