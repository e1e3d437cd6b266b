"""Where a recommendation stands moves by facts alone.

A fact moves the columns of its recommendation (Echo), and no other way does (Guard), so
that the two never tell different things, whoever writes them.
"""

from inspectorate.guards import ADDED, Echo, Guard
from recommendations.models.lacking import NOT_BEGUN

ASKED = "recommendations_recommendation"
KINDS = ("answer", "progressupdate", "verification", "closing")

# By each kind of fact, the columns that it moves and what they become.
MOVES = {
    "answer": {
        "acceptance": "{fact}.acceptance",
        "acceptance_reason": (
            "CASE WHEN {fact}.words_en = '' THEN {fact}.words_cy "
            "ELSE {fact}.words_en END"
        ),
        "accepted_on": "{fact}.day",
    },
    "progressupdate": {"progress": "{fact}.progress"},
    "verification": {"verification": "{fact}.verification"},
    "closing": {
        "lifecycle": "{fact}.lifecycle",
        "closed_reason": "{fact}.closed_reason",
        "closed_on": "CASE WHEN {fact}.lifecycle = 'closed' THEN {fact}.day END",
        "successor_id": "{fact}.successor_id",
    },
}
# What nobody has said when a recommendation is entered.
BEGUN = {
    "answer": "NEW.acceptance <> 'awaiting'",
    "progressupdate": "NEW.progress <> 'not_started'",
    "verification": "NEW.verification <> 'not_assessed'",
    "closing": "NEW.lifecycle <> 'open'",
}
# Further columns of the fact that tells how it stood on entry.
ON_ENTRY = {
    "answer": {
        "acceptance": "NEW.acceptance",
        "words_en": "NEW.acceptance_reason",
        # What a source of before tells is known; else nobody said that it may be.
        "is_public": "(NEW.recorded_from <> '')",
        "day": "NEW.accepted_on",
    },
    "progressupdate": {"progress": "NEW.progress", "evidence": "''"},
    "verification": {"verification": "NEW.verification", "basis_id": "NULL"},
    "closing": {
        "lifecycle": "NEW.lifecycle",
        "closed_reason": "NEW.closed_reason",
        "successor_id": "NEW.successor_id",
        "day": "NEW.closed_on",
    },
}
SOURCE = "Entered with the recommendation"


def moved(kind: str) -> str:
    """That a column which facts of a kind move is not as the newest fact has it."""
    columns = MOVES[kind]
    differ = " OR ".join(f"stored.{c} IS DISTINCT FROM NEW.{c}" for c in columns)
    same = " AND ".join(
        f"NEW.{column} IS NOT DISTINCT FROM ({value.format(fact='told')})"
        for column, value in columns.items()
    )
    # Every name here is of our own.
    return (
        f"EXISTS (SELECT 1 FROM {ASKED} stored "  # noqa: S608
        f"WHERE stored.id = NEW.id AND ({differ})) "
        f"AND NOT EXISTS (SELECT 1 FROM recommendations_{kind} told "
        "WHERE told.recommendation_id = NEW.id AND told.sequence = NEW.facts "
        f"AND {same})"
    )


def counted() -> str:
    """That the number of facts is not that of the newest."""
    rows = " UNION ALL ".join(
        f"SELECT sequence FROM recommendations_{kind} "  # noqa: S608 - our own
        "WHERE recommendation_id = NEW.id"
        for kind in KINDS
    )
    return (
        f"EXISTS (SELECT 1 FROM {ASKED} stored WHERE stored.id = NEW.id "  # noqa: S608
        "AND stored.facts <> NEW.facts) AND NEW.facts <> "
        f"(SELECT COALESCE(MAX(sequence), 0) FROM ({rows}) told)"
    )


def moves(kind: str) -> Echo:
    become = {c: value.format(fact="NEW") for c, value in MOVES[kind].items()}
    become["facts"] = "NEW.sequence"
    told = ", ".join(f"{column} = {value}" for column, value in become.items())
    statement = f"UPDATE {ASKED} SET {told} WHERE id = NEW.recommendation_id"  # noqa: S608
    table = f"recommendations_{kind}"
    name = f"{kind}_moves_recommendation"
    return Echo(name, table, "INSERT", "NEW.id IS NOT NULL", (statement,))


def on_entry(kind: str) -> str:
    """The fact of a recommendation that is entered as one that stands somewhere."""
    columns = {
        "recommendation_id": "NEW.id",
        "sequence": str(KINDS.index(kind) + 1),
        "day": "NULL",
        "words_en": "''",
        "words_cy": "''",
        "is_public": "{yes}",
        "role": "''",
        "on_behalf": "{no}",
        "entered_by_id": "NULL",
        "entered_at": "CURRENT_TIMESTAMP",
        "recorded_from": (
            f"CASE WHEN NEW.recorded_from = '' THEN '{SOURCE}' "
            "ELSE NEW.recorded_from END"
        ),
    } | ON_ENTRY[kind]
    told = ", ".join(columns.values()).format(yes="(1 = 1)", no="(1 = 0)")
    names = ", ".join(columns)
    return (
        f"INSERT INTO recommendations_{kind} ({names}) "
        f"SELECT {told} WHERE NEW.facts = 0 AND {BEGUN[kind]}"
    )


def enters_late(kind: str) -> Guard:
    """That a fact takes the place of another, or comes before one."""
    late = (
        f"NOT EXISTS (SELECT 1 FROM {ASKED} asked "  # noqa: S608
        "WHERE asked.id = NEW.recommendation_id AND asked.facts < NEW.sequence) "
        "OR NEW.recorded_from = '' AND EXISTS ("
        f"SELECT 1 FROM recommendations_{kind} told "
        "WHERE told.recommendation_id = NEW.recommendation_id AND told.day > NEW.day)"
    )
    refusal = "Something newer was entered: read it, and enter a later day."
    return Guard(
        f"{kind}_is_newest", f"recommendations_{kind}", late, refusal, (RECOMMENDATION,)
    )


RECOMMENDATION = (
    "SELECT 1 FROM recommendations_recommendation WHERE id = NEW.recommendation_id"
)


def is_to_come(kind: str) -> Guard:
    """A day that is not over yet: where it stands on a day would be told wrongly."""
    return Guard(
        f"{kind}_is_of_a_day",
        f"recommendations_{kind}",
        "NEW.day > {today} OR NEW.recorded_from = '' AND NEW.day IS NULL",
        "Enter the day on which it was said, which is not still to come.",
    )


def is_closed(kind: str, closed: str = "'closed'") -> Guard:
    met = (
        f"NEW.recorded_from = '' AND EXISTS (SELECT 1 FROM {ASKED} asked "  # noqa: S608
        f"WHERE asked.id = NEW.recommendation_id AND asked.lifecycle = {closed})"
    )
    refusal = "The recommendation is closed: open it again first."
    if kind == "closing":
        refusal = "The recommendation stands there already: choose another state."
    return Guard(
        f"{kind}_while_open", f"recommendations_{kind}", met, refusal, (RECOMMENDATION,)
    )


INTERESTED = """NEW.recorded_from = '' AND EXISTS (
    SELECT 1 FROM recommendations_recommendation asked
    JOIN inspections_inspection_authorities about
        ON about.inspection_id = asked.inspection_id
    JOIN inspections_interest interest ON interest.authority_id = about.authority_id
    WHERE asked.id = NEW.recommendation_id AND interest.user_id = NEW.entered_by_id
        AND (interest.ends_on IS NULL OR interest.ends_on >= {today})
)"""
SEEN_ELSEWHERE = """NEW.basis_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM recommendations_recommendation asked
    JOIN inspections_inspection_authorities about
        ON about.inspection_id = asked.inspection_id
    JOIN inspections_inspection_authorities seen
        ON seen.authority_id = about.authority_id
    WHERE asked.id = NEW.recommendation_id AND seen.inspection_id = NEW.basis_id
)"""

BEFORE_ANY_LOOK = ", ".join(f"'{status}'" for status in NOT_BEGUN)
NOTHING_SEEN = f"""NEW.recorded_from = '' AND EXISTS (
    SELECT 1 FROM inspections_inspection seen
    WHERE seen.id = NEW.basis_id AND seen.status IN ({BEFORE_ANY_LOOK})
)"""  # noqa: S608
GOES_ON_ELSEWHERE = f"""NEW.recorded_from = '' AND NEW.successor_id IS NOT NULL
    AND NOT EXISTS (
        SELECT 1 FROM {ASKED} asked
        JOIN inspections_inspection_authorities own
            ON own.inspection_id = asked.inspection_id
        JOIN inspections_inspection_authorities other
            ON other.authority_id = own.authority_id
        JOIN {ASKED} successor ON successor.inspection_id = other.inspection_id
        WHERE asked.id = NEW.recommendation_id AND successor.id = NEW.successor_id
    )"""  # noqa: S608
FILE_OF_ANOTHER_TIME = f"""NOT EXISTS (
    SELECT 1 FROM recommendations_progressupdate told
    JOIN {ASKED} asked ON asked.id = told.recommendation_id
    WHERE told.id = NEW.progress_update_id AND told.entered_at = NEW.sent_at
        AND told.sequence = asked.facts
)"""  # noqa: S608 - our own
FILE_OF_ANOTHER = """NEW.authority_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM recommendations_progressupdate told
    JOIN recommendations_recommendation asked ON asked.id = told.recommendation_id
    JOIN inspections_inspection_authorities about
        ON about.inspection_id = asked.inspection_id
    WHERE told.id = NEW.progress_update_id AND about.authority_id = NEW.authority_id
)"""

GUARDS = [
    *(
        Guard(
            f"recommendation_moves_by_{kind}",
            ASKED,
            breaks=moved(kind),
            refusal="Where a recommendation stands moves by a fact: enter one.",
        )
        for kind in KINDS
    ),
    Guard(
        "recommendation_counts_facts",
        ASKED,
        breaks=counted(),
        refusal="The number of facts is that of the newest: enter one.",
    ),
    *(enters_late(kind) for kind in KINDS),
    *(is_to_come(kind) for kind in KINDS),
    *(is_closed(kind) for kind in KINDS if kind != "closing"),
    is_closed("closing", "NEW.lifecycle"),
    Guard(
        "interest_bars_verification",
        "recommendations_verification",
        breaks=INTERESTED,
        refusal="Who has an interest in the authority verifies nothing of it.",
        locks=("SELECT 1 FROM accounts_user WHERE id = NEW.entered_by_id",),
    ),
    Guard(
        "verification_seen_at_authority",
        "recommendations_verification",
        breaks=SEEN_ELSEWHERE,
        refusal="It was seen at another authority: choose an activity of the same.",
    ),
    Guard(
        "verification_seen_once_begun",
        "recommendations_verification",
        breaks=NOTHING_SEEN,
        refusal="That activity has not begun: nothing was checked in it yet.",
    ),
    Guard(
        "closing_goes_on_at_the_authority",
        "recommendations_closing",
        breaks=GOES_ON_ELSEWHERE,
        refusal="The successor was made to another authority: choose one of the same.",
    ),
    Guard(
        "progressfile_comes_with_update",
        "recommendations_progressfile",
        breaks=FILE_OF_ANOTHER_TIME,
        refusal="A file is sent with a report of progress: report anew to add one.",
        events=ADDED,
    ),
    Guard(
        "progressfile_of_inspected_authority",
        "recommendations_progressfile",
        breaks=FILE_OF_ANOTHER,
        refusal="This authority was not inspected there: choose one that was.",
        events=ADDED,
    ),
    *(moves(kind) for kind in KINDS),
    Echo(
        "recommendation_tells_on_entry",
        ASKED,
        "INSERT",
        "NEW.facts = 0",
        tuple(on_entry(kind) for kind in KINDS),
    ),
]
