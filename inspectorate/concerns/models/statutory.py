"""What a step of ministers has to state, and the days that the law gives it."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from inspectorate.concerns.models.instrument import Ground
from inspectorate.concerns.models.ministers_step import Duty, MinistersStep
from inspectorate.concerns.models.needs import day_of
from inspectorate.concerns.models.stages import NOTICES, Stage, Step
from inspectorate.concerns.models.standing import out_of_order
from inspectorate.lifecycle import Reason

# The column of a step that has the last day of each duty.
DAYS = {
    "laid": "laid_by",
    "reported": "reported_by",
    "answered": "answered_by",
    "complied": "comply_by",
}
WARNINGS = (Step.WARNING_NOTICE, Step.FOLLOW_UP_NOTICE)


def leads_to(step: MinistersStep, stage: Stage) -> Stage | None:
    """None where the step has no place; what a source tells may begin with an order."""
    act = Step(step.act)
    if step.recorded_from and act == Step.INTERVENTION and stage == Stage.NONE:
        return Stage.INTERVENED
    if act == Step.INTERVENTION and stage == Stage.MINDED_TO and needs_notice(step):
        return None
    return act.leads_to(stage)


def needs_notice(step: MinistersStep) -> bool:
    """Whether its law has ministers warn first; none is known where none is named."""
    return step.provision is not None and step.provision.lay_days is not None


def lacks_place(step: MinistersStep, stage: Stage) -> list[Reason]:
    if leads_to(step, stage):
        return []
    if step.act == Step.INTERVENTION and stage == Stage.MINDED_TO:
        return [Reason(_("Under this law a warning notice comes first: record that."))]
    told = _("At the stage “%(stage)s” the step “%(act)s” has no place.")
    return [Reason(told % {"stage": stage.label, "act": step.get_act_display()})]


def lacks(step: MinistersStep, grounds: Sequence[Ground]) -> list[Reason]:
    """All at once; what a source tells may lack what the source does not say."""
    told = list(of_the_order(step))
    if not step.recorded_from:
        told += [*of_the_record(step), *of_the_grounds(step, grounds)]
        if step.act in WARNINGS:
            told += of_a_notice(step, grounds)
    return [Reason(each) for each in told]


def lacks_to_correct(correction: MinistersStep, done: Iterable[Duty]) -> list[Reason]:
    """`done` are the duties that go with it to the right day."""
    told = list(of_the_order(correction))
    told += [] if correction.recorded_from else of_the_future(correction)
    first = correction.decided_on.earliest if correction.decided_on else None
    if first and any(each.done_on < first for each in done):
        told.append(
            _(
                "A duty of this step was done before that day: check the day, or "
                "record the day of the duty anew first."
            )
        )
    return [Reason(each) for each in told]


def of_the_order(step: MinistersStep) -> Iterator[str]:
    yield from out_of_order(
        step,
        step.intervention.steps.all(),
        before=_("A step cannot be dated before the one it follows."),
        after=_("A step cannot be dated after one that follows it: mend its day."),
    )


def of_the_record(step: MinistersStep) -> Iterator[str]:
    day = day_of(step.decided_on)
    if day is None:
        yield _("Give the day on which ministers decided, such as 2017-10-17.")
    yield from of_the_future(step)
    if not step.decided_by:
        yield _("Say which minister decided, by the role.")
    if step.provision is None and step.act not in (Step.DROPPED, Step.ENDED):
        yield _("Choose the power in law.")


def of_the_future(step: MinistersStep) -> Iterator[str]:
    first = step.decided_on.earliest if step.decided_on else None
    if first and first > timezone.localdate(step.entered_at):
        yield _("The step is dated in the future: record it once it is taken.")


def of_the_grounds(step: MinistersStep, grounds: Sequence[Ground]) -> Iterator[str]:
    if any(each.instrument_id != step.provision_id for each in grounds):
        yield _("A ground is of another law: choose from the list of this one.")


def of_a_notice(step: MinistersStep, grounds: Sequence[Ground]) -> Iterator[str]:
    """What section 150 wants in it."""
    if not grounds:
        yield _("Choose at least one ground that the notice states.")
    if not step.reason:
        yield _("Give the reasons that the notice states.")
    if not step.required:
        yield _("Say what action the notice requires.")
    if step.comply_by is None:
        yield _("Give the day by which the council has to comply.")
    if not step.otherwise:
        yield _("Say what ministers are minded to do if the council does not comply.")


def set_clocks(step: MinistersStep) -> None:
    """From the day of a notice, as the law has them now; a correction counts anew."""
    step.laid_by = step.reported_by = step.answered_by = None
    day, acts = day_of(step.decided_on), (step.act, step.corrects and step.corrects.act)
    if day is None or step.provision is None or not set(acts) & set(NOTICES):
        return
    clocks = step.provision.clocks(day)
    step.laid_by = clocks.get("laid")
    step.reported_by = clocks.get("reported")
    step.answered_by = clocks.get("answered")


def lacks_of_duty(duty: Duty) -> list[Reason]:
    step = duty.step
    first = step.decided_on.earliest if step.decided_on else None
    told = []
    if step.is_corrected:
        told.append(_("This step was corrected: record it on the correction."))
    if first and duty.done_on < first:
        told.append(_("It cannot have been done before the step: check both days."))
    if duty.done_on > timezone.localdate(duty.entered_at):
        told.append(_("That day is still to come: record it once it is done."))
    return [Reason(each) for each in told]
