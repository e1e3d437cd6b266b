"""What was asked by one inspection is never asked by another, nor for its findings; and
what replaces or repeats another goes in no circle.
"""

from inspectorate.guards import Guard, stays

ASKED = "recommendations_recommendation"

# Neither ever moves to another case, so nobody needs to be kept out by a lock.
OF_ANOTHER_CASE = """EXISTS (
    SELECT 1 FROM recommendations_recommendation asked
    JOIN inspections_finding finding ON finding.id = NEW.finding_id
    WHERE asked.id = NEW.recommendation_id
        AND finding.inspection_id <> asked.inspection_id
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

GUARDS = [
    stays("recommendation_stays_in_case", ASKED),
    Guard(
        "recommendation_rests_on_own_case",
        "recommendations_recommendation_findings",
        breaks=OF_ANOTHER_CASE,
        refusal="This finding is of another case: choose one of its own.",
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
]
