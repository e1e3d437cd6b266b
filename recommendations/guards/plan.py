"""A plan is of an authority that was inspected, and stays as it was sent and judged."""

from inspectorate.guards import Guard

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
                OR stored.decided_on IS DISTINCT FROM NEW.decided_on
                OR stored.decided_by_id IS DISTINCT FROM NEW.decided_by_id
                OR stored.due_on IS DISTINCT FROM NEW.due_on))
)"""
CASE = "SELECT 1 FROM inspections_inspection WHERE id = NEW.inspection_id"

GUARDS = [
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
]
