from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspectorate.history.append_only import AppendOnly
from inspectorate.history.models import CREATED, System, record, snapshot
from inspectorate.lifecycle import Reason, Refusal, locked, not_in_role
from inspectorate.measures.models.measure_set import MeasureSet

if TYPE_CHECKING:
    from inspectorate.measures.models.reading import Reading

BRING = "measures.add_delivery"
RELEASE = "measures.release_delivery"
Person = models.Model | System


class DeliveryQuerySet(models.QuerySet):
    def with_headings(self, headings: list[str]) -> "DeliveryQuerySet":
        """Of files with the same headings, the newest first."""
        return self.filter(headings=headings).order_by("-pk")

    @transaction.atomic
    def take(
        self,
        measure_set: MeasureSet,
        readings: "list[Reading]",
        *,
        by: Person,
        at: datetime | None = None,
        batch: UUID | None = None,
        **told: object,
    ) -> "Delivery":
        """Store readings that came together; nobody but staff reads them yet."""
        if not by.has_perm(BRING):
            raise Refusal(not_in_role(BRING))
        if not readings:
            raise Refusal(_("There is no reading in it: there is nothing to store."))
        moment = at or timezone.now()
        delivery = self.create(measure_set=measure_set, entered_at=moment, **told)
        recorded = {"by": by, "at": moment, "batch": batch}
        record(delivery, CREATED, after=snapshot(delivery), **recorded)
        for reading in readings:
            reading.delivery = delivery
            reading.save()
            record(reading, CREATED, after=snapshot(reading), **recorded)
        return delivery


class Delivery(AppendOnly):
    """Readings that came in one file. They are a draft until the delivery is released,
    and then public all at once.
    """

    measure_set = models.ForeignKey(
        MeasureSet,
        verbose_name=_("measure set"),
        on_delete=models.PROTECT,
        related_name="deliveries",
    )
    file_name = models.CharField(_("file"), max_length=200, blank=True)
    headings = models.JSONField(
        _("headings"), default=list, help_text=_("Those of the file, in its order.")
    )
    columns = models.JSONField(
        _("columns"), default=dict, help_text=_("Which column each heading was.")
    )
    entered_at = models.DateTimeField(_("entered at"), default=timezone.now)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery of readings")
        verbose_name_plural = _("deliveries of readings")
        ordering = ["-pk"]
        permissions = [("release_delivery", "Can publish readings")]

    def __str__(self) -> str:
        day = timezone.localtime(self.entered_at).date()
        name = self.file_name or self.measure_set.code
        return f"{name} ({day.isoformat()})"

    @property
    def is_released(self) -> bool:
        return hasattr(self, "release")

    @property
    def is_discarded(self) -> bool:
        return hasattr(self, "discard")

    def bars_discarding(self, by: Person) -> list[Reason | str]:
        """Why this person cannot discard it; empty where they can."""
        if not by.has_perm(BRING):
            return [not_in_role(BRING)]
        if self.is_released:
            told = _("It is published already; what was wrong is put right by a file.")
            return [told]
        if self.is_discarded:
            return [_("It is discarded already: there is nothing more to do.")]
        return []

    @transaction.atomic
    def throw_away(
        self, *, by: Person, reason: str, at: datetime | None = None
    ) -> models.Model:
        """Have none of it count any more: what was wrong never was public. Its rows
        stay, with the reason.
        """
        # A file is compared with what stands under the lock of its set.
        locked(MeasureSet).get(pk=self.measure_set_id)
        stored = locked(Delivery).get(pk=self.pk)
        reasons = stored.bars_discarding(by)
        if not reason.strip():
            reasons.append(_("Say why it is discarded."))
        if reasons:
            raise Refusal(*reasons)
        discards = Delivery.discard.related.related_model.objects
        told = {"reason": reason.strip(), "discarded_at": at or timezone.now()}
        row = discards.create(delivery=stored, **told)
        record(stored, "discarded", by=by, reason=reason.strip(), at=at)
        return row

    def bars_release(self, by: Person, on: date, today: date) -> list[Reason | str]:
        """Why this person cannot publish it from that day on; empty where they can."""
        if not by.has_perm(RELEASE):
            return [not_in_role(RELEASE)]
        if self.is_released:
            told = _("It is published already; what was wrong is put right by a file.")
            return [told]
        if self.is_discarded:
            return [_("It is discarded: bring the right figures in another file.")]
        if on < today:
            return [_("It cannot have been public before today: choose a later day.")]
        return []

    @transaction.atomic
    def publish(
        self, *, by: Person, on: date | None = None, today: date | None = None
    ) -> "Release":
        """Let the public read all of it from the beginning of a day on, today when
        None. It cannot be taken back: a wrong figure is revised by another delivery.
        """
        today = today or timezone.localdate()
        stored = locked(Delivery).get(pk=self.pk)
        if barred := stored.bars_release(by, on or today, today):
            raise Refusal(*barred)
        release = Release.objects.create(
            delivery=stored, released_on=today, public_on=on or today
        )
        record(stored, "published", by=by, after={"public_on": str(release.public_on)})
        return release


class Release(AppendOnly):
    """From which day on the public reads a delivery."""

    delivery = models.OneToOneField(
        Delivery,
        verbose_name=_("delivery"),
        on_delete=models.PROTECT,
        related_name="release",
    )
    released_on = models.DateField(_("decided on"))
    public_on = models.DateField(
        _("public from"),
        help_text=_("From the beginning of this day on. Today, or a day that is told."),
    )

    class Meta:
        verbose_name = _("publication of readings")
        verbose_name_plural = _("publications of readings")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(public_on__gte=models.F("released_on")),
                name="release_not_before_decided",
            )
        ]

    def __str__(self) -> str:
        return f"{self.delivery}: {self.public_on.isoformat()}"
