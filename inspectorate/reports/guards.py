"""Who judges the comments on the accuracy of a draft, and that these stay as they
were sent, whoever writes what.

A rule on a person is asked when they enter the row, for a later interest undoes no
earlier decision; so it looks at the row as it was before.
"""

from inspectorate.guards import Guard

INTERESTED = """EXISTS (
    SELECT 1 FROM inspections_interest interest
    JOIN inspections_inspection_authorities about
        ON about.authority_id = interest.authority_id
    JOIN reports_report report ON report.inspection_id = about.inspection_id
    JOIN reports_accuracycheck sending ON sending.report_id = report.id
    WHERE sending.id = NEW.accuracy_check_id AND interest.user_id = NEW.{person}
        AND (interest.ends_on IS NULL OR interest.ends_on >= {{today}})
)"""

ON_THE_CASE = """EXISTS (
    SELECT 1 FROM reports_accuracycheck sending
    JOIN reports_report report ON report.id = sending.report_id
    LEFT JOIN inspections_teammember member
        ON member.inspection_id = report.inspection_id
            AND member.user_id = NEW.second_reviewer_id
    WHERE sending.id = NEW.accuracy_check_id
        AND (member.id IS NOT NULL OR report.author_id = NEW.second_reviewer_id)
)"""

# An update that leaves the person as they were asks nothing anew.
ENTERS = """NEW.{person} IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM reports_accuracycomment stored
    WHERE stored.id = NEW.id AND stored.{person} = NEW.{person}
)"""

PERSON = "SELECT 1 FROM accounts_user WHERE id = NEW.{person}"

DECIDER, REVIEWER = {"person": "decided_by_id"}, {"person": "second_reviewer_id"}

COMMENT_CHANGED = """EXISTS (
    SELECT 1 FROM reports_accuracycomment stored WHERE stored.id = NEW.id AND (
        stored.accuracy_check_id <> NEW.accuracy_check_id OR stored.number <> NEW.number
        OR stored.part_kind <> NEW.part_kind OR stored.part_key <> NEW.part_key
        OR stored.part_number <> NEW.part_number
        OR (NEW.paragraph_id IS NOT NULL
            AND COALESCE(stored.paragraph_id, 0) <> NEW.paragraph_id)
        OR stored.comment_type <> NEW.comment_type
        OR stored.comment_text <> NEW.comment_text
        OR stored.supporting_evidence <> NEW.supporting_evidence
        OR stored.submitted_by_role <> NEW.submitted_by_role
        OR COALESCE(stored.submitted_by_id, 0) <> COALESCE(NEW.submitted_by_id, 0)
        OR stored.submitted_at <> NEW.submitted_at OR stored.logged_at <> NEW.logged_at
        OR (stored.touches_judgement AND NOT NEW.touches_judgement)
    )
)"""

SENDING_CHANGED = """EXISTS (
    SELECT 1 FROM reports_accuracycheck stored WHERE stored.id = NEW.id AND (
        stored.report_id <> NEW.report_id OR stored.number <> NEW.number
        OR stored.sent_at <> NEW.sent_at OR stored.sent_on <> NEW.sent_on
        OR COALESCE(stored.sent_by_id, 0) <> COALESCE(NEW.sent_by_id, 0)
        OR stored.due_on <> NEW.due_on OR stored.digest <> NEW.digest
        OR stored.document <> NEW.document
    )
)"""

GAP = """NEW.number > 1 AND NOT EXISTS (
    SELECT 1 FROM reports_accuracycomment earlier
    WHERE earlier.accuracy_check_id = NEW.accuracy_check_id
        AND earlier.number = NEW.number - 1
)"""

ELSEWHERE = """EXISTS (
    SELECT 1 FROM reports_paragraph paragraph
    JOIN reports_accuracycheck sending ON sending.id = NEW.accuracy_check_id
    WHERE paragraph.id = NEW.paragraph_id
        AND paragraph.report_id <> sending.report_id
)"""

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

# A decision against the authority that touches a judgement holds only when somebody
# else agreed; the acts of a report ask for it, this asks who it was.
GUARDS = [
    Guard(
        "sending_stays",
        "reports_accuracycheck",
        breaks=SENDING_CHANGED,
        refusal="What was sent for the accuracy check stays as it was.",
    ),
    Guard(
        "comment_stays",
        "reports_accuracycomment",
        breaks=COMMENT_CHANGED,
        refusal="What the authority said stays as it was: only decide it.",
    ),
    Guard(
        "comment_without_gap",
        "reports_accuracycomment",
        breaks=GAP,
        refusal="Comments are numbered from 1 without a gap.",
    ),
    Guard(
        "comment_on_own_report",
        "reports_accuracycomment",
        breaks=ELSEWHERE,
        refusal="This paragraph is of another report: choose one of this.",
    ),
    Guard(
        "interest_bars_decision",
        "reports_accuracycomment",
        breaks=f"{ENTERS} AND {INTERESTED}".format(**DECIDER),
        refusal="Who decides has an interest in the authority: choose another.",
        locks=(PERSON.format(**DECIDER),),
    ),
    Guard(
        "interest_bars_review",
        "reports_accuracycomment",
        breaks=f"{ENTERS} AND {INTERESTED}".format(**REVIEWER),
        refusal="The second reviewer has an interest in the authority.",
        locks=(PERSON.format(**REVIEWER),),
    ),
    Guard(
        "team_bars_review",
        "reports_accuracycomment",
        breaks=f"{ENTERS.format(**REVIEWER)} AND {ON_THE_CASE}",
        refusal="The second reviewer is on the team: choose somebody outside it.",
        locks=(PERSON.format(**REVIEWER),),
    ),
    Guard(
        "publishedfinding_is_complete",
        "reports_publishedfinding",
        breaks=INCOMPLETE,
        refusal="This finding lacks what the public must read: complete it first.",
    ),
]
