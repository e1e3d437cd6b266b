from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from inspectorate.inspections.models.inspection import Inspection


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

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"
