from django.db import models
from django.utils.translation import gettext_lazy as _

from authorities.models import Service
from inspectorate.fields import TwoLanguages
from inspectorate.inspections.models.inspection import Inspection


class NotPublishedQuerySet(models.QuerySet):
    def for_case(self, case: Inspection) -> "NotPublishedQuerySet":
        """The rules that hold for a case, by its kind, its service or both."""
        service = case.service
        services = [service.pk, service.parent_id]
        if service.parent_id:
            services.append(service.parent.parent_id)
        every_service = models.Q(service=None)
        return self.filter(
            every_service | models.Q(service__in=[pk for pk in services if pk]),
            kind__in=["", case.kind],
            is_in_force=True,
        )


class NotPublished(models.Model):
    """A rule of what is issued to the authority and never published, such as reports
    on children's homes: of a kind of inspection, of a service, or of one in the other.

    It holds for what comes out from now on. A service brings its parts with it, and
    theirs.
    """

    kind = models.CharField(
        _("kind of inspection"),
        max_length=20,
        choices=Inspection.Kind,
        blank=True,
        help_text=_("Empty for every kind."),
    )
    service = models.ForeignKey(
        Service,
        verbose_name=_("service"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="rules_not_published",
        help_text=_("Empty for every service; one holds for its parts, too."),
    )
    reason = TwoLanguages(
        models.TextField,
        _("reason"),
        help_text=_(
            "Told to whoever would publish: “The address of a secure home is not "
            "public.” Both languages."
        ),
    )
    is_in_force = models.BooleanField(
        _("in force"),
        default=True,
        help_text=_("Untick when it has ended: what was issued stays as it is."),
    )

    objects = NotPublishedQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule of what is not published")
        verbose_name_plural = _("rules of what is not published")
        ordering = ["kind", "service"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="") | models.Q(service__isnull=False),
                name="notpublished_says_what",
                violation_error_message=_(
                    "Choose a kind of inspection or a service: else nothing at all "
                    "would be published."
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(reason_en="") & ~models.Q(reason_cy=""),
                name="notpublished_has_a_reason",
                violation_error_message=_("Give the reason in both languages."),
            ),
            models.UniqueConstraint(
                fields=["kind", "service"], name="notpublished_once"
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=models.Q(service=None),
                name="notpublished_kind_once",
                violation_error_message=_("There is a rule for this kind already."),
            ),
        ]

    def __str__(self) -> str:
        told = [self.get_kind_display() if self.kind else "", self.service or ""]
        return ", ".join(str(each) for each in told if each)
