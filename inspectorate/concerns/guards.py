"""What decisions, steps and boards have to be, whoever writes them. What is recorded
from a source may lack what the source does not say.
"""

from inspectorate.concerns.models.levels import EXCEPTIONALLY, LEADS_TO, Act
from inspectorate.concerns.models.stages import LEADS_TO as STEPS_LEAD_TO
from inspectorate.concerns.models.stages import Step
from inspectorate.guards import ADDED, Guard

# Every name and value in these statements is of our own.
HERE = "NEW.recorded_from = ''"
LANGUAGES = ("en", "cy")
IS_DAY = "LENGTH(NEW.decided_on) = 10 AND NEW.decided_on NOT LIKE 'X%'"


def empty(*columns: str) -> str:
    return " AND ".join(
        f"NEW.{name}_{code} = ''" for name in columns for code in LANGUAGES
    )


def known(date: str) -> str:
    return f"{date} <> '' AND {date} NOT LIKE 'X%'"


def first(date: str) -> str:
    """The first day that a date of a known year can mean; `last` is the last one."""
    return f"SUBSTR({date} || SUBSTR('0000-01-01', LENGTH({date}) + 1), 1, 10)"


def last(date: str) -> str:
    return f"SUBSTR({date} || SUBSTR('0000-12-31', LENGTH({date}) + 1), 1, 10)"


def before_another(table: str, owner: str, corrects: str = "corrects_id") -> str:
    """That it is dated wholly before one that it follows and that stands."""
    # A decision about a board is never corrected: its rows have no such column.
    told = (
        f"NEW.{corrects} IS NULL AND former.{corrects} IS NULL AND NOT EXISTS ("  # noqa: S608
        f"SELECT 1 FROM {table} c WHERE c.{corrects} = former.id) AND "
    )
    return (
        f"{known('NEW.decided_on')} AND EXISTS (SELECT 1 FROM {table} former "  # noqa: S608
        f"WHERE former.{owner} = NEW.{owner} AND former.sequence < NEW.sequence AND "
        f"{told if corrects else ''}{known('former.decided_on')} "
        f"AND {last('NEW.decided_on')} < {first('former.decided_on')})"
    )


WAYS = " OR ".join(
    f"(NEW.act = '{act.value}' AND NEW.from_level = {level.value} "
    f"AND NEW.to_level = {to.value})"
    for act, ways in LEADS_TO.items()
    for level, levels in ways.items()
    for to in levels
)
EXCEPTIONS = " OR ".join(
    f"(NEW.from_level = {level.value} AND NEW.to_level = {to.value})"
    for level, levels in EXCEPTIONALLY.items()
    for to in levels
)
LEADS_NOWHERE = (
    f"NEW.act <> '{Act.CORRECT.value}' AND NOT ({WAYS} OR "
    f"(NEW.act = '{Act.REFER.value}' AND NEW.exceptional AND ({EXCEPTIONS})))"
)
UNFINISHED = f"""NEW.act <> 'correct' AND {HERE} AND (
    NOT ({IS_DAY})
    OR (NEW.to_level > 0 AND NEW.review_on IS NULL)
    OR (NEW.act IN ('place', 'retain', 'lift') AND NEW.basis_id IS NULL)
    OR (NEW.act IN ('retain', 'refer') AND {empty("reason")})
    OR (NEW.act = 'place' AND (NEW.met_on IS NULL
        OR ({empty("targets")} AND NEW.targets_due_on IS NULL)))
    OR (NEW.act = 'lift' AND {empty("sustainability")})
)"""
UNEXPLAINED = f"NEW.act = 'correct' AND {empty('reason')}"
# Counted in months and days of the month, as both databases can.
REVIEW = "CAST(NEW.review_on AS varchar(10))"


def number(date: str, start: int, length: int) -> str:
    return f"CAST(SUBSTR({date}, {start}, {length}) AS integer)"


def months(date: str) -> str:
    return f"({number(date, 1, 4)} * 12 + {number(date, 6, 2)})"


WITHIN = """COALESCE((SELECT protocol.review_months FROM concerns_episode episode
    JOIN concerns_instrument protocol ON protocol.id = episode.protocol_id
    WHERE episode.id = NEW.episode_id), 3)"""
APART = f"{months(REVIEW)} - {months('NEW.decided_on')}"
LATE_REVIEW = f"""NEW.act = 'place' AND {HERE} AND {IS_DAY}
    AND NEW.review_on IS NOT NULL AND ({APART} > {WITHIN} OR ({APART} = {WITHIN}
        AND {number(REVIEW, 9, 2)} > {number("NEW.decided_on", 9, 2)}))"""
FIELDWORK = "COALESCE(NULLIF(later.fieldwork_end, ''), later.fieldwork_start)"
# The last entry that stands.
NO_LATER = f"""NEW.act IN ('lift', 'retain') AND {HERE} AND EXISTS (
    SELECT 1 FROM concerns_decision entry
    WHERE entry.episode_id = NEW.episode_id AND entry.act = 'place'
        AND entry.sequence = (SELECT MAX(placed.sequence) FROM concerns_decision placed
            WHERE placed.episode_id = NEW.episode_id AND placed.act = 'place'
                AND NOT EXISTS (SELECT 1 FROM concerns_decision ended
                    WHERE ended.episode_id = placed.episode_id AND ended.to_level = 0
                        AND ended.sequence > placed.sequence
                        AND ended.sequence < NEW.sequence)
                AND NOT EXISTS (SELECT 1 FROM concerns_decision correction
                    WHERE correction.corrects_id = placed.id))
        AND (entry.basis_id = NEW.basis_id OR ({known("entry.decided_on")}
            AND NOT EXISTS (SELECT 1 FROM inspections_inspection later
                WHERE later.id = NEW.basis_id AND {known(FIELDWORK)}
                    AND {last(FIELDWORK)} > {first("entry.decided_on")})))
)"""  # noqa: S608
# A decision has its grounds as soon as its episode is stored after it. One of an
# earlier release, which knew no grounds, has no meeting either.
GROUNDLESS = """EXISTS (
    SELECT 1 FROM concerns_decision placed
    WHERE placed.episode_id = NEW.id AND placed.act = 'place'
        AND placed.recorded_from = '' AND placed.met_on IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM concerns_decisionground ground
            WHERE ground.decision_id = placed.id)
)"""
UNANSWERED = """EXISTS (
    SELECT 1 FROM concerns_decision lifted
    WHERE lifted.episode_id = NEW.id AND lifted.act = 'lift'
        AND lifted.recorded_from = '' AND EXISTS (
            SELECT 1 FROM concerns_decisionground told
            JOIN concerns_decision placed ON placed.id = told.decision_id
            WHERE placed.act = 'place' AND placed.episode_id = lifted.episode_id
                AND placed.sequence = (SELECT MAX(entry.sequence)
                    FROM concerns_decision entry
                    WHERE entry.episode_id = lifted.episode_id
                        AND entry.act = 'place' AND entry.sequence < lifted.sequence
                        AND NOT EXISTS (SELECT 1 FROM concerns_decision ended
                            WHERE ended.episode_id = entry.episode_id
                                AND ended.to_level = 0
                                AND ended.sequence > entry.sequence
                                AND ended.sequence < lifted.sequence)
                        AND NOT EXISTS (SELECT 1 FROM concerns_decision correction
                            WHERE correction.corrects_id = entry.id))
                AND NOT EXISTS (SELECT 1 FROM concerns_decisionground answer
                    WHERE answer.decision_id = lifted.id
                        AND answer.ground_id = told.ground_id
                        AND (answer.progress_en <> '' OR answer.progress_cy <> '')))
)"""


def followed(table: str, owner: str, column: str) -> str:
    """That something was decided after the row that this one would be a part of."""
    return (
        f"EXISTS (SELECT 1 FROM {table} own JOIN {table} later "  # noqa: S608
        f"ON later.{owner} = own.{owner} AND later.sequence > own.sequence "
        f"WHERE own.id = NEW.{column})"
    )


STEP_WAYS = " OR ".join(
    f"(NEW.act = '{step.value}' AND NEW.from_stage = '{stage.value}' "
    f"AND NEW.to_stage = '{to.value}')"
    for step, ways in STEPS_LEAD_TO.items()
    for stage, to in ways.items()
)
# What a source tells may begin with an order.
STEP_NOWHERE = (
    f"NEW.act <> '{Step.CORRECT.value}' AND NOT ({STEP_WAYS} OR "
    f"(NEW.recorded_from <> '' AND NEW.act = '{Step.INTERVENTION.value}' "
    "AND NEW.from_stage = 'none' AND NEW.to_stage = 'intervened'))"
)
STEP_UNFINISHED = f"""NEW.act <> 'correct' AND {HERE} AND (
    NOT ({IS_DAY}) OR ({empty("decided_by")})
    OR (NEW.act NOT IN ('dropped', 'ended') AND NEW.provision_id IS NULL)
    OR (NEW.act IN ('warning_notice', 'follow_up_notice') AND (
        ({empty("reason")}) OR ({empty("required")}) OR ({empty("otherwise")})
        OR NEW.comply_by IS NULL))
)"""
STOOD_DOWN = """EXISTS (
    SELECT 1 FROM concerns_boarddecision ended WHERE ended.board_id = NEW.board_id
        AND ended.act = 'stand_down' AND ended.sequence < NEW.sequence
)"""
BEFORE = "It cannot be dated before the one it follows: check both days."

GUARDS = [
    Guard(
        "decision_leads_on",
        "concerns_decision",
        breaks=LEADS_NOWHERE,
        refusal="This decision has no place at this level.",
        events=ADDED,
    ),
    Guard(
        "decision_is_complete",
        "concerns_decision",
        breaks=f"({UNFINISHED}) OR ({UNEXPLAINED})",
        refusal="The decision lacks what it needs: see docs/concerns.md.",
        events=ADDED,
    ),
    Guard(
        "decision_exceptional_says_why",
        "concerns_decision",
        breaks=f"NEW.exceptional AND {empty('reason')}",
        refusal="Give the reason for what is exceptional.",
        events=ADDED,
    ),
    Guard(
        "decision_reviewed_in_time",
        "concerns_decision",
        breaks=LATE_REVIEW,
        refusal="The first review comes too late: choose an earlier day.",
        events=ADDED,
    ),
    Guard(
        "decision_rests_on_later",
        "concerns_decision",
        breaks=NO_LATER,
        refusal="It has to rest on an inspection later than the entry.",
        events=ADDED,
    ),
    Guard(
        "decision_in_order",
        "concerns_decision",
        breaks=before_another("concerns_decision", "episode_id"),
        refusal=BEFORE,
        events=ADDED,
    ),
    Guard(
        "episode_placed_on_grounds",
        "concerns_episode",
        breaks=GROUNDLESS,
        refusal="A service is placed under a protocol on at least one ground.",
    ),
    Guard(
        "episode_lifted_ground_by_ground",
        "concerns_episode",
        breaks=UNANSWERED,
        refusal="A protocol is lifted with a word on each of its grounds.",
    ),
    Guard(
        "decision_ground_in_time",
        "concerns_decisionground",
        breaks=followed("concerns_decision", "episode_id", "decision_id"),
        refusal="A decision that others follow takes no more grounds.",
        events=ADDED,
    ),
    Guard(
        "decision_finding_in_time",
        "concerns_decisionfinding",
        breaks=followed("concerns_decision", "episode_id", "decision_id"),
        refusal="A decision that others follow takes no more findings.",
        events=ADDED,
    ),
    Guard(
        "step_leads_on",
        "concerns_ministersstep",
        breaks=STEP_NOWHERE,
        refusal="This step has no place at this stage.",
        events=ADDED,
    ),
    Guard(
        "step_is_complete",
        "concerns_ministersstep",
        breaks=STEP_UNFINISHED,
        refusal="The step lacks what it needs: see docs/concerns.md.",
        events=ADDED,
    ),
    Guard(
        "step_in_order",
        "concerns_ministersstep",
        breaks=before_another("concerns_ministersstep", "intervention_id"),
        refusal=BEFORE,
        events=ADDED,
    ),
    Guard(
        "step_ground_in_time",
        "concerns_stepground",
        breaks=followed("concerns_ministersstep", "intervention_id", "step_id"),
        refusal="A step that others follow takes no more grounds.",
        events=ADDED,
    ),
    Guard(
        "board_that_stood_down_decides_no_more",
        "concerns_boarddecision",
        breaks=STOOD_DOWN,
        refusal="This board has stood down: record a board of its own.",
        events=ADDED,
    ),
    Guard(
        "board_decision_in_order",
        "concerns_boarddecision",
        breaks=before_another("concerns_boarddecision", "board_id", corrects=""),
        refusal=BEFORE,
        events=ADDED,
    ),
]
