from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from authorities.models import Authority
from inspectorate.history.closed import ENDED
from inspectorate.inspections.models.inspection import Inspection
from inspectorate.inspections.models.interest import Interest


class TeamMember(models.Model):
    class Role(models.TextChoices):
        LEAD = "lead", _("Lead inspector")
        INSPECTOR = "inspector", _("Inspector")
        PARTNER = "partner", _("Partner inspector")
        PEER = "peer", _("Peer or lived-experience inspector")

    inspection = models.ForeignKey(
        Inspection,
        verbose_name=_("inspection"),
        on_delete=models.CASCADE,
        related_name="team",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="inspections",
    )
    role = models.CharField(
        _("role"), max_length=10, choices=Role, default=Role.INSPECTOR
    )

    class Meta:
        verbose_name = _("team member")
        verbose_name_plural = _("team members")
        ordering = ["inspection", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "user"], name="team_once"),
            models.UniqueConstraint(
                fields=["inspection"],
                condition=models.Q(role="lead"),
                name="team_one_lead",
                violation_error_message=_("An inspection has one lead inspector."),
            ),
        ]

    def clean(self) -> None:
        super().clean()
        # On the case's page the authorities are asked before they are stored.
        if self.user_id and self.inspection_id:
            self.check_interests(self.inspection.authorities.all())
            self.check_assurance()

    def check_assurance(self) -> None:
        """Raise ValidationError where the person assures a report of this case."""
        open_reports = self.inspection.reports.exclude(status__in=ENDED)
        is_over = self.inspection.status in Inspection.OVER
        if not is_over and open_reports.filter(assurer=self.user_id).exists():
            told = _(
                "%s assures the quality of a report of this case: choose somebody "
                "else, or let a colleague take the report over first."
            )
            raise ValidationError(told % self.user)

    def check_interests(self, authorities: Iterable[Authority]) -> None:
        """Raise ValidationError where the person has an interest in one of these."""
        if self.inspection.status in Inspection.OVER:
            return
        standing = Interest.objects.standing(on=timezone.localdate())
        barring = standing.filter(user=self.user_id, authority__in=authorities)
        interest = barring.select_related("authority", "user").first()
        if interest is not None:
            raise ValidationError(
                _(
                    "%(person)s has declared an interest in %(authority)s: choose "
                    "somebody else."
                )
                % {"person": interest.user, "authority": interest.authority}
            )

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"
