from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from authorities.models import Authority
from inspectorate.history.append_only import Kept
from inspectorate.history.models import CREATED, System, record, snapshot
from inspectorate.inspections.models import Inspection
from inspectorate.lifecycle import Reason, Refusal, locked
from recommendations.models.plan_course import PlanCourse, due_day, made_on
from recommendations.models.plan_standing import ActionPlanQuerySet
from recommendations.models.speaking import bars_speaking
from recommendations.models.standing import is_issued_alone


class ActionPlan(PlanCourse, Kept):
    """What one authority will do about the recommendations of one inspection.

    A version that was submitted stays as it is; a further version follows it. The one
    that is agreed last is in force, and the versions before it are “revised”.
    """

    inspection = models.ForeignKey(
        Inspection,
        verbose_name=_("inspection"),
        on_delete=models.PROTECT,
        related_name="action_plans",
    )
    authority = models.ForeignKey(
        Authority,
        verbose_name=_("authority"),
        on_delete=models.PROTECT,
        related_name="action_plans",
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=PlanCourse.Status,
        default=PlanCourse.Status.DRAFT,
    )
    due_on = models.DateField(
        _("due on"),
        null=True,
        blank=True,
        help_text=_("By the rule of the framework, from the day of publication."),
    )
    received_on = models.DateField(
        _("received on"),
        null=True,
        blank=True,
        help_text=_("The day on which the authority sent it."),
    )
    reflects_findings = models.BooleanField(
        _("reflects the findings"), null=True, blank=True
    )
    decision_reason = models.TextField(_("reasons of the decision"), blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = ActionPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("action plan")
        verbose_name_plural = _("action plans")
        ordering = ["inspection", "authority", "-version"]
        permissions = [("judge_actionplan", _("Can judge action plans"))]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "authority", "version"],
                name="action_plan_version",
            ),
            models.CheckConstraint(
                condition=models.Q(status="draft")
                | models.Q(received_on__isnull=False),
                name="action_plan_received",
                violation_error_message=_("Enter the day on which it was received."),
            ),
            models.CheckConstraint(
                condition=models.Q(
                    status__in=["draft", "submitted"], reflects_findings=None
                )
                | models.Q(status="agreed", reflects_findings=True)
                | models.Q(status="returned", reflects_findings=False)
                | models.Q(status="revised", reflects_findings__isnull=False),
                name="action_plan_is_judged",
            ),
            models.CheckConstraint(
                condition=models.Q(reflects_findings=None)
                | ~models.Q(decision_reason="") & models.Q(decided_on__isnull=False),
                name="action_plan_judged_with_reasons",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="draft") | models.Q(received_on=None),
                name="action_plan_draft_not_received",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=["draft", "submitted"])
                | models.Q(decided_on=None, decided_by=None),
                name="action_plan_decided_when_judged",
            ),
        ]

    def __str__(self) -> str:
        told = gettext("Action plan %(version)s: %(authority)s, %(case)s")
        return told % {
            "version": self.version,
            "authority": self.authority,
            "case": self.inspection,
        }

    @classmethod
    def begin(
        cls,
        inspection: Inspection,
        authority: Authority,
        *,
        by: models.Model | System,
        at: datetime | None = None,
    ) -> "ActionPlan":
        """The first version, with its day due. Raises Refusal."""
        with transaction.atomic():
            case = locked(Inspection).get(pk=inspection.pk)
            cls.check_begin(case, authority, by=by)
            plan = cls(inspection=case, authority=authority, due_on=due_day(case))
            plan.enter(by=by, at=at)
        return plan

    @classmethod
    def check_begin(
        cls, inspection: Inspection, authority: Authority, *, by: models.Model | System
    ) -> None:
        """Raise Refusal with what stands against begin()."""
        if reasons := lacks_to_begin(inspection, authority, by):
            raise Refusal(*reasons)

    def enter(self, *, by: models.Model | System, at: datetime | None) -> None:
        self.save()
        record(self, CREATED, by=by, after=snapshot(self), at=at)

    def versions(self) -> ActionPlanQuerySet:
        """All of them, the newest first."""
        found = ActionPlan.objects.filter(
            inspection=self.inspection_id, authority=self.authority_id
        )
        return found.order_by("-version")

    def bars_writing(self, by: models.Model | System) -> list[Reason]:
        """Why `by` does not write what the authority plans."""
        return bars_speaking(by, self.inspection, [self.authority])

    @property
    def is_submitted(self) -> bool:
        return self.status == self.Status.SUBMITTED

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    def clean(self) -> None:
        super().clean()
        if not (self.inspection_id and self.authority_id):
            return
        if not self.inspection.authorities.filter(pk=self.authority_id).exists():
            told = _("This authority was not inspected there: choose one that was.")
            raise ValidationError({"authority": told})


def lacks_to_begin(
    case: Inspection, authority: Authority, by: models.Model | System
) -> list[Reason]:
    if barred := bars_speaking(by, case, [authority]):
        return barred
    if not case.authorities.filter(pk=authority.pk).exists():
        told = gettext("This authority was not inspected there: choose one that was.")
        return [Reason(told, case)]
    if made_on(case) is None:
        return [Reason(without_report(case) % case, case)]
    earlier = ActionPlan.objects.filter(inspection=case, authority=authority).first()
    if earlier:
        told = gettext("There is a plan already: go on with %s.")
        return [Reason(told % earlier, earlier)]
    return []


def without_report(case: Inspection) -> str:
    """Why no plan is begun where nothing is published, of %s."""
    if is_issued_alone(case):
        return gettext(
            "The report of %s was issued to the authority alone: what follows is kept "
            "with the case."
        )
    return gettext("%s has no report that is issued yet: publish it first.")
