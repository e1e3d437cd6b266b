from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from authorities.models import Authority
from inspectorate.history.closed import ENDED
from inspectorate.inspections.models.access import DIRECT
from inspectorate.inspections.models.inspection import Inspection


class InterestQuerySet(models.QuerySet):
    def of_assurers(self, inspection: Inspection) -> "InterestQuerySet":
        """Those of who assures the quality of a report of a case."""
        # Reports lie in a layer above; a test compares their states.
        reports = inspection.reports.exclude(status__in=ENDED)
        return self.filter(user__in=reports.values("assurer"))

    def of_authors(self, inspection: Inspection) -> "InterestQuerySet":
        """Those of who writes a report of a case."""
        reports = inspection.reports.exclude(status__in=ENDED)
        return self.filter(user__in=reports.values("author"))

    def standing(self, on: date) -> "InterestQuerySet":
        """Those that have not ended by the day `on`; one that is to come counts."""
        return self.filter(models.Q(ends_on=None) | models.Q(ends_on__gte=on))


class Interest(models.Model):
    """What ties a person to an authority, declared so that they do not inspect it.

    While it stands the person joins no team that inspects the authority; guards.py
    holds this whoever writes, and from whichever side. That it stands is no secret;
    its nature is read by the person and by who directs every case.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="interests",
    )
    authority = models.ForeignKey(
        Authority,
        verbose_name=_("authority"),
        on_delete=models.PROTECT,
        related_name="interests",
    )
    nature = models.TextField(
        _("nature of the interest"),
        help_text=_("For example: worked there until 2024. Never published."),
    )
    declared_on = models.DateField(_("declared on"), default=timezone.localdate)
    ends_on = models.DateField(
        _("stands until"),
        null=True,
        blank=True,
        help_text=_("The last day on which it bars; empty while no end is in sight."),
    )

    objects = InterestQuerySet.as_manager()

    class Meta:
        verbose_name = _("declared interest")
        verbose_name_plural = _("declared interests")
        ordering = ["-declared_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("declared_on")),
                name="interest_ends_after_declared",
                violation_error_message=_(
                    "It cannot end before it is declared: mend one of the two dates."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.authority}"

    def clean(self) -> None:
        super().clean()
        if self.user_id is None or self.authority_id is None:
            return
        barring = [
            (
                self.barred_cases(),
                _(
                    "%(person)s inspects this authority in %(cases)s: take them off "
                    "the team first."
                ),
            ),
            (
                self.assured_cases(),
                _(
                    "%(person)s assures the quality of a report on this authority in "
                    "%(cases)s: let a colleague take it over first."
                ),
            ),
            (
                self.written_cases(),
                _(
                    "%(person)s writes the report on this authority in %(cases)s: name "
                    "another lead author first."
                ),
            ),
        ]
        for cases, told in barring:
            if references := ", ".join(case.reference for case in cases):
                raise ValidationError(told % {"person": self.user, "cases": references})

    @classmethod
    def concealed_from(cls, user: models.Model, pk: str) -> set[str]:
        """The columns of a row, by its number, that history does not tell `user`."""
        if user.has_perm(DIRECT) or cls.objects.filter(pk=pk, user=user.pk).exists():
            return set()
        return {"nature"}

    def is_open_to(self, user: models.Model) -> bool:
        return self.user_id == user.pk or user.has_perm(DIRECT)

    def barred_cases(self) -> models.QuerySet:
        """The open inspections of the authority on whose team the person is, while
        the interest stands.
        """
        return self.open_cases().filter(team__user=self.user_id)

    def assured_cases(self) -> models.QuerySet:
        """Those of which the person assures a report."""
        # Reports lie in a layer above; a test compares their states.
        reports = self.user.assured_reports.exclude(status__in=ENDED)
        return self.open_cases().filter(pk__in=reports.values("inspection"))

    def written_cases(self) -> models.QuerySet:
        """Those of which the person is the lead author of a report."""
        reports = self.user.reports.exclude(status__in=ENDED)
        return self.open_cases().filter(pk__in=reports.values("inspection"))

    def open_cases(self) -> models.QuerySet:
        if self.ends_on and self.ends_on < timezone.localdate():
            return Inspection.objects.none()
        return Inspection.objects.under_way().filter(authorities=self.authority_id)
