"""What was asked by one inspection is never asked by another, nor for its findings;
and where it stands moves by facts alone.

A fact moves the columns of its recommendation (Echo), and no other way does (Guard), so
that the two never tell different things, whoever writes them.
"""

from inspectorate.guards import Echo, Guard, stays

ASKED = "recommendations_recommendation"
KINDS = ("answer", "progressupdate", "verification", "closing")

# Neither ever moves to another case, so nobody needs to be kept out by a lock.
OF_ANOTHER_CASE = """EXISTS (
    SELECT 1 FROM recommendations_recommendation asked
    JOIN inspections_finding finding ON finding.id = NEW.finding_id
    WHERE asked.id = NEW.recommendation_id
        AND finding.inspection_id <> asked.inspection_id
)"""

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
        refusal = "The recommendation stands there already."
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


def circle(column: str) -> str:
    """That a link of this column leads back to where it began, by way of another."""
    return (
        # One of before this rule does not bar its row for all else.
        f"NOT EXISTS (SELECT 1 FROM {ASKED} stored WHERE stored.id = NEW.id "  # noqa: S608
        f"AND stored.{column} IS NOT DISTINCT FROM NEW.{column}) "
        f"AND NEW.{column} <> NEW.id AND EXISTS ("
        f"WITH RECURSIVE chain(id) AS (SELECT NEW.{column} UNION "
        f"SELECT later.{column} FROM {ASKED} later JOIN chain ON later.id = chain.id "
        f"WHERE later.{column} IS NOT NULL) SELECT 1 FROM chain WHERE id = NEW.id)"
    )


# Two who link at once would not see each other's: those who do take turns.
TURN = f"""SELECT 1 FROM django_content_type
    WHERE app_label = 'recommendations' AND model = 'recommendation'
        AND (NEW.successor_id IS NOT NULL OR NEW.repeat_of_id IS NOT NULL)
        AND NOT EXISTS (
            SELECT 1 FROM {ASKED} stored WHERE stored.id = NEW.id
                AND stored.successor_id IS NOT DISTINCT FROM NEW.successor_id
                AND stored.repeat_of_id IS NOT DISTINCT FROM NEW.repeat_of_id
        )"""  # noqa: S608 - our own

LINE_ELSEWHERE = """NOT EXISTS (
    SELECT 1 FROM recommendations_actionplan plan
    JOIN recommendations_recommendation asked ON asked.id = NEW.recommendation_id
    WHERE plan.id = NEW.plan_id AND plan.inspection_id = asked.inspection_id
)"""
LINE_OF_FIXED = """EXISTS (
    SELECT 1 FROM recommendations_actionplan plan
    WHERE plan.status <> 'draft' AND (plan.id = NEW.plan_id OR plan.id = (
        SELECT stored.plan_id FROM recommendations_planline stored
        WHERE stored.id = NEW.id
    ))
)"""
PLAN = "SELECT 1 FROM recommendations_actionplan WHERE id = NEW.plan_id"
TWO_UNDER_WAY = """NEW.status IN ('draft', 'submitted') AND EXISTS (
    SELECT 1 FROM recommendations_actionplan other
    WHERE other.inspection_id = NEW.inspection_id
        AND other.authority_id = NEW.authority_id AND other.id <> NEW.id
        AND other.status IN ('draft', 'submitted')
)"""
TWO_AGREED = """NEW.status IN ('submitted', 'agreed', 'returned') AND EXISTS (
    SELECT 1 FROM recommendations_actionplan other
    WHERE other.inspection_id = NEW.inspection_id
        AND other.authority_id = NEW.authority_id AND other.version > NEW.version
        AND other.status IN ('agreed', 'revised')
)"""
PLAN_ELSEWHERE = """NOT EXISTS (
    SELECT 1 FROM inspections_inspection_authorities about
    WHERE about.inspection_id = NEW.inspection_id
        AND about.authority_id = NEW.authority_id
)"""
# What was judged stays judged; only that it is revised comes later.
REWRITTEN = """EXISTS (
    SELECT 1 FROM recommendations_actionplan stored WHERE stored.id = NEW.id
        AND (stored.inspection_id <> NEW.inspection_id
            OR stored.authority_id <> NEW.authority_id
            OR stored.version <> NEW.version
            OR stored.status <> NEW.status AND NOT (
                stored.status = 'draft' AND NEW.status = 'submitted'
                OR stored.status = 'submitted' AND NEW.status IN ('returned', 'agreed')
                OR stored.status IN ('returned', 'agreed') AND NEW.status = 'revised')
            OR stored.status <> 'draft' AND (
                stored.received_on IS DISTINCT FROM NEW.received_on
                OR NEW.status = 'draft')
            OR stored.reflects_findings IS NOT NULL AND (
                stored.reflects_findings IS DISTINCT FROM NEW.reflects_findings
                OR stored.decision_reason <> NEW.decision_reason
                OR stored.decided_on IS DISTINCT FROM NEW.decided_on))
)"""
CASE = "SELECT 1 FROM inspections_inspection WHERE id = NEW.inspection_id"

GUARDS = [
    stays("recommendation_stays_in_case", ASKED),
    Guard(
        "recommendation_rests_on_own_case",
        "recommendations_recommendation_findings",
        breaks=OF_ANOTHER_CASE,
        refusal="This finding is of another case: choose one of its own.",
    ),
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
    Guard(
        "recommendation_not_its_own_successor",
        ASKED,
        breaks=circle("successor_id"),
        refusal="The successor leads back to this one: choose one that does not.",
        locks=(TURN,),
    ),
    Guard(
        "recommendation_repeats_no_circle",
        ASKED,
        breaks=circle("repeat_of_id"),
        refusal="What it repeats leads back to this one: choose an earlier one.",
        locks=(TURN,),
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
        "plan_line_of_own_case",
        "recommendations_planline",
        breaks=LINE_ELSEWHERE,
        refusal="This recommendation was made elsewhere: choose one of the plan.",
    ),
    Guard(
        "plan_line_of_draft",
        "recommendations_planline",
        breaks=LINE_OF_FIXED,
        refusal="The plan is no draft any more: begin the next version.",
        locks=(PLAN,),
    ),
    Guard(
        "plan_of_inspected_authority",
        "recommendations_actionplan",
        breaks=PLAN_ELSEWHERE,
        refusal="This authority was not inspected there: choose one that was.",
    ),
    Guard(
        "plan_one_under_way",
        "recommendations_actionplan",
        breaks=TWO_UNDER_WAY,
        refusal="Another version is under way: go on with that one.",
        locks=(CASE,),
    ),
    Guard(
        "plan_of_newest_version",
        "recommendations_actionplan",
        breaks=TWO_AGREED,
        refusal="A later version was agreed: begin the next one.",
        locks=(CASE,),
    ),
    Guard(
        "plan_stays_judged",
        "recommendations_actionplan",
        breaks=REWRITTEN,
        refusal="A plan that was submitted stays as it is: begin the next version.",
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
