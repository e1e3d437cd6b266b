"""What the database asks of a case and of a finding before they are published,
which of its documents comes first, and which edition is current.
"""

from inspectorate.guards import Guard
from inspectorate.lifecycle.naming import never_again

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

# Of a case that is cancelled at the same moment, one waits for the other.
CASE = (
    "SELECT 1 FROM inspections_inspection WHERE id = "
    "(SELECT inspection_id FROM reports_report WHERE id = NEW.report_id)"
)

CANCELLED = """EXISTS (
    SELECT 1 FROM reports_report report
    JOIN inspections_inspection inspection ON inspection.id = report.inspection_id
    WHERE report.id = NEW.report_id AND inspection.status = 'cancelled'
)"""

# Editions are never taken away, so none has to wait for another here.
BEFORE_ITS_REPORT = """NEW.recorded_from = '' AND EXISTS (
    SELECT 1 FROM reports_report version
    WHERE version.id = NEW.report_id AND version.kind NOT IN ('report', 'letter')
        AND NOT EXISTS (
            SELECT 1 FROM reports_report main
            JOIN reports_edition edition ON edition.report_id = main.id
            WHERE main.inspection_id = version.inspection_id
                AND main.kind IN ('report', 'letter')
                AND (edition.chain = 'public' OR NEW.chain <> 'public')
        )
)"""

# NotPublished.for_case(), in the words of the database.
BY_RULE = """NEW.chain = 'public' AND NEW.recorded_from = '' AND EXISTS (
    SELECT 1 FROM inspections_notpublished rule
    JOIN reports_report report ON report.id = NEW.report_id
    JOIN inspections_inspection inspection ON inspection.id = report.inspection_id
    JOIN authorities_service service ON service.id = inspection.service_id
    LEFT JOIN authorities_service above ON above.id = service.parent_id
    WHERE rule.is_in_force AND rule.kind IN ('', inspection.kind) AND (
        rule.service_id IS NULL
        OR rule.service_id IN (service.id, above.id, above.parent_id)
    )
)"""

# What a recommendation rests on is frozen with it, and with nothing else.
OF_ANOTHER_EDITION = """NOT EXISTS (
    SELECT 1 FROM reports_publishedrecommendation asked
    JOIN reports_publishedfinding finding ON finding.edition_id = asked.edition_id
    WHERE asked.id = NEW.published_id AND finding.id = NEW.finding_id
)"""

# It stands in public addresses and in the register, also where nothing is left to read.
RENAMED = """EXISTS (
    SELECT 1 FROM reports_report stored
    JOIN reports_edition edition ON edition.report_id = stored.id
    WHERE stored.id = NEW.id AND stored.slug <> NEW.slug
)"""

# Asked where it moves: what was stored astray may still be edited, and be mended.
NOT_NEWEST = """EXISTS (
    SELECT 1 FROM reports_report was WHERE was.id = NEW.id
        AND COALESCE(was.current_edition_id, 0) <> COALESCE(NEW.current_edition_id, 0)
) AND COALESCE(NEW.current_edition_id, 0) <> COALESCE((
    SELECT edition.id FROM reports_edition edition
    WHERE edition.report_id = NEW.id AND edition.chain = 'public' AND NOT EXISTS (
        SELECT 1 FROM reports_withdrawal gone WHERE gone.edition_id = edition.id
    )
    ORDER BY edition.number DESC LIMIT 1
), 0)"""

GUARDS = [
    never_again("response_name_stays_removed", "reports_response", "reports.response"),
    Guard(
        "report_of_an_edition_keeps_its_slug",
        "reports_report",
        breaks=RENAMED,
        refusal="An edition of this report stands under its address: the name stays.",
    ),
    Guard(
        "edition_of_no_cancelled_case",
        "reports_edition",
        breaks=CANCELLED,
        refusal="The inspection is cancelled: no report of it is published.",
        locks=(CASE,),
    ),
    Guard(
        "edition_not_against_a_rule",
        "reports_edition",
        breaks=BY_RULE,
        refusal="By rule this report is not published: issue it instead.",
    ),
    Guard(
        "edition_of_version_after_its_report",
        "reports_edition",
        breaks=BEFORE_ITS_REPORT,
        refusal="This is a version of a report that is not published: publish that.",
    ),
    Guard(
        "publishedfinding_is_complete",
        "reports_publishedfinding",
        breaks=INCOMPLETE,
        refusal="This finding lacks what the public must read: complete it first.",
    ),
    Guard(
        "publishedrecommendation_rests_on_its_edition",
        "reports_publishedrecommendationfinding",
        breaks=OF_ANOTHER_EDITION,
        refusal="This finding is of another edition: link one of the same.",
    ),
    Guard(
        "report_current_edition_is_newest",
        "reports_report",
        breaks=NOT_NEWEST,
        refusal="The current edition is the newest that can be read, and no other.",
    ),
]
