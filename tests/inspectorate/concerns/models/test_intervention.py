from datetime import date

import pytest

from inspectorate.concerns.models import Instrument, Intervention, MinistersStep
from inspectorate.concerns.models.stages import LEADS_TO, Stage, Step
from inspectorate.history.models import Entry
from inspectorate.lifecycle import Refusal
from tests.factories import (
    SYSTEM,
    make_intervention,
    make_service,
    make_step,
    make_user,
)

pytestmark = pytest.mark.django_db
OLD_LAW = "CHILDREN-ACT-1989-84"
WAY_TO = {
    Stage.NONE: [],
    Stage.MINDED_TO: [Step.MINDED_TO],
    Stage.WARNED: [Step.WARNING_NOTICE],
    Stage.INTERVENED: [Step.WARNING_NOTICE, Step.INTERVENTION],
    Stage.ENDED: [Step.WARNING_NOTICE, Step.ENDED],
}
PAIRS = [(stage, act) for stage in Stage for act in Step]


def make_at(stage: Stage) -> Intervention:
    intervention = make_intervention(warned=False)
    for act in WAY_TO[stage]:
        make_step(intervention, act)
    return intervention


def law(code: str) -> dict:
    found = Instrument.objects.get(code=code)
    return {"provision": found, "grounds": list(found.grounds.all())}


@pytest.mark.parametrize(
    ("stage", "act"),
    [(stage, act) for stage, act in PAIRS if stage in LEADS_TO[act]],
)
def test_step_takes_the_intervention_to_its_stage_and_is_recorded(
    stage: Stage, act: Step
) -> None:
    intervention = make_at(stage)
    old = law(OLD_LAW) if stage == Stage.MINDED_TO else {}

    step = make_step(intervention, act, **old)

    reached = LEADS_TO[act][stage]
    assert (step.from_stage, step.to_stage) == (stage, reached)
    stored = Intervention.objects.get(pk=intervention.pk)
    assert stored.is_open is (reached != Stage.ENDED)
    entry = Entry.objects.about(intervention).last()
    assert entry.act == "recorded a step"
    told = {"is_open": stored.is_open, "stage": reached, "act": act}
    assert entry.after == told


@pytest.mark.parametrize(
    ("stage", "act"),
    [(stage, act) for stage, act in PAIRS if stage not in LEADS_TO[act]],
)
def test_step_that_has_no_place_at_a_stage_is_refused(stage: Stage, act: Step) -> None:
    intervention = make_at(stage)

    with pytest.raises(Refusal, match="has no place"):
        make_step(intervention, act)

    assert intervention.steps.count() == len(WAY_TO[stage])


def test_order_after_minded_to_wants_a_notice_where_the_law_does() -> None:
    intervention = make_at(Stage.MINDED_TO)

    with pytest.raises(Refusal, match="a warning notice comes first"):
        make_step(intervention, Step.INTERVENTION)


def test_source_may_begin_with_the_order() -> None:
    intervention = make_intervention(warned=False)

    intervention.record_step("intervention", by=SYSTEM, recorded_from="News story")

    assert intervention.stage == Stage.INTERVENED


def test_notice_says_all_that_the_law_wants_or_is_refused_with_all_it_lacks() -> None:
    intervention = make_intervention(warned=False)

    with pytest.raises(Refusal) as refusal:
        intervention.record_step("warning_notice", by=SYSTEM)

    assert [str(each) for each in refusal.value.reasons] == [
        "Give the day on which ministers decided, such as 2017-10-17.",
        "Say which minister decided, by the role.",
        "Choose the power in law.",
        "Choose at least one ground that the notice states.",
        "Give the reasons that the notice states.",
        "Say what action the notice requires.",
        "Give the day by which the council has to comply.",
        "Say what ministers are minded to do if the council does not comply.",
    ]
    assert not MinistersStep.objects.exists()


def test_ground_of_another_law_is_refused() -> None:
    intervention = make_intervention(warned=False)
    other = law(OLD_LAW)["grounds"]

    with pytest.raises(Refusal, match="A ground is of another law"):
        make_step(intervention, grounds=other)


def test_step_dated_before_the_one_it_follows_is_refused() -> None:
    intervention = make_intervention()

    with pytest.raises(Refusal, match="cannot be dated before"):
        make_step(intervention, "follow_up_notice", decided_on="2017-10-16")


def test_service_has_one_open_intervention_at_a_time() -> None:
    first = make_intervention()
    make_step(first, "ended")
    make_intervention(first.authority, service=first.service)
    wrong = first.steps.last()

    with pytest.raises(Refusal, match="already has an open intervention"):
        first.correct(wrong, Stage.WARNED, by=SYSTEM, reason_en="Misread.")


def test_correction_stands_in_the_place_of_the_wrong_step_and_counts_anew() -> None:
    intervention = make_intervention()
    wrong = intervention.steps.get()

    right = intervention.correct(
        wrong, Stage.WARNED, by=SYSTEM, decided_on="2017-10-18", reason_en="Misread."
    )

    assert [each.pk for each in intervention.standing()] == [right.pk]
    assert right.reported_by == date(2018, 1, 16)
    assert [each.ground for each in right.grounds.all()] == [
        each.ground for each in wrong.grounds.all()
    ]
    with pytest.raises(Refusal, match="correct the correction"):
        intervention.correct(wrong, Stage.WARNED, by=SYSTEM, reason_en="Again.")


def test_step_is_public_once_its_statement_is() -> None:
    intervention = make_intervention(warned=False)
    step = make_step(intervention, statement_url="")
    assert not MinistersStep.objects.published().exists()

    intervention.publish_statement(step, "https://gov.wales/1", by=SYSTEM)

    (public,) = MinistersStep.objects.published()
    assert public.address == "https://gov.wales/1"
    with pytest.raises(Refusal, match="is public already"):
        intervention.publish_statement(step, "https://gov.wales/2", by=SYSTEM)


def test_duty_is_done_on_a_day_that_can_be() -> None:
    intervention = make_intervention()
    step = intervention.steps.get()

    for day, sentence in (
        (date(2017, 10, 16), "cannot have been done before the step"),
        (date(2099, 1, 1), "still to come"),
    ):
        with pytest.raises(Refusal, match=sentence):
            intervention.record_duty(step, "laid", day, by=SYSTEM)
    assert not step.duties.exists()


@pytest.mark.parametrize("role", [None, "inspector", "quality_assurer"])
def test_step_is_recorded_by_nobody_else(role: str | None) -> None:
    intervention = make_intervention(warned=False, service=make_service())

    with pytest.raises(Refusal, match="Chief inspector or Head of inspection"):
        intervention.record_step("minded_to", by=make_user(role))


def test_correction_of_a_step_keeps_its_statement_and_the_duties_done() -> None:
    intervention = make_intervention(warned=False)
    step = make_step(intervention, statement_url="")
    intervention.publish_statement(step, "https://gov.wales/a", by=SYSTEM)
    intervention.record_duty(step, "laid", date(2017, 10, 20), by=SYSTEM)

    right = intervention.correct(
        step, Stage.WARNED, by=SYSTEM, reason_en="A word was misspelt."
    )

    assert right.statement_url == "https://gov.wales/a"
    assert [(d.kind, d.done_on) for d in right.duties.all()] == [
        ("laid", date(2017, 10, 20))
    ]
    assert step.duties.count() == 1


def test_step_is_not_corrected_to_a_day_to_come() -> None:
    intervention = make_intervention()

    with pytest.raises(Refusal, match="dated in the future"):
        intervention.correct(
            intervention.steps.get(),
            Stage.WARNED,
            by=SYSTEM,
            reason_en="The day was misread.",
            decided_on="2999-01-01",
        )


def test_correction_is_not_dated_after_a_duty_that_goes_with_it() -> None:
    intervention = make_intervention()
    step = intervention.steps.get()
    intervention.record_duty(step, "laid", date(2017, 10, 18), by=SYSTEM)
    told = {"by": SYSTEM, "reason_en": "Misread.", "decided_on": "2017-10-19"}

    with pytest.raises(Refusal, match="was done before that day"):
        intervention.correct(step, Stage.WARNED, **told)
    intervention.record_duty(step, "laid", date(2017, 10, 20), by=SYSTEM)
    right = intervention.correct(step, Stage.WARNED, **told)

    assert [each.done_on for each in right.duties.all()] == [date(2017, 10, 20)]
    with pytest.raises(Refusal, match="record it on the correction"):
        intervention.record_duty(step, "laid", date(2017, 10, 21), by=SYSTEM)


def test_steps_stay_in_order_when_one_is_corrected() -> None:
    intervention = make_intervention()  # warned on 17 October 2017
    warned = intervention.steps.get()
    make_step(intervention, "addendum", decided_on="2018-01-10")
    told = {"by": SYSTEM, "reason_en": "Misread."}

    with pytest.raises(Refusal, match="after one that follows it"):
        intervention.correct(warned, Stage.WARNED, decided_on="2018-01-11", **told)

    intervention.correct(warned, Stage.WARNED, decided_on="2018-01-10", **told)
