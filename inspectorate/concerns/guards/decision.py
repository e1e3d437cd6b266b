"""What a decision about a concern has to be, whoever writes it."""

from inspectorate.concerns.guards.dates import (
    HERE,
    IS_DAY,
    TO_COME,
    empty,
    first,
    known,
    last,
    text,
)
from inspectorate.concerns.guards.order import Line
from inspectorate.concerns.models.levels import EXCEPTIONALLY, LEADS_TO, Act
from inspectorate.guards import ADDED, Guard

LINE = Line("decision", "concerns_decision", "episode_id", "concerns_episode")
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
REVIEW = text("NEW.review_on")


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
                        AND ended.sequence < NEW.sequence
                        AND NOT EXISTS (SELECT 1 FROM concerns_decision undone
                            WHERE undone.corrects_id = ended.id))
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
    WHERE placed.episode_id = {whose} AND placed.act = 'place'
        AND placed.recorded_from = '' AND placed.met_on IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM concerns_decisionground ground
            WHERE ground.decision_id = placed.id)
)"""
UNANSWERED = """EXISTS (
    SELECT 1 FROM concerns_decision lifted
    WHERE lifted.episode_id = {whose} AND lifted.act IN ('lift', 'de_escalate')
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
                                AND ended.sequence < lifted.sequence
                                AND NOT EXISTS (
                                    SELECT 1 FROM concerns_decision undone
                                    WHERE undone.corrects_id = ended.id))
                        AND NOT EXISTS (SELECT 1 FROM concerns_decision called
                            WHERE called.episode_id = entry.episode_id
                                AND called.act = 'refer' AND called.from_level < 2
                                AND called.sequence > entry.sequence
                                AND called.sequence < lifted.sequence)
                        AND NOT EXISTS (SELECT 1 FROM concerns_decision correction
                            WHERE correction.corrects_id = entry.id))
                AND NOT EXISTS (SELECT 1 FROM concerns_decisionground answer
                    WHERE answer.decision_id = lifted.id
                        AND answer.ground_id = told.ground_id
                        AND (answer.progress_en <> '' OR answer.progress_cy <> '')))
)"""

# No concern is left open without a day on which somebody looks again; nor is one by
# the correction of its last decision.
IS_LAST = f"NEW.corrects_id = {LINE.reached('id', 'NEW.episode_id')}"
UNREVIEWED = f"""{HERE} AND NEW.to_level > 0 AND (
    (NEW.act <> 'correct' AND {IS_DAY} AND {REVIEW} <= NEW.decided_on)
    OR ({IS_LAST} AND (NEW.review_on IS NULL
        OR ({IS_DAY} AND {REVIEW} <= NEW.decided_on)))
)"""
OF_ANOTHER = f"""{HERE} AND NEW.basis_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM concerns_episode episode
    JOIN inspections_inspection_authorities about
        ON about.authority_id = episode.authority_id
    WHERE episode.id = NEW.episode_id AND about.inspection_id = NEW.basis_id
)"""  # noqa: S608
OF_ANOTHER_PROTOCOL = """EXISTS (
    SELECT 1 FROM concerns_decision placed
    JOIN concerns_episode episode ON episode.id = placed.episode_id
    JOIN concerns_ground ground ON ground.id = NEW.ground_id
    WHERE placed.id = NEW.decision_id AND placed.act = 'place'
        AND placed.recorded_from = ''
        AND ground.instrument_id IS DISTINCT FROM episode.protocol_id
)"""
TOLD_ALREADY = """EXISTS (
    SELECT 1 FROM concerns_decision told
    WHERE told.id = NEW.decision_id AND told.announced
)"""

GUARDS = [
    Guard(
        "decision_leads_on",
        "concerns_decision",
        breaks=LEADS_NOWHERE,
        refusal="This decision has no place at this level: check which one came last.",
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
    LINE.next_in_order(),
    LINE.begins_there("to_level", "0"),
    LINE.corrects_its_own("from_level"),
    LINE.in_order_of_time(),
    Guard(
        "decision_is_not_to_come",
        "concerns_decision",
        breaks=f"{HERE} AND {TO_COME}",
        refusal="The decision is dated in the future: record it once it is taken.",
        events=ADDED,
    ),
    Guard(
        "decision_is_reviewed_after_it",
        "concerns_decision",
        breaks=UNREVIEWED,
        refusal="Give a day of the review that is later than the decision.",
        events=ADDED,
    ),
    Guard(
        "decision_rests_on_its_authority",
        "concerns_decision",
        breaks=OF_ANOTHER,
        refusal="The inspection is of another authority: choose one of its own.",
        events=ADDED,
    ),
    Guard(
        "decision_follows_a_whole_one",
        "concerns_decision",
        breaks=GROUNDLESS.format(whose="NEW.episode_id"),
        refusal="The decision before it names no ground: give that one first.",
        events=ADDED,
    ),
    LINE.part_in_time(
        "decision_ground_in_time",
        "concerns_decisionground",
        "decision_id",
        "grounds",
    ),
    LINE.part_in_time(
        "decision_finding_in_time",
        "concerns_decisionfinding",
        "decision_id",
        "findings",
    ),
    Guard(
        "decision_ground_of_its_protocol",
        "concerns_decisionground",
        breaks=OF_ANOTHER_PROTOCOL,
        refusal="A ground is of another protocol: choose from the list of this one.",
        events=ADDED,
    ),
    Guard(
        "announcement_tells_once",
        "concerns_announcement",
        breaks=TOLD_ALREADY,
        refusal="This decision has been announced already: choose another one.",
        events=ADDED,
    ),
]
