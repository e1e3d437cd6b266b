import uuid
from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from authorities.models import Authority, Service
from inspectorate.fields import PartialDateField, RecordedFrom, TwoLanguages
from inspectorate.frameworks.models import Framework
from inspectorate.history.models import CREATED, System, record, snapshot
from inspectorate.indexes import filtered
from inspectorate.inspections.models.access import AccessQuerySet
from inspectorate.inspections.models.announcing import Announcing
from inspectorate.inspections.models.course import Course
from inspectorate.inspections.models.reference import (
    REFERENCE,
    fits_an_address,
    next_reference,
)
from inspectorate.inspections.models.settled import Settled, SettledQuerySet


class InspectionQuerySet(SettledQuerySet, AccessQuerySet):
    def published(self) -> "InspectionQuerySet":
        """Inspections over and done that the public may know of without a report:
        historical ones, and those that publish none. One whose report is published
        is reached through its edition.
        """
        known = models.Q(publishes=False) | ~models.Q(recorded_from="")
        return self.filter(known, status=Inspection.Status.CLOSED)

    def without_report(self) -> "InspectionQuerySet":
        """Of which there is no report here, not even a draft: that one is being written
        is not public, and a published one is told by its edition.
        """
        return self.filter(reports=None)

    def for_authority(self, authority: Authority) -> "InspectionQuerySet":
        return self.filter(authorities=authority)

    @transaction.atomic
    def open_case(
        self,
        authority: Authority,
        *,
        by: models.Model | System,
        year: int | None,
        reference: str = "",
        batch: uuid.UUID | None = None,
        **fields: object,
    ) -> "Inspection":
        """Make an inspection of `authority` with the next reference of its year.

        `year` None means that no source says it; `reference` is given where a source
        has one. The authority's row is locked, so that no two take the same number.
        """
        Authority.objects.select_for_update().get(pk=authority.pk)
        reference = reference or next_reference(self.model.objects, authority, year)
        inspection = self.create(reference=reference, **fields)
        inspection.authorities.add(authority)
        record(inspection, CREATED, by=by, after=snapshot(inspection), batch=batch)
        return inspection


class Inspection(Settled, Announcing):
    class Kind(models.TextChoices):
        PEI = "PEI", _("Performance evaluation inspection")
        RBI = "RBI", _("Risk-based inspection")
        ASSURANCE = "ASSURANCE", _("Assurance check")
        IMPROVEMENT_CHECK = "IMPROVEMENT_CHECK", _("Improvement check")
        MONITORING = "MONITORING", _("Monitoring visit")
        FOLLOW_UP = "FOLLOW_UP", _("Follow-up inspection")
        INTERIM_REVIEW = "INTERIM_REVIEW", _("Interim assurance review")
        REVIEW = "REVIEW", _("Review")
        INSPECTION = "INSPECTION", _("Inspection")
        THEMATIC = "THEMATIC", _("Thematic review")
        JOINT = "JOINT", _("Joint inspection")
        ANNUAL_LETTER = "ANNUAL_LETTER", _("Annual performance review letter")
        CONFERENCE = "CONFERENCE", _("Improvement conference")

    reference = models.CharField(
        _("reference"),
        max_length=100,
        unique=True,
        validators=[fits_an_address],
        help_text=_("Given by the system, stands in public addresses, never changes."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    authorities = models.ManyToManyField(
        Authority,
        verbose_name=_("authorities"),
        related_name="inspections",
        help_text=_("One, or several for a thematic or joint inspection."),
    )
    service = models.ForeignKey(
        Service,
        verbose_name=_("service"),
        on_delete=models.PROTECT,
        related_name="inspections",
    )
    service_title = TwoLanguages(
        models.CharField,
        _("title of the service"),
        max_length=200,
        help_text=_("Where the source calls it otherwise: Child and Family Services."),
    )
    framework = models.ForeignKey(
        Framework,
        verbose_name=_("framework"),
        on_delete=models.PROTECT,
        related_name="inspections",
    )
    follows = models.ForeignKey(
        "self",
        verbose_name=_("follows"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
        help_text=_("The earlier inspection whose findings this one revisits."),
    )
    fieldwork_start = PartialDateField(_("fieldwork from"))
    fieldwork_end = PartialDateField(_("fieldwork to"))
    fieldwork_stated = TwoLanguages(
        models.CharField,
        _("fieldwork as stated"),
        max_length=200,
        help_text=_("The source's words where they are not a date: in February."),
    )
    sorted_on = models.DateField(
        _("sorted on"),
        editable=False,
        help_text=_("The day it is listed under; 31 December 9999 when unknown."),
    )
    publishes = models.BooleanField(
        _("publishes a report"),
        default=True,
        help_text=_("Untick for a meeting or visit that yields no public report."),
    )
    note = TwoLanguages(
        models.TextField,
        _("note on the record"),
        help_text=_("What a reader must know of a historical record; published."),
    )
    recorded_from = RecordedFrom()
    source_key = models.CharField(
        _("key at the source"),
        max_length=200,
        unique=True,
        null=True,
        blank=True,
        help_text=_("Lets the same file be imported again without doubles."),
    )
    source_digest = models.CharField(
        _("digest of the source"), max_length=64, blank=True, editable=False
    )

    objects = InspectionQuerySet.as_manager()

    SEARCHED = ["reference"]

    class Meta:
        verbose_name = _("inspection")
        verbose_name_plural = _("inspections")
        ordering = ["-sorted_on", "-pk"]
        permissions = [
            ("conduct_inspection", _("Can take a case from state to state")),
            ("read_every_case", _("Can read the drafts of every case")),
            ("direct_every_case", _("Can edit and conduct every case")),
            ("announce_inspection", _("Can put cases in the forward programme")),
        ]
        indexes = [
            models.Index(fields=["-sorted_on", "-id"], name="inspection_sorted"),
            *filtered(
                *("inspection", "status", "kind", "service", "framework"),
                then=("-sorted_on", "-id"),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(follows=models.F("id")),
                name="inspection_follows_another",
                violation_error_message=_(
                    "An inspection cannot follow itself: choose an earlier one."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(reference__regex=REFERENCE),
                name="inspection_reference_form",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=Course.Status.values),
                name="inspection_status_known",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def save(self, *args: object, **kwargs: object) -> None:
        start = self.fieldwork_start.earliest if self.fieldwork_start else None
        self.sorted_on = start or date.max
        fields = kwargs.get("update_fields")
        if fields is not None and "fieldwork_start" in fields:
            kwargs["update_fields"] = [*fields, "sorted_on"]
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        self.check_fieldwork()
        self.check_framework()
        if self.pk and self.judged_elsewhere().exists():
            msg = _(
                "Areas of another framework have been judged: delete those judgements "
                "before you choose this framework."
            )
            raise ValidationError({"framework": msg})

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """A new one has no reference yet: opening the case gives it."""
        if not self.reference:
            exclude = {*(exclude or ()), "reference"}
        super().validate_constraints(exclude)

    def check_fieldwork(self) -> None:
        start, end = self.fieldwork_start, self.fieldwork_end
        if not (start and end and start.year and end.year):
            return
        if end.latest < start.earliest:
            raise ValidationError(
                {"fieldwork_end": _("Fieldwork cannot end before it begins.")}
            )

    def check_framework(self) -> None:
        """One that is done here goes by the rules of its day."""
        start = self.fieldwork_start
        if (
            self.recorded_from
            or self.framework_id is None
            or not (start and start.year)
        ):
            return
        if not any(self.framework.covers(on) for on in (start.earliest, start.latest)):
            msg = _(
                "This framework is not in force on the first day of fieldwork: choose "
                "the version that is."
            )
            raise ValidationError({"framework": msg})

    def judged_elsewhere(self) -> models.QuerySet:
        """Judgements of areas that are not of the framework as it is chosen now."""
        return self.judgements.exclude(area__framework=self.framework_id)

    def misjudged(self) -> list[str]:
        """Why the judgements cannot be published, a sentence for each that is wrong."""
        told = self.judgements.all()
        return [reason for judgement in told for reason in judgement.misfits()]
