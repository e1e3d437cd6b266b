from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from authorities.models import Authority
from inspectorate.frameworks.models import DeadlineRule
from inspectorate.history.append_only import Kept
from inspectorate.history.models import CREATED, System, record, snapshot
from inspectorate.inspections.models import Inspection
from inspectorate.lifecycle import Act, Acting, Reason, Refusal, locked, move
from recommendations.models.followed import in_words
from recommendations.models.plan_standing import ActionPlanQuerySet
from recommendations.models.speaking import ENTER, bars_speaking, bars_team

JUDGE = "recommendations.judge_actionplan"
READ_EVERY = "inspections.read_every_case"
AUTHORITY, INSPECTORATE = "authority", "inspectorate"


class ActionPlan(Acting, Kept):
    """What one authority will do about the recommendations of one inspection.

    A version that was submitted stays as it is; a further version follows it. The one
    that is agreed last is in force, and the versions before it are “revised”.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted")
        RETURNED = "returned", _("Returned")
        AGREED = "agreed", _("Agreed")
        REVISED = "revised", _("Revised")

    ARROWS = {
        Status.DRAFT: [Status.SUBMITTED],
        Status.SUBMITTED: [Status.RETURNED, Status.AGREED],
        Status.RETURNED: [Status.REVISED],
        Status.AGREED: [Status.REVISED],
        Status.REVISED: [],
    }
    UNDER_WAY = [Status.DRAFT, Status.SUBMITTED]
    DECIDED = [Status.RETURNED, Status.AGREED]

    ACTS = [
        Act(
            "submit",
            _("Record the plan as submitted"),
            (Status.DRAFT,),
            Status.SUBMITTED,
            _("The plan is as the authority sent it. Its lines change no more."),
            *(ENTER, AUTHORITY, ("received_on",)),
        ),
        Act(
            "agree",
            _("It reflects the findings"),
            (Status.SUBMITTED,),
            Status.AGREED,
            _("The plan is in force, and the public reads its lines."),
            *(JUDGE, INSPECTORATE, ("reason",)),
        ),
        Act(
            "return_plan",
            _("Return the plan"),
            (Status.SUBMITTED,),
            Status.RETURNED,
            _("The plan does not reflect the findings. The authority sends another."),
            *(JUDGE, INSPECTORATE, ("reason",)),
        ),
        Act(
            "revise",
            _("Begin the next version"),
            (Status.RETURNED, Status.AGREED),
            "",
            _("A draft with the same lines. This version stays until that is agreed."),
            *(ENTER, AUTHORITY),
        ),
    ]

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
        _("status"), max_length=12, choices=Status, default=Status.DRAFT
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

    def submit(
        self,
        *,
        by: models.Model | System,
        received_on: date | None,
        at: datetime | None = None,
    ) -> None:
        self.perform("submit", by=by, at=at, received_on=received_on)

    def agree(
        self, *, by: models.Model | System, reason: str, at: datetime | None = None
    ) -> None:
        """The version in force until now is revised in the same transaction."""
        with transaction.atomic():
            self.judge("agree", True, by=by, reason=reason, at=at)
            former = self.versions().exclude(pk=self.pk)
            for plan in former.filter(status__in=self.DECIDED):
                move(plan, self.Status.REVISED, by=by, at=at)

    def return_plan(
        self, *, by: models.Model | System, reason: str, at: datetime | None = None
    ) -> None:
        self.judge("return_plan", False, by=by, reason=reason, at=at)

    def judge(
        self,
        verb: str,
        reflects: bool,
        *,
        by: models.Model | System,
        reason: str,
        at: datetime | None,
    ) -> None:
        self.perform(
            verb,
            by=by,
            at=at,
            reason=reason,
            reflects_findings=reflects,
            decision_reason=reason.strip(),
            decided_on=timezone.localdate(at),
            decided_by=by if by.pk else None,
        )

    @transaction.atomic
    def revise(
        self, *, by: models.Model | System, at: datetime | None = None
    ) -> "ActionPlan":
        """The next version, a draft with the lines of this one. Where that is in force
        nobody waits for the next by a day.
        """
        stored = locked(type(self)).get(pk=self.pk)
        locked(Inspection).get(pk=self.inspection_id)
        stored.check_act("revise", by=by, at=at)
        plan = type(self)(
            inspection=stored.inspection,
            authority=stored.authority,
            version=stored.versions().first().version + 1,
            due_on=None if stored.status == self.Status.AGREED else stored.due_on,
        )
        plan.enter(by=by, at=at)
        for line in stored.lines.standing():
            line.copy_to(plan, by=by, at=at)
        return plan

    def versions(self) -> ActionPlanQuerySet:
        """All of them, the newest first."""
        found = ActionPlan.objects.filter(
            inspection=self.inspection_id, authority=self.authority_id
        )
        return found.order_by("-version")

    def bars(self, act: Act, by: models.Model | System) -> list[Reason]:
        if act.who == AUTHORITY:
            return self.bars_writing(by)
        if barred := super().bars(act, by):
            return barred
        if by.pk is not None and by.has_perm(READ_EVERY):
            # Who assures the quality of every case judges what is planned for any.
            return self.inspection.bars_interest(by)
        return bars_team(by, self.inspection)

    def bars_writing(self, by: models.Model | System) -> list[Reason]:
        """Why `by` does not write what the authority plans."""
        return bars_speaking(by, self.inspection, [self.authority])

    def lacks_to_submit(self, on: date) -> list[Reason]:
        reasons = self.lacks_received(on)
        if not self.lines.standing().exists():
            told = gettext("The plan has no lines: add what the authority will do.")
            reasons.append(Reason(told, self))
        return reasons

    def lacks_received(self, on: date) -> list[Reason]:
        day = self.received_on
        if day is None:
            return [Reason(gettext("Enter the day on which it was received."))]
        if day > on:
            told = gettext("This day is still to come: enter when it was received.")
            return [Reason(told)]
        made = made_on(self.inspection)
        if made and day < made:
            told = gettext("This is before the report came out, on %s: mend the day.")
            return [Reason(told % in_words(made))]
        return []

    def lacks_to_revise(self, on: date) -> list[Reason]:
        later = self.versions().filter(version__gt=self.version).first()
        if later is None:
            return []
        told = gettext("There is a later version already: go on with %s.")
        return [Reason(told % later, later)]

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
        told = gettext("%s has no report that is issued yet: publish it first.")
        return [Reason(told % case, case)]
    earlier = ActionPlan.objects.filter(inspection=case, authority=authority).first()
    if earlier:
        told = gettext("There is a plan already: go on with %s.")
        return [Reason(told % earlier, earlier)]
    return []


def made_on(case: Inspection) -> date | None:
    """The day on which its recommendations first came out."""
    rows = case.recommendations.exclude(published=None)
    return rows.aggregate(day=models.Min("published__edition__sorted_on"))["day"]


def due_day(case: Inspection) -> date | None:
    """By the framework's rule, counted from publication; None where it has none."""
    event = DeadlineRule.Event.ACTION_PLAN
    rule = case.framework.deadlines.filter(event=event).first()
    made = made_on(case)
    return rule.due(made) if rule and made and made.year > 1 else None
