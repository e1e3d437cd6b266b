"""What the database asks of a finding before it is published."""

from inspectorate.guards import Guard

# A finding may lack much while it is logged, and nothing when the public reads it.
INCOMPLETE = """EXISTS (
    SELECT 1 FROM inspections_finding finding
    WHERE finding.id = NEW.finding_id AND finding.recorded_from = ''
        AND (finding.classification = '' OR finding.theme_id IS NULL
            OR (finding.text_en = '' AND finding.text_cy = '')
            OR (finding.classification = 'non_compliance'
                AND finding.legal_reference = '')
            OR (finding.previous_id IS NOT NULL AND finding.change = ''))
)"""

GUARDS = [
    Guard(
        "publishedfinding_is_complete",
        "reports_publishedfinding",
        breaks=INCOMPLETE,
        refusal="This finding lacks what the public must read: complete it first.",
    ),
]
