"""Nobody inspects an authority in which they have an interest, whoever writes what;
and what belongs to a case stays there, and rests on nothing of another.

The first rule is held from three sides: a person joins a team, declares an interest,
or a case comes to be about a further authority.
"""

from inspectorate.guards import ADDED, Guard, stays

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

# An inspection that is announced beforehand to its authority alone, or to nobody.
UNANNOUNCED = """NEW.said <> 'withdrawn' AND EXISTS (
    SELECT 1 FROM inspections_inspection inspection
    WHERE inspection.id = NEW.inspection_id AND NOT inspection.announced
)"""

BEGUN = """NEW.said IN ('announced', 'changed') AND EXISTS (
    SELECT 1 FROM inspections_inspection inspection
    WHERE inspection.id = NEW.inspection_id
        AND inspection.status NOT IN ('planned', 'scoping', 'notified')
)"""

# What the newest entry says, "" before there is one.
LAST = """COALESCE((
    SELECT entry.said FROM inspections_programmeentry entry
    WHERE entry.inspection_id = {key} ORDER BY entry.sequence DESC LIMIT 1
), '')"""
BEFORE, OF_CASE = (
    LAST.replace("{key}", "NEW.inspection_id"),
    LAST.replace("{key}", "NEW.id"),
)
# Every name here is of our own.
OUT_OF_COURSE = f"""NEW.sequence < (
    SELECT COALESCE(MAX(entry.sequence), 1) FROM inspections_programmeentry entry
    WHERE entry.inspection_id = NEW.inspection_id
) OR (NEW.said = 'announced' AND {BEFORE} NOT IN ('', 'withdrawn'))
OR (NEW.said = 'changed' AND {BEFORE} NOT IN ('announced', 'changed', 'postponed'))
OR (NEW.said = 'postponed' AND {BEFORE} NOT IN ('announced', 'changed'))
OR (NEW.said = 'cancelled' AND {BEFORE} NOT IN ('announced', 'changed', 'postponed'))
OR (NEW.said = 'withdrawn' AND {BEFORE} IN ('', 'withdrawn'))"""  # noqa: S608

# NotPublished.for_case(), of what the entry tells.
BY_RULE = """NEW.said IN ('announced', 'changed') AND EXISTS (
    SELECT 1 FROM inspections_notpublished rule
    JOIN authorities_service service ON service.id = NEW.service_id
    LEFT JOIN authorities_service above ON above.id = service.parent_id
    WHERE rule.is_in_force AND rule.kind IN ('', NEW.kind) AND (
        rule.service_id IS NULL
        OR rule.service_id IN (service.id, above.id, above.parent_id)
    )
)"""

# Whom an entry names is told with it: those of the case, or of the entry before.
NOT_OF_ENTRY = """EXISTS (
    SELECT 1 FROM inspections_programmeentry entry
    WHERE entry.id = NEW.entry_id AND (EXISTS (
        SELECT 1 FROM inspections_programmeentry newer
        WHERE newer.inspection_id = entry.inspection_id
            AND newer.sequence > entry.sequence
    ) OR NOT EXISTS (
        SELECT 1 FROM inspections_inspection_authorities its
        WHERE its.inspection_id = entry.inspection_id
            AND its.authority_id = NEW.authority_id
    ) AND NOT EXISTS (
        SELECT 1 FROM inspections_programmeauthority named
        JOIN inspections_programmeentry former ON former.id = named.entry_id
        WHERE former.inspection_id = entry.inspection_id
            AND former.sequence = entry.sequence - 1
            AND named.authority_id = NEW.authority_id
    ))
)"""

IN_PROGRAMME = f"""NOT NEW.announced
    AND {OF_CASE} IN ('announced', 'changed', 'postponed')"""
UNTOLD = f"""(NEW.status = 'deferred' AND {OF_CASE} IN ('announced', 'changed'))
    OR (NEW.status = 'cancelled'
        AND {OF_CASE} IN ('announced', 'changed', 'postponed'))"""

GUARDS = [
    Guard(
        "programme_of_announced_case",
        "inspections_programmeentry",
        breaks=UNANNOUNCED,
        refusal="This inspection is unannounced: the public is not told.",
        locks=(CASE,),
    ),
    Guard(
        "programme_before_fieldwork",
        "inspections_programmeentry",
        breaks=BEGUN,
        refusal="The inspection has begun or is off: it is not announced any more.",
    ),
    Guard(
        "programme_in_its_course",
        "inspections_programmeentry",
        breaks=OUT_OF_COURSE,
        refusal="This cannot be said after what the programme says already.",
    ),
    Guard(
        "programme_not_against_a_rule",
        "inspections_programmeentry",
        breaks=BY_RULE,
        refusal="By rule reports on this are not published: nor is it announced.",
    ),
    Guard(
        "programme_names_its_authorities",
        "inspections_programmeauthority",
        breaks=NOT_OF_ENTRY,
        refusal="The programme names the authorities of the case: announce it anew.",
        events=ADDED,
    ),
    Guard(
        "programme_bars_unannounced",
        "inspections_inspection",
        breaks=IN_PROGRAMME,
        refusal="It is in the forward programme: take it out of that first.",
    ),
    Guard(
        "programme_told_first",
        "inspections_inspection",
        breaks=UNTOLD,
        refusal="It is announced: the forward programme says first what becomes of it.",
    ),
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
