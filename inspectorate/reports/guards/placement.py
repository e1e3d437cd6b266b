"""A report speaks only of judgements, findings and recommendations of its own case."""

from inspectorate.guards import Guard

ANOTHER_CASE = """NOT EXISTS (
    SELECT 1 FROM reports_section section
    JOIN reports_report report ON report.id = section.report_id
    WHERE section.id = NEW.section_id AND report.kind IN ('report', 'letter')
        AND report.inspection_id = COALESCE(
            (SELECT inspection_id FROM inspections_finding
                WHERE id = NEW.finding_id),
            (SELECT inspection_id FROM inspections_judgement
                WHERE id = NEW.judgement_id),
            (SELECT inspection_id FROM recommendations_recommendation
                WHERE id = NEW.recommendation_id)
        )
)"""

GUARDS = [
    Guard(
        "placement_in_own_case",
        "reports_placement",
        breaks=ANOTHER_CASE,
        refusal="This report does not state it: choose one of its own case.",
    )
]
