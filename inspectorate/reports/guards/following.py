"""What is said of where a recommendation stands is said once it was issued."""

from inspectorate.guards import ADDED, Guard
from inspectorate.history.closed import FIXED
from recommendations.guards.fact import KINDS

# What a source tells of before may be entered with the recommendation itself.
NOT_ISSUED = """NEW.recorded_from = '' AND NOT EXISTS (
    SELECT 1 FROM reports_publishedrecommendation issued
    WHERE issued.recommendation_id = NEW.recommendation_id
)"""
BEFORE_IT_WAS_MADE = """NEW.recorded_from = '' AND NEW.day < (
    SELECT MIN(edition.sorted_on) FROM reports_publishedrecommendation issued
    JOIN reports_edition edition ON edition.id = issued.edition_id
    WHERE issued.recommendation_id = NEW.recommendation_id
)"""

# What it asks again is told by an edition, which has its day and number: between two of
# them it does not change.
REPEATS_OTHERWISE = f"""EXISTS (
    SELECT 1 FROM recommendations_recommendation stored
    WHERE stored.id = NEW.id AND stored.repeat_of_id IS DISTINCT FROM NEW.repeat_of_id
) AND EXISTS (
    SELECT 1 FROM reports_report report WHERE report.inspection_id = NEW.inspection_id
        AND report.status IN ({", ".join(f"'{status}'" for status in FIXED)})
)"""  # noqa: S608

GUARDS = [
    Guard(
        "recommendation_repeats_by_an_edition",
        "recommendations_recommendation",
        breaks=REPEATS_OTHERWISE,
        refusal="The report is signed off: return it to revision, and mark it there.",
        events=("UPDATE",),
    ),
    *(
        Guard(
            f"{kind}_of_what_is_issued",
            f"recommendations_{kind}",
            breaks=NOT_ISSUED,
            refusal="It is not issued yet: publish the report it is made in first.",
            events=ADDED,
        )
        for kind in KINDS
    ),
    *(
        Guard(
            f"{kind}_after_it_was_made",
            f"recommendations_{kind}",
            breaks=BEFORE_IT_WAS_MADE,
            refusal="This is before the recommendation was made: enter a later day.",
            events=ADDED,
        )
        for kind in KINDS
    ),
]
