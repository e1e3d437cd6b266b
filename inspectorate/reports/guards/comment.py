# ruff: noqa: S608 - every part is a table or a column of ours, none comes from outside
"""A comment is on something of its own report, and stays as it was written, whoever
writes.
"""

from inspectorate.guards import Guard
from inspectorate.reports.guards.assurance import OF_REPORT, stored


def of_another_case(thing: str, table: str) -> str:
    """A deleted row takes no comment away, so a stored one may lack it."""
    return f"""(
        NEW.{thing}_id IS NOT NULL AND NOT {stored("reports_comment", f"{thing}_id")}
        AND NOT EXISTS (
            SELECT 1 FROM {table} thing
            WHERE thing.id = NEW.{thing}_id AND thing.inspection_id = {OF_REPORT}
        )
    )"""


ELSEWHERE = f"""(
    NEW.paragraph_id IS NOT NULL AND NOT {stored("reports_comment", "paragraph_id")}
    AND NOT EXISTS (
        SELECT 1 FROM reports_paragraph paragraph
        WHERE paragraph.stable_id = NEW.paragraph_id
            AND paragraph.report_id = NEW.report_id
    )
) OR {of_another_case("finding", "inspections_finding")}
OR {of_another_case("judgement", "inspections_judgement")}
OR {of_another_case("recommendation", "recommendations_recommendation")}
OR (
    NEW.parent_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM reports_comment head
        WHERE head.id = NEW.parent_id AND head.report_id = NEW.report_id
            AND head.parent_id IS NULL
    )
)"""

REWRITTEN = """EXISTS (
    SELECT 1 FROM reports_comment was
    WHERE was.id = NEW.id AND NOT (
        was.text = NEW.text AND was.report_id = NEW.report_id AND was.at = NEW.at
        AND was.place = NEW.place
        AND COALESCE(was.by_id, 0) = COALESCE(NEW.by_id, 0)
        AND COALESCE(was.parent_id, 0) = COALESCE(NEW.parent_id, 0)
        AND COALESCE(was.finding_id, 0) = COALESCE(NEW.finding_id, 0)
        AND COALESCE(was.judgement_id, 0) = COALESCE(NEW.judgement_id, 0)
        AND COALESCE(was.recommendation_id, 0) = COALESCE(NEW.recommendation_id, 0)
        AND COALESCE(was.paragraph_id, '') = COALESCE(NEW.paragraph_id, '')
    )
)"""

SIGNED_OFF = "('sign_off', 'scheduled', 'published', 'issued', 'withdrawn')"

GUARDS = [
    Guard(
        "comment_is_of_its_report",
        "reports_comment",
        breaks=ELSEWHERE,
        refusal="What is commented on belongs to another report.",
    ),
    Guard(
        "comment_on_a_draft",
        "reports_comment",
        breaks=f"""NOT {stored("reports_comment")} AND EXISTS (
            SELECT 1 FROM reports_report report WHERE report.id = NEW.report_id
                AND report.status IN {SIGNED_OFF}
        )""",
        refusal="The report is signed off: return it to revision to comment on it.",
    ),
    Guard(
        "comment_stays",
        "reports_comment",
        breaks=REWRITTEN,
        refusal="A comment stays as it was written: answer it.",
    ),
    Guard(
        "comment_sealed",
        "reports_comment",
        breaks=f"""{stored("reports_comment")} AND EXISTS (
            SELECT 1 FROM reports_report report WHERE report.id = NEW.report_id
                AND report.status IN {SIGNED_OFF}
        )""",
        refusal="The report is signed off: its comments stay as they are.",
    ),
]
