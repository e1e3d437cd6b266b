"""Nobody inspects an authority in which they have an interest, whoever writes what;
and what belongs to a case stays there, and rests on nothing of another.

The first rule is held from three sides: a person joins a team, declares an interest,
or a case comes to be about a further authority.
"""

from inspectorate.guards import Guard, stays

TEAM_MEMBER = """EXISTS (
    SELECT 1 FROM inspections_interest interest
    JOIN inspections_inspection_authorities about
        ON about.authority_id = interest.authority_id
    JOIN inspections_inspection inspection ON inspection.id = about.inspection_id
    WHERE about.inspection_id = NEW.inspection_id AND interest.user_id = NEW.user_id
        AND (interest.ends_on IS NULL OR interest.ends_on >= {today})
        AND inspection.status NOT IN ('closed', 'cancelled')
)"""

INTEREST = """(NEW.ends_on IS NULL OR NEW.ends_on >= {today}) AND EXISTS (
    SELECT 1 FROM inspections_teammember member
    JOIN inspections_inspection inspection ON inspection.id = member.inspection_id
    JOIN inspections_inspection_authorities about
        ON about.inspection_id = inspection.id
    WHERE member.user_id = NEW.user_id AND about.authority_id = NEW.authority_id
        AND inspection.status NOT IN ('closed', 'cancelled')
)"""

AUTHORITY = """EXISTS (
    SELECT 1 FROM inspections_interest interest
    JOIN inspections_teammember member ON member.user_id = interest.user_id
    JOIN inspections_inspection inspection ON inspection.id = member.inspection_id
    WHERE member.inspection_id = NEW.inspection_id
        AND interest.authority_id = NEW.authority_id
        AND (interest.ends_on IS NULL OR interest.ends_on >= {today})
        AND inspection.status NOT IN ('closed', 'cancelled')
)"""

# Neither ever moves to another case, so nobody needs to be kept out by a lock.
OF_ANOTHER_CASE = """EXISTS (
    SELECT 1 FROM inspections_finding finding
    JOIN inspections_evidence item ON item.id = NEW.evidence_id
    WHERE finding.id = NEW.finding_id AND item.inspection_id <> finding.inspection_id
)"""

PERSON = "SELECT 1 FROM accounts_user WHERE id = NEW.user_id"
CASE = "SELECT 1 FROM inspections_inspection WHERE id = NEW.inspection_id"
TEAM = (
    "SELECT 1 FROM accounts_user WHERE id IN (SELECT user_id FROM "
    "inspections_teammember WHERE inspection_id = NEW.inspection_id) ORDER BY id"
)

GUARDS = [
    Guard(
        "interest_bars_from_team",
        "inspections_teammember",
        breaks=TEAM_MEMBER,
        refusal="This person has an interest in the authority: choose another.",
        locks=(CASE, PERSON),
    ),
    Guard(
        "team_bars_interest",
        "inspections_interest",
        breaks=INTEREST,
        refusal="This person inspects the authority: take them off the team first.",
        locks=(PERSON,),
    ),
    Guard(
        "interest_bars_authority",
        "inspections_inspection_authorities",
        breaks=AUTHORITY,
        refusal="One of the team has an interest in the authority: change the team.",
        locks=(CASE, TEAM),
    ),
    Guard(
        "finding_rests_on_own_case",
        "inspections_finding_evidence",
        breaks=OF_ANOTHER_CASE,
        refusal="This item of evidence is of another case: choose one of its own.",
    ),
    stays("finding_stays_in_case", "inspections_finding"),
    stays("evidence_stays_in_case", "inspections_evidence"),
    stays("judgement_stays_in_case", "inspections_judgement"),
]
