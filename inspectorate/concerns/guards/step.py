"""What a step of ministers has to be, and what was done of its duties."""

from inspectorate.concerns.guards.dates import (
    HERE,
    IS_DAY,
    TO_COME,
    empty,
    first,
    known,
    text,
)
from inspectorate.concerns.guards.order import Line
from inspectorate.concerns.models.stages import LEADS_TO, Stage, Step
from inspectorate.guards import ADDED, Guard

LINE = Line(
    "step", "concerns_ministersstep", "intervention_id", "concerns_intervention"
)
IS_OPEN = (
    f"COALESCE({LINE.reached('to_stage', '{whose}')} "
    f"NOT IN ('{Stage.NONE.value}', '{Stage.ENDED.value}'), (1 = 1))"
)
WAYS = " OR ".join(
    f"(NEW.act = '{step.value}' AND NEW.from_stage = '{stage.value}' "
    f"AND NEW.to_stage = '{to.value}')"
    for step, ways in LEADS_TO.items()
    for stage, to in ways.items()
)
# What a source tells may begin with an order.
NOWHERE = (
    f"NEW.act <> '{Step.CORRECT.value}' AND NOT ({WAYS} OR "
    f"(NEW.recorded_from <> '' AND NEW.act = '{Step.INTERVENTION.value}' "
    "AND NEW.from_stage = 'none' AND NEW.to_stage = 'intervened'))"
)
UNWARNED = f"""NEW.act = '{Step.INTERVENTION.value}'
    AND NEW.from_stage = '{Stage.MINDED_TO.value}' AND EXISTS (
        SELECT 1 FROM concerns_instrument law
        WHERE law.id = NEW.provision_id AND law.lay_days IS NOT NULL)"""  # noqa: S608
UNFINISHED = f"""NEW.act <> 'correct' AND {HERE} AND (
    NOT ({IS_DAY}) OR ({empty("decided_by")})
    OR (NEW.act NOT IN ('dropped', 'ended') AND NEW.provision_id IS NULL)
    OR (NEW.act IN ('warning_notice', 'follow_up_notice') AND (
        ({empty("reason")}) OR ({empty("required")}) OR ({empty("otherwise")})
        OR NEW.comply_by IS NULL))
)"""
UNEXPLAINED = f"NEW.act = 'correct' AND {empty('reason')}"
# A notice has its grounds as soon as its intervention is stored after it, or another
# step follows.
GROUNDLESS = """EXISTS (
    SELECT 1 FROM concerns_ministersstep notice
    WHERE notice.intervention_id = {whose} AND notice.recorded_from = ''
        AND notice.act IN ('warning_notice', 'follow_up_notice')
        AND NOT EXISTS (SELECT 1 FROM concerns_stepground ground
            WHERE ground.step_id = notice.id)
)"""
OF_ANOTHER_LAW = f"""EXISTS (
    SELECT 1 FROM concerns_ministersstep step
    JOIN concerns_ground ground ON ground.id = NEW.ground_id
    WHERE step.id = NEW.step_id AND step.act <> '{Step.CORRECT.value}'
        AND step.recorded_from = ''
        AND ground.instrument_id IS DISTINCT FROM step.provision_id
)"""  # noqa: S608
DONE = text("NEW.done_on")
BEFORE_ITS_STEP = f"""EXISTS (
    SELECT 1 FROM concerns_ministersstep step WHERE step.id = NEW.step_id
        AND {known("step.decided_on")} AND {DONE} < {first("step.decided_on")}
)"""  # noqa: S608
OF_A_CORRECTED = """EXISTS (
    SELECT 1 FROM concerns_ministersstep c WHERE c.corrects_id = NEW.step_id
)"""
# The step itself opens or ends it, before its grounds are there.
BY_A_STEP = """EXISTS (SELECT 1 FROM concerns_intervention stored
    WHERE stored.id = NEW.id AND stored.is_open <> NEW.is_open)"""
TOLD_ALREADY = """EXISTS (
    SELECT 1 FROM concerns_ministersstep step
    WHERE step.id = NEW.step_id AND step.statement_url <> ''
)"""

GUARDS = [
    Guard(
        "step_leads_on",
        "concerns_ministersstep",
        breaks=NOWHERE,
        refusal="This step has no place at this stage: check which one came last.",
        events=ADDED,
    ),
    LINE.next_in_order(),
    LINE.begins_there("to_stage", f"'{Stage.NONE.value}'"),
    LINE.corrects_its_own("from_stage"),
    LINE.in_order_of_time(),
    Guard(
        "step_after_a_notice",
        "concerns_ministersstep",
        breaks=UNWARNED,
        refusal="Under this law a warning notice comes first: record that.",
        events=ADDED,
    ),
    Guard(
        "step_is_complete",
        "concerns_ministersstep",
        breaks=f"({UNFINISHED}) OR ({UNEXPLAINED})",
        refusal="The step lacks what it needs: see docs/concerns.md.",
        events=ADDED,
    ),
    Guard(
        "step_is_not_to_come",
        "concerns_ministersstep",
        breaks=f"{HERE} AND {TO_COME}",
        refusal="The step is dated in the future: record it once it is taken.",
        events=ADDED,
    ),
    Guard(
        "step_follows_a_whole_notice",
        "concerns_ministersstep",
        breaks=GROUNDLESS.format(whose="NEW.intervention_id"),
        refusal="The notice before it states no ground: give that one first.",
        events=ADDED,
    ),
    LINE.part_in_time(
        "step_ground_in_time", "concerns_stepground", "step_id", "grounds"
    ),
    Guard(
        "step_ground_of_its_law",
        "concerns_stepground",
        breaks=OF_ANOTHER_LAW,
        refusal="A ground is of another law: choose from the list of this one.",
        events=ADDED,
    ),
    Guard(
        "duty_done_after_its_step",
        "concerns_duty",
        breaks=BEFORE_ITS_STEP,
        refusal="It cannot have been done before the step: check both days.",
        events=ADDED,
    ),
    Guard(
        "duty_is_not_to_come",
        "concerns_duty",
        breaks="NEW.done_on > {today}",
        refusal="That day is still to come: record it once it is done.",
        events=ADDED,
    ),
    Guard(
        "duty_of_a_step_that_stands",
        "concerns_duty",
        breaks=OF_A_CORRECTED,
        refusal="This step was corrected: record it on the correction.",
        locks=(LINE.lock_of("step_id"),),
        events=ADDED,
    ),
    Guard(
        "statement_makes_public_once",
        "concerns_statement",
        breaks=TOLD_ALREADY,
        refusal="The statement on this step is public already.",
        events=ADDED,
    ),
    Guard(
        "statement_has_an_address",
        "concerns_statement",
        breaks="NEW.url = ''",
        refusal="Give the address at which the statement is read.",
        events=ADDED,
    ),
    Guard(
        "intervention_warned_on_grounds",
        "concerns_intervention",
        breaks=f"NOT {BY_A_STEP} AND {GROUNDLESS.format(whose='NEW.id')}",
        refusal="A notice states at least one ground: choose it from its law.",
    ),
    LINE.open_by_rows(IS_OPEN),
    LINE.stays(),
    LINE.opens(IS_OPEN),
]
