from collections.abc import Sequence
from datetime import date, datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from authorities.models import Authority, Service
from inspectorate.concerns.models import statutory
from inspectorate.concerns.models.instrument import Ground
from inspectorate.concerns.models.ministers_step import (
    Duty,
    MinistersStep,
    Statement,
    StepGround,
)
from inspectorate.concerns.models.stages import Stage, Step
from inspectorate.concerns.models.standing import next_place, standing_among
from inspectorate.fields import RecordedFrom
from inspectorate.history.models import System, record
from inspectorate.lifecycle import Refusal, locked, not_in_role, tell_followers

RECORD = "concerns.record_intervention"


class InterventionQuerySet(models.QuerySet):
    def open(self) -> "InterventionQuerySet":
        return self.filter(is_open=True)


class Intervention(models.Model):
    """What ministers did about one service, from their first step to the end.

    Not a concern of the inspectorate and not a board: those are records of their own.
    """

    authority = models.ForeignKey(
        Authority,
        verbose_name=_("authority"),
        on_delete=models.PROTECT,
        related_name="interventions",
    )
    service = models.ForeignKey(
        Service,
        verbose_name=_("service"),
        on_delete=models.PROTECT,
        related_name="interventions",
    )
    is_open = models.BooleanField(_("open"), default=True, editable=False)
    recorded_from = RecordedFrom()

    objects = InterventionQuerySet.as_manager()

    class Meta:
        verbose_name = _("intervention of ministers")
        verbose_name_plural = _("interventions of ministers")
        ordering = ["-pk"]
        permissions = [("record_intervention", _("Can record steps of ministers"))]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "service"],
                condition=models.Q(is_open=True),
                name="intervention_one_open",
                violation_error_message=_(
                    "This service already has an open intervention: record the step "
                    "on that one."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.authority}, {self.service}"

    @transaction.atomic
    def record_step(
        self,
        act: str,
        *,
        by: models.Model | System,
        grounds: Sequence[Ground] = (),
        **fields: object,
    ) -> MinistersStep:
        """Add a step that ministers took, with the days that the law gives them.

        `fields` are those of MinistersStep. Raises Refusal with every reason where it
        has no place at the stage in force or something is missing.
        """
        intervention = self.opened_to(by)
        stage = intervention.stage
        step = MinistersStep(
            intervention=intervention,
            act=Step(act),
            from_stage=stage,
            to_stage=stage,
            sequence=next_place(intervention.steps),
            **fields,
        )
        reasons = statutory.lacks_place(step, stage)
        step.to_stage = statutory.leads_to(step, stage) or stage
        reasons += statutory.lacks(step, grounds)
        if reasons:
            raise Refusal(*reasons)
        self.enter(step, grounds, by=by)
        return step

    @transaction.atomic
    def correct(
        self,
        step: MinistersStep,
        to_stage: str,
        *,
        by: models.Model | System,
        grounds: Sequence[Ground] = (),
        **fields: object,
    ) -> MinistersStep:
        """Add a step that stands in the place of one that was recorded wrongly.

        The wrong one stays on record. What is not given is as there.
        """
        intervention = self.opened_to(by)
        wrong = intervention.step(step)
        if wrong.is_corrected:
            raise Refusal(_("It has been corrected already: correct the correction."))
        if not (fields.get("reason_en") or fields.get("reason_cy")):
            raise Refusal(_("Say why the step is corrected."))
        kept = {name: getattr(wrong, name) for name in KEPT_BY_CORRECTION}
        kept["statement_url"] = wrong.address
        correction = MinistersStep(
            intervention=intervention,
            act=Step.CORRECT,
            corrects=wrong,
            from_stage=wrong.from_stage,
            to_stage=Stage(to_stage),
            sequence=next_place(intervention.steps),
            **{**kept, **fields},
        )
        # Of each duty the last row counts.
        done = {each.kind: each for each in wrong.duties.all()}.values()
        reasons = statutory.lacks_to_correct(correction, done)
        if reasons:
            raise Refusal(*reasons)
        stated = [each.ground for each in wrong.grounds.select_related("ground")]
        self.enter(correction, grounds or stated, by=by)
        for duty in done:
            duty.pk, duty.step, duty._state.adding = None, correction, True
            duty.save()
        return correction

    @transaction.atomic
    def publish_statement(
        self,
        step: MinistersStep,
        url: str,
        *,
        by: models.Model | System,
        at: datetime | None = None,
    ) -> Statement:
        """Say where the statement on a step is read, which makes the step public."""
        intervention = self.opened_to(by)
        stored = intervention.step(step)
        if stored.is_public:
            raise Refusal(_("The statement on this step is public already."))
        if not url:
            raise Refusal(_("Give the address at which the statement is read."))
        told = Statement.objects.create(
            step=stored, url=url, entered_at=at or timezone.now()
        )
        after = {"step": stored.sequence, "url": url}
        record(intervention, "recorded a statement", by=by, after=after, at=at)
        tell_followers(intervention, "announce")
        return told

    @transaction.atomic
    def record_duty(
        self,
        step: MinistersStep,
        kind: str,
        done_on: date,
        *,
        by: models.Model | System,
        **fields: object,
    ) -> Duty:
        """Say on which day a duty of a step was done; a later row puts right an
        earlier one. `fields` are those of Duty.
        """
        intervention = self.opened_to(by)
        stored = intervention.step(step)
        duty = Duty(step=stored, kind=Duty.Kind(kind), done_on=done_on, **fields)
        reasons = statutory.lacks_of_duty(duty)
        if reasons:
            raise Refusal(*reasons)
        duty.save()
        after = {"step": stored.sequence, "duty": kind, "done_on": str(done_on)}
        record(intervention, "recorded a duty", by=by, after=after)
        return duty

    def opened_to(self, by: models.Model | System) -> "Intervention":
        """The stored intervention under its lock, for whoever may record its steps."""
        if not by.has_perm(RECORD):
            raise Refusal(not_in_role(RECORD))
        return locked(Intervention).get(pk=self.pk)

    def step(self, step: MinistersStep) -> MinistersStep:
        """The step as stored; Refusal where it belongs to another intervention."""
        try:
            return self.steps.get(pk=step.pk)
        except MinistersStep.DoesNotExist as error:
            raise Refusal(_("Choose a step of this intervention.")) from error

    def enter(
        self,
        step: MinistersStep,
        grounds: Sequence[Ground],
        *,
        by: models.Model | System,
    ) -> None:
        """Store a step on its intervention, and open or close that with it."""
        intervention = step.intervention
        before = intervention.state()
        last = standing_among([*intervention.steps.all(), step])[-1]
        self.is_open = intervention.is_open = last.to_stage not in OVER
        intervention.refuse_a_second()
        statutory.set_clocks(step)
        step.save()
        StepGround.objects.bulk_create(
            StepGround(step=step, ground=each) for each in grounds
        )
        # The database asks now for what the step rests on.
        intervention.save(update_fields=["is_open"])
        after = {**intervention.state(), "act": str(step.act)}
        record(intervention, "recorded a step", by=by, before=before, after=after)
        if step.is_public:
            tell_followers(intervention, "announce")

    def refuse_a_second(self) -> None:
        others = Intervention.objects.open().exclude(pk=self.pk)
        place = {"authority": self.authority_id, "service": self.service_id}
        if self.is_open and others.filter(**place).exists():
            told = _(
                "This service already has an open intervention: record the step on "
                "that one."
            )
            raise Refusal(told)

    def state(self) -> dict:
        return {"is_open": self.is_open, "stage": str(self.stage.value)}

    def standing(self) -> list[MinistersStep]:
        """Its steps in order, without those that were corrected."""
        return standing_among(self.steps.all())

    @property
    def stage(self) -> Stage:
        """The stage of its last step that stands, whatever the day."""
        standing = self.standing()
        return Stage(standing[-1].to_stage) if standing else Stage.NONE

    def stage_at(self, day: date) -> Stage:
        """The stage in force at the end of a day; see Episode.level_at()."""
        reached = [each for each in self.standing() if each.counts_from <= day]
        return Stage(reached[-1].to_stage) if reached else Stage.NONE


OVER = (Stage.NONE, Stage.ENDED)
KEPT_BY_CORRECTION = (
    *("decided_on", "decided_by_en", "decided_by_cy", "provision"),
    *("instrument_en", "instrument_cy", "required_en", "required_cy", "comply_by"),
    *("otherwise_en", "otherwise_cy", "statement_url"),
)
