import json
from datetime import datetime
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inspectorate.fields import TwoLanguages
from inspectorate.history.append_only import Kept
from inspectorate.history.models import CHANGED, CREATED, System, record, snapshot
from inspectorate.lifecycle import Reason, Refusal, locked
from recommendations.models.action_plan import ActionPlan
from recommendations.models.followed import in_words
from recommendations.models.plan_course import made_on
from recommendations.models.recommendation import Recommendation


class PlanLineQuerySet(models.QuerySet):
    def standing(self) -> "PlanLineQuerySet":
        """Those that were not struck out."""
        return self.filter(is_struck=False)

    def in_force(self) -> "PlanLineQuerySet":
        """Of the plans that are agreed; the public reads these alone."""
        return self.standing().filter(plan__status=ActionPlan.Status.AGREED)


class PlanLine(Kept):
    """One thing that the authority will do about one recommendation.

    It can be mended while its plan is a draft; a line is struck out, never deleted.
    """

    plan = models.ForeignKey(
        ActionPlan,
        verbose_name=_("action plan"),
        on_delete=models.PROTECT,
        related_name="lines",
    )
    recommendation = models.ForeignKey(
        Recommendation,
        verbose_name=_("recommendation"),
        on_delete=models.PROTECT,
        related_name="plan_lines",
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    action = TwoLanguages(
        models.TextField,
        _("action"),
        help_text=_("What will be done: Appoint six further social workers."),
    )
    owner_role = models.CharField(
        _("owner"),
        max_length=20,
        choices=Recommendation.OwnerRole,
        help_text=_("A role, never a person."),
    )
    due_on = models.DateField(
        _("to be done by"), help_text=_("The day by which it will be done.")
    )
    measure = TwoLanguages(
        models.TextField,
        _("measure of success"),
        help_text=_("How anybody will see that it worked: No child waits a week."),
    )
    is_struck = models.BooleanField(
        _("struck out"), default=False, help_text=_("No part of the plan any more.")
    )

    objects = PlanLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of an action plan")
        verbose_name_plural = _("lines of action plans")
        ordering = ["plan", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(action_en="", action_cy=""),
                name="plan_line_says_something",
                violation_error_message=_("Write what will be done."),
            ),
            models.CheckConstraint(
                condition=~models.Q(measure_en="", measure_cy=""),
                name="plan_line_has_measure",
                violation_error_message=_("Write how it will be seen that it worked."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation}: {self.action}"

    def clean(self) -> None:
        super().clean()
        if not (self.plan_id and self.recommendation_id):
            return
        case = self.plan.inspection
        if self.recommendation.inspection_id != case.pk:
            told = _("%s was made in another inspection: choose one of this plan's.")
            raise ValidationError({"recommendation": told % self.recommendation})
        made = made_on(case)
        if self.due_on and made and self.due_on < made:
            told = _("This is before the report came out, on %s: enter a later day.")
            raise ValidationError({"due_on": told % in_words(made)})

    @classmethod
    def add(
        cls,
        plan: ActionPlan,
        *,
        by: models.Model | System,
        at: datetime | None = None,
        **fields: object,
    ) -> "PlanLine":
        """At the end of a draft. Raises Refusal."""
        with transaction.atomic():
            stored = locked(ActionPlan).get(pk=plan.pk)
            line = cls(plan=stored, position=stored.lines.count() + 1, **fields)
            line.keep(by=by, act=CREATED, at=at)
        return line

    def change(
        self,
        *,
        by: models.Model | System,
        at: datetime | None = None,
        seen: str = "",
        **fields: object,
    ) -> None:
        """Its fields, `is_struck` among them, while the plan is a draft.

        `seen` is the state() that whoever changes it has read, empty where nobody asks.
        """
        with transaction.atomic():
            plan = locked(ActionPlan).get(pk=self.plan_id)
            stored = locked(type(self)).get(pk=self.pk)
            stored.plan = plan
            if seen and stored.state() != seen:
                told = gettext(
                    "Somebody has changed this line since you opened it: read what "
                    "stands there now, and keep yours again if it still holds."
                )
                raise Refusal(told)
            before = snapshot(stored)
            for name, value in fields.items():
                setattr(stored, name, value)
            stored.keep(by=by, act=CHANGED, at=at, before=before)
        self.refresh_from_db()

    def keep(
        self,
        *,
        by: models.Model | System,
        act: str,
        at: datetime | None,
        before: dict | None = None,
    ) -> None:
        """Check and store it, under the lock of its plan."""
        if reasons := self.plan.bars_writing(by) or self.lacks():
            raise Refusal(*reasons)
        self.save()
        after, before = snapshot(self), before or {}
        told = {name for name in after if before.get(name) != after[name]}
        record(
            self,
            act,
            by=by,
            at=at,
            before={name: before[name] for name in sorted(told) if name in before},
            after={name: after[name] for name in sorted(told)},
        )

    def lacks(self) -> list[Reason]:
        if not self.plan.is_draft:
            told = gettext(
                "%s is no draft any more: begin the next version to change its lines."
            )
            return [Reason(told % self.plan, self.plan, act="revise")]
        try:
            self.full_clean(exclude=["plan"])
        except ValidationError as error:
            return [Reason(each) for each in error.messages]
        return []

    def state(self) -> str:
        """Another word each time it says something else."""
        told = json.dumps(snapshot(self), sort_keys=True, default=str)
        return sha256(told.encode()).hexdigest()

    def copy_to(
        self, plan: ActionPlan, *, by: models.Model | System, at: datetime | None
    ) -> "PlanLine":
        own = ["action_en", "action_cy", "owner_role", "measure_en", "measure_cy"]
        return PlanLine.add(
            plan,
            by=by,
            at=at,
            recommendation=self.recommendation,
            due_on=self.due_on,
            **{name: getattr(self, name) for name in own},
        )


def without_line(plan: ActionPlan) -> models.QuerySet:
    """What the public reads now that was asked of the authority, is open, and of which
    the plan says nothing; nothing of a plan that was judged, which changes no more.
    """
    if plan.status not in plan.UNDER_WAY:
        return Recommendation.objects.none()
    told = plan.lines.standing().values("recommendation")
    printed = Recommendation.objects.published_rows().published().current()
    asked = Recommendation.objects.filter(
        models.Exists(printed.filter(edition__authorities=plan.authority_id)),
        inspection=plan.inspection_id,
        lifecycle=Recommendation.Lifecycle.OPEN,
    )
    return asked.exclude(pk__in=told).order_by("position", "pk")
