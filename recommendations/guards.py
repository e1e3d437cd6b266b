"""What was asked by one inspection is never asked by another, nor for its findings."""

from inspectorate.guards import Guard, stays

# Neither ever moves to another case, so nobody needs to be kept out by a lock.
OF_ANOTHER_CASE = """EXISTS (
    SELECT 1 FROM recommendations_recommendation asked
    JOIN inspections_finding finding ON finding.id = NEW.finding_id
    WHERE asked.id = NEW.recommendation_id
        AND finding.inspection_id <> asked.inspection_id
)"""

GUARDS = [
    stays("recommendation_stays_in_case", "recommendations_recommendation"),
    Guard(
        "recommendation_rests_on_own_case",
        "recommendations_recommendation_findings",
        breaks=OF_ANOTHER_CASE,
        refusal="This finding is of another case: choose one of its own.",
    ),
]
