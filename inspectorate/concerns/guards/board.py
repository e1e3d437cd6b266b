"""What a decision about a board has to be; a board is open until it stood down."""

from inspectorate.concerns.guards.dates import HERE, TO_COME
from inspectorate.concerns.guards.order import Line
from inspectorate.guards import ADDED, Guard

LINE = Line("board_decision", "concerns_boarddecision", "board_id", "concerns_board")
STOOD_DOWN = """EXISTS (
    SELECT 1 FROM concerns_boarddecision ended WHERE ended.board_id = {whose}
        AND ended.act = 'stand_down' AND NOT EXISTS (
            SELECT 1 FROM concerns_boarddecision c WHERE c.corrects_id = ended.id)
)"""
IS_OPEN = f"{{record}}.stood_down_on = '' AND NOT {STOOD_DOWN}"
# A source may tell of its last day before it tells of what came until then.
ENDED = f"""NEW.corrects_id IS NULL AND ({STOOD_DOWN.format(whose="NEW.board_id")}
    OR {HERE} AND EXISTS (SELECT 1 FROM concerns_board board
        WHERE board.id = NEW.board_id AND NOT board.is_open))"""  # noqa: S608
UNFOCUSED = """EXISTS (
    SELECT 1 FROM concerns_boarddecision refocused
    WHERE refocused.board_id = NEW.board_id AND refocused.recorded_from = ''
        AND refocused.act = 'refocus' AND NOT EXISTS (
            SELECT 1 FROM concerns_focusarea area
            WHERE area.decision_id = refocused.id)
        AND NOT EXISTS (SELECT 1 FROM concerns_boarddecision c
            WHERE c.corrects_id = refocused.id)
)"""
# Nothing was decided about a board after it stood down.
ENDED_BEFORE_OTHERS = f"""NEW.act = 'stand_down' AND NEW.corrects_id IS NOT NULL
    AND NEW.corrects_id <> {LINE.reached("id", "NEW.board_id")}"""
TOLD_ALREADY = """EXISTS (
    SELECT 1 FROM concerns_boarddecision told
    WHERE told.id = NEW.decision_id AND told.announced
)"""

GUARDS = [
    LINE.next_in_order(),
    LINE.corrects_its_own(),
    LINE.in_order_of_time(),
    Guard(
        "board_decision_is_not_to_come",
        "concerns_boarddecision",
        breaks=f"{HERE} AND {TO_COME}",
        refusal="The decision is dated in the future: record it once it is taken.",
        events=ADDED,
    ),
    Guard(
        "board_decision_ends_the_board_last",
        "concerns_boarddecision",
        breaks=ENDED_BEFORE_OTHERS,
        refusal="Other decisions follow it: the board had not stood down.",
        events=ADDED,
    ),
    Guard(
        "board_announcement_tells_once",
        "concerns_boardannouncement",
        breaks=TOLD_ALREADY,
        refusal="This decision has been announced already: choose another one.",
        events=ADDED,
    ),
    Guard(
        "board_that_stood_down_decides_no_more",
        "concerns_boarddecision",
        breaks=ENDED,
        refusal="This board has stood down: record a board of its own.",
        locks=(LINE.lock,),
        events=ADDED,
    ),
    Guard(
        "board_decision_has_its_day",
        "concerns_boarddecision",
        breaks=f"{HERE} AND NEW.corrects_id IS NULL AND NEW.decided_on = ''",
        refusal="Give the day of the decision, such as 2026-03-02.",
        events=ADDED,
    ),
    Guard(
        "board_decision_follows_a_whole_one",
        "concerns_boarddecision",
        breaks=UNFOCUSED,
        refusal="The decision before it names no area: give that one first.",
        events=ADDED,
    ),
    LINE.part_in_time(
        "focus_area_in_time", "concerns_focusarea", "decision_id", "areas"
    ),
    LINE.open_by_rows(IS_OPEN),
    Guard(
        "board_with_a_last_day_is_not_open",
        "concerns_board",
        breaks="NEW.is_open AND NEW.stood_down_on <> ''",
        refusal="A board with a day on which it stood down is not open.",
    ),
    LINE.stays(),
    LINE.opens(IS_OPEN, "NEW.act = 'stand_down' OR NEW.corrects_id IS NOT NULL"),
]
