# ruff: noqa: S608 - every part is a column of ours, none comes from outside
"""Who judges the comments on the accuracy of a draft, that these stay as they were
sent, and what was decided of them once the text is fixed, whoever writes what.

A rule on a person is asked when they enter the row, for a later interest undoes no
earlier decision; so it looks at the row as it was before.
"""

from inspectorate.guards import Guard


def same(column: str) -> str:
    """That a column which may be empty has not changed; nothing equals NULL."""
    both_empty = f"stored.{column} IS NULL AND NEW.{column} IS NULL"
    return f"COALESCE(stored.{column} = NEW.{column}, {both_empty})"


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
        OR COALESCE(stored.answer_id, 0) <> COALESCE(NEW.answer_id, 0)
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

# Its text is fixed: somebody reads it to sign it off, or has done so.
FIXED = (
    "('awaiting_sign_off', 'sign_off', 'scheduled', 'published', 'issued', 'withdrawn')"
)

DECISION_SEALED = f"""EXISTS (
    SELECT 1 FROM reports_accuracycomment stored
    JOIN reports_accuracycheck sending ON sending.id = stored.accuracy_check_id
    JOIN reports_report report ON report.id = sending.report_id
    WHERE stored.id = NEW.id AND report.status IN {FIXED} AND NOT (
        stored.decision = NEW.decision AND stored.reason = NEW.reason
        AND stored.change_made = NEW.change_made
        AND {same("decided_by_id")} AND {same("decided_at")}
        AND {same("second_reviewer_id")} AND {same("review_agrees")}
        AND stored.review_reason = NEW.review_reason AND {same("reviewed_at")}
        AND stored.touches_judgement = NEW.touches_judgement
    )
)"""

ANSWER_SEALED = f"""EXISTS (
    SELECT 1 FROM reports_accuracycheck stored
    JOIN reports_report report ON report.id = stored.report_id
    WHERE stored.id = NEW.id AND report.status IN {FIXED} AND NOT (
        {same("returned_on")} AND stored.no_response = NEW.no_response
        AND {same("extended_to")}
        AND stored.extension_reason = NEW.extension_reason
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

# Who answers for an authority: one of its own link officers, to what it was sent.
ANSWERED_BY_ANOTHER = """NOT EXISTS (
    SELECT 1 FROM authorities_linkofficer officer
    JOIN reports_accuracycheck sending ON sending.id = NEW.accuracy_check_id
    JOIN reports_report report ON report.id = sending.report_id
    JOIN inspections_inspection_authorities about
        ON about.inspection_id = report.inspection_id
            AND about.authority_id = officer.authority_id
    WHERE officer.id = NEW.officer_id AND officer.ended_at IS NULL
        AND report.status = 'accuracy_check'
)"""
FOR_ANOTHER = """NOT EXISTS (
    SELECT 1 FROM authorities_linkofficer officer
    WHERE officer.id = NEW.officer_id AND officer.authority_id = NEW.authority_id
)"""
ANSWERED = """EXISTS (
    SELECT 1 FROM reports_accuracyanswer answer
    JOIN authorities_linkofficer officer ON officer.id = NEW.officer_id
    WHERE answer.accuracy_check_id = NEW.accuracy_check_id
        AND answer.authority_id = officer.authority_id
)"""
IN_ANOTHER_ANSWER = """NEW.answer_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM reports_accuracyanswer answer
    JOIN authorities_linkofficer officer ON officer.id = answer.officer_id
    WHERE answer.id = NEW.answer_id
        AND answer.accuracy_check_id = NEW.accuracy_check_id
        AND officer.user_id = NEW.submitted_by_id
)"""
OFFICER = "SELECT 1 FROM authorities_linkofficer WHERE id = NEW.officer_id"
TOLD_CHANGED = f"""EXISTS (
    SELECT 1 FROM reports_accuracycheck stored
    WHERE stored.id = NEW.id AND stored.told_at IS NOT NULL
        AND NOT ({same("told_at")} AND {same("told_by_id")})
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
        "accuracy_comment_stays",
        "reports_accuracycomment",
        breaks=COMMENT_CHANGED,
        refusal="What the authority said stays as it was: only decide it.",
    ),
    Guard(
        "accuracy_answer_sealed",
        "reports_accuracycheck",
        breaks=ANSWER_SEALED,
        refusal="The text is fixed: what is recorded of the answer stays.",
    ),
    Guard(
        "accuracy_decision_sealed",
        "reports_accuracycomment",
        breaks=DECISION_SEALED,
        refusal="The text is fixed: what was decided of the comment stays.",
    ),
    Guard(
        "accuracy_told_once",
        "reports_accuracycheck",
        breaks=TOLD_CHANGED,
        refusal="When the authority was told stays as it was.",
    ),
    Guard(
        "accuracy_answer_of_own_authority",
        "reports_accuracyanswer",
        breaks=f"{ANSWERED_BY_ANOTHER} OR {FOR_ANOTHER}",
        refusal="A link officer answers for their own authority, while it is asked.",
        locks=(OFFICER,),
    ),
    Guard(
        "accuracy_note_of_own_authority",
        "reports_accuracynote",
        breaks=f"{ANSWERED_BY_ANOTHER} OR {ANSWERED}",
        refusal="A link officer comments on what their own authority is asked.",
        locks=(OFFICER,),
    ),
    Guard(
        "accuracy_comment_of_own_answer",
        "reports_accuracycomment",
        breaks=IN_ANOTHER_ANSWER,
        refusal="A comment comes with the answer that its officer has sent.",
    ),
    Guard(
        "accuracy_comment_without_gap",
        "reports_accuracycomment",
        breaks=GAP,
        refusal="Comments are numbered from 1 without a gap.",
    ),
    Guard(
        "accuracy_comment_on_own_report",
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
]
