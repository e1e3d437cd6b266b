from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from authorities.models import Authority, Service
from inspectorate.fields import PartialDateField, TwoLanguages
from inspectorate.history.append_only import AppendOnly
from inspectorate.inspections.models.announcing import Said
from inspectorate.inspections.models.inspection import Inspection


class ProgrammeEntryQuerySet(models.QuerySet):
    def published(self) -> "ProgrammeEntryQuerySet":
        """Without what was taken out of the programme, and all that was said of it
        before.
        """
        taken_out = ProgrammeEntry.objects.filter(
            inspection=models.OuterRef("inspection"),
            sequence__gte=models.OuterRef("sequence"),
            said=Said.WITHDRAWN,
        )
        return self.exclude(models.Exists(taken_out))

    def current(self) -> "ProgrammeEntryQuerySet":
        """The newest of each inspection."""
        newer = ProgrammeEntry.objects.filter(
            inspection=models.OuterRef("inspection"),
            sequence__gt=models.OuterRef("sequence"),
        )
        return self.exclude(models.Exists(newer))

    def for_list(self) -> "ProgrammeEntryQuerySet":
        """With all that a public page tells of each."""
        authorities = models.Prefetch("authorities", Authority.objects.by_name())
        return self.select_related("service").prefetch_related(authorities)


class ProgrammeEntry(AppendOnly):
    """What the public was told of a planned inspection, and when: all of it is here,
    so that no change of the plan shows before it is announced.
    """

    inspection = models.ForeignKey(
        Inspection,
        verbose_name=_("inspection"),
        on_delete=models.PROTECT,
        related_name="programme",
    )
    sequence = models.PositiveSmallIntegerField(_("sequence"))
    said = models.CharField(_("says"), max_length=10, choices=Said)
    said_at = models.DateTimeField(_("said at"), default=timezone.now)
    said_by = models.CharField(_("said by"), max_length=200)
    authorities = models.ManyToManyField(
        Authority,
        verbose_name=_("authorities"),
        through="inspections.ProgrammeAuthority",
        related_name="programme",
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Inspection.Kind)
    service = models.ForeignKey(
        Service,
        verbose_name=_("service"),
        on_delete=models.PROTECT,
        related_name="programme",
    )
    service_title = TwoLanguages(
        models.CharField, _("title of the service"), max_length=200
    )
    publishes = models.BooleanField(_("publishes a report"), default=True)
    window_from = PartialDateField(
        _("to be held from"),
        help_text=_(
            "As exact as the public is to know: 2027, 2027-03 or 2027-03-15. For a "
            "quarter, its first month."
        ),
    )
    window_to = PartialDateField(
        _("to"),
        help_text=_("The last month or day; empty where the first says it all."),
    )
    opens_on = models.DateField(_("first day it can mean"), editable=False)
    closes_on = models.DateField(_("last day it can mean"), editable=False)
    note = TwoLanguages(
        models.TextField,
        _("note for the public"),
        help_text=_("In both languages, or none: “With Estyn.”"),
    )

    objects = ProgrammeEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the forward programme")
        verbose_name_plural = _("entries of the forward programme")
        ordering = ["inspection", "sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "sequence"], name="programme_sequence"
            ),
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")),
                name="programme_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(note_en="", note_cy="")
                | ~models.Q(note_en="") & ~models.Q(note_cy=""),
                name="programme_note_in_both_languages",
            ),
            models.CheckConstraint(
                condition=models.Q(said__in=Said.values), name="programme_says_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_said_display()} ({self.sequence})"

    def save(self, *args: object, **kwargs: object) -> None:
        self.opens_on = self.window_from.earliest
        self.closes_on = self.window_to.latest
        super().save(*args, **kwargs)

    @property
    def said_on(self) -> date:
        return timezone.localdate(self.said_at)


class ProgrammeAuthority(AppendOnly):
    """An authority that an entry of the forward programme names."""

    entry = models.ForeignKey(
        ProgrammeEntry,
        verbose_name=_("entry"),
        on_delete=models.PROTECT,
        related_name="programme_authorities",
    )
    authority = models.ForeignKey(
        Authority,
        verbose_name=_("authority"),
        on_delete=models.PROTECT,
        related_name="programme_authorities",
    )

    class Meta:
        verbose_name = _("authority in the forward programme")
        verbose_name_plural = _("authorities in the forward programme")
        ordering = ["entry", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "authority"], name="programme_authority_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.authority)
