# ruff: noqa: S608 - every part is a table or a column of ours, none comes from outside
"""Nobody assures the quality of what they inspect or have an interest in, and the
checklist stays as it was answered, whoever writes what.

Who assures a report is held from four sides: they take it, join the team, declare an
interest, or the case comes to be about a further authority. What is stored stays
valid when somebody changes sides later, so only what is new is asked.
"""

from inspectorate.guards import Guard

STANDS = "(interest.ends_on IS NULL OR interest.ends_on >= {today})"
OPEN = """report.status NOT IN ('published', 'issued', 'withdrawn') AND EXISTS (
    SELECT 1 FROM inspections_inspection inspection
    WHERE inspection.id = report.inspection_id
        AND inspection.status NOT IN ('closed', 'cancelled')
)"""
OF_REPORT = "(SELECT inspection_id FROM reports_report WHERE id = NEW.report_id)"


def on_team(person: str, case: str) -> str:
    return f"""EXISTS (
        SELECT 1 FROM inspections_teammember member
        WHERE member.inspection_id = {case} AND member.user_id = {person}
    )"""


def interested(person: str, case: str) -> str:
    return f"""EXISTS (
        SELECT 1 FROM inspections_interest interest
        JOIN inspections_inspection_authorities about
            ON about.authority_id = interest.authority_id
        WHERE about.inspection_id = {case} AND interest.user_id = {person}
            AND {STANDS}
    )"""


def is_author(person: str) -> str:
    return f"""EXISTS (
        SELECT 1 FROM reports_report report
        WHERE report.id = NEW.report_id AND report.author_id = {person}
    )"""


def stored(table: str, *columns: str) -> str:
    """That the row is there already, with the same in these columns."""
    same = "".join(f" AND was.{column} = NEW.{column}" for column in columns)
    return f"EXISTS (SELECT 1 FROM {table} was WHERE was.id = NEW.id{same})"


def bars(
    name: str, table: str, column: str, case: str, known: tuple[str, ...]
) -> list[Guard]:
    """That who stands in a column is of no team there, and has no interest.

    `known` are the columns by which what is stored already is told.
    """
    person = f"NEW.{column}"
    is_new = f"{person} IS NOT NULL AND NOT {stored(table, *known)}"
    team = on_team(person, case)
    if table != "reports_report":  # there a check constraint holds it
        team = f"({team} OR {is_author(person)})"
    who = f"SELECT 1 FROM accounts_user WHERE id = {person} AND {is_new}"
    where = f"SELECT 1 FROM inspections_inspection WHERE id = {case} AND {is_new}"
    return [
        Guard(
            f"team_bars_{name}",
            table,
            breaks=f"{is_new} AND {team}",
            refusal="This person is on the team of the case: choose somebody else.",
            locks=(where, who),
        ),
        Guard(
            f"interest_bars_{name}",
            table,
            breaks=f"{is_new} AND {interested(person, case)}",
            refusal="This person has an interest in the authority: choose another.",
            locks=(where, who),
        ),
    ]


ASSURER_JOINS = f"""EXISTS (
    SELECT 1 FROM reports_report report
    WHERE report.inspection_id = NEW.inspection_id
        AND report.assurer_id = NEW.user_id AND {OPEN}
)"""

ASSURER_DECLARES = f"""(NEW.ends_on IS NULL OR NEW.ends_on >= {{today}}) AND EXISTS (
    SELECT 1 FROM reports_report report
    JOIN inspections_inspection_authorities about
        ON about.inspection_id = report.inspection_id
    WHERE report.assurer_id = NEW.user_id AND about.authority_id = NEW.authority_id
        AND {OPEN}
)"""

WIDENED = f"""EXISTS (
    SELECT 1 FROM reports_report report
    JOIN inspections_interest interest ON interest.user_id = report.assurer_id
    WHERE report.inspection_id = NEW.inspection_id
        AND interest.authority_id = NEW.authority_id AND {STANDS} AND {OPEN}
)"""

PERSON = "SELECT 1 FROM accounts_user WHERE id = NEW.user_id"
CASE = "SELECT 1 FROM inspections_inspection WHERE id = NEW.inspection_id"
ASSURERS = (
    "SELECT 1 FROM accounts_user WHERE id IN (SELECT assurer_id FROM reports_report "
    "WHERE inspection_id = NEW.inspection_id) ORDER BY id"
)


GUARDS = [
    *bars(
        "assurance",
        "reports_report",
        "assurer_id",
        "NEW.inspection_id",
        ("assurer_id",),
    ),
    *bars(
        "clearance",
        "reports_report",
        "cleared_by_id",
        "NEW.inspection_id",
        ("cleared_by_id", "cleared_at"),
    ),
    *bars(
        "resolution",
        "reports_comment",
        "resolved_by_id",
        OF_REPORT,
        ("resolved_by_id", "resolved_at"),
    ),
    *bars(
        "warning_clearance",
        "reports_clearance",
        "cleared_by_id",
        OF_REPORT,
        ("cleared_by_id",),
    ),
    Guard(
        "clearance_of_a_draft",
        "reports_clearance",
        breaks="""EXISTS (
            SELECT 1 FROM reports_report report WHERE report.id = NEW.report_id
                AND report.status IN ('published', 'issued', 'withdrawn')
        )""",
        refusal="The report is out: return it to revision to clear a warning of it.",
    ),
    *bars(
        "checklist",
        "reports_checklistanswer",
        "by_id",
        OF_REPORT,
        ("by_id", "at", "answer", "note"),
    ),
    Guard(
        "assurance_bars_from_team",
        "inspections_teammember",
        breaks=ASSURER_JOINS,
        refusal="This person assures the quality of the report: choose another.",
        locks=(CASE, PERSON),
    ),
    Guard(
        "assurance_bars_interest",
        "inspections_interest",
        breaks=ASSURER_DECLARES,
        refusal=(
            "This person assures a report on the authority: a colleague takes it over "
            "first."
        ),
        locks=(PERSON,),
    ),
    Guard(
        "assurance_bars_authority",
        "inspections_inspection_authorities",
        breaks=WIDENED,
        refusal=(
            "Who assures the report has an interest in the authority: a colleague "
            "takes it over first."
        ),
        locks=(CASE, ASSURERS),
    ),
    Guard(
        "checklist_sealed",
        "reports_checklistanswer",
        breaks=f"""{stored("reports_checklistanswer")} AND EXISTS (
            SELECT 1 FROM reports_report report WHERE report.id = (
                SELECT was.report_id FROM reports_checklistanswer was
                WHERE was.id = NEW.id
            ) AND report.status <> 'quality_assurance'
        )""",
        refusal="Its quality assurance is over: the checklist stays as answered.",
    ),
    Guard(
        "checklist_answer_stays_put",
        "reports_checklistanswer",
        breaks=f"""{stored("reports_checklistanswer")}
            AND NOT {stored("reports_checklistanswer", "report_id", "item_id")}""",
        refusal="An answer stays with its report and its question.",
    ),
]
