# ruff: noqa: S608 - every part is a table or a column of ours, none comes from outside
"""Nobody writes the report on an authority in which they have an interest, signs it
off or publishes it, whoever writes what, and from whichever side.

What is stored stays valid, so only what is new is asked.
"""

from inspectorate.guards import Guard
from inspectorate.reports.guards.assurance import (
    CASE,
    OPEN,
    PERSON,
    STANDS,
    interested,
    stored,
)

AUTHOR, NEW_CASE = "NEW.author_id", "NEW.inspection_id"
IS_NEW = f"{AUTHOR} IS NOT NULL AND NOT {stored('reports_report', 'author_id')}"

AUTHOR_DECLARES = f"""(NEW.ends_on IS NULL OR NEW.ends_on >= {{today}}) AND EXISTS (
    SELECT 1 FROM reports_report report
    JOIN inspections_inspection_authorities about
        ON about.inspection_id = report.inspection_id
    WHERE report.author_id = NEW.user_id AND about.authority_id = NEW.authority_id
        AND {OPEN}
)"""

WIDENED = f"""EXISTS (
    SELECT 1 FROM reports_report report
    JOIN inspections_interest interest ON interest.user_id = report.author_id
    WHERE report.inspection_id = {NEW_CASE}
        AND interest.authority_id = NEW.authority_id AND {STANDS} AND {OPEN}
)"""

AUTHORS = (
    "SELECT 1 FROM accounts_user WHERE id IN (SELECT author_id FROM reports_report "
    f"WHERE inspection_id = {NEW_CASE}) ORDER BY id"
)


def bars_decision(column: str, states: str, refusal: str) -> Guard:
    """That who decides that a report stands at one of `states` is not tied to its case;
    also who decided so before, and does it again.
    """
    person, table = f"NEW.{column}", "reports_report"
    again = f"NEW.status IN ({states}) AND NOT {stored(table, 'status')}"
    is_new = f"{person} IS NOT NULL AND (NOT {stored(table, column)} OR {again})"
    return Guard(
        f"interest_bars_{column}",
        table,
        breaks=f"{is_new} AND {interested(person, NEW_CASE)}",
        refusal=refusal,
        locks=(
            f"SELECT 1 FROM inspections_inspection WHERE id = {NEW_CASE} AND {is_new}",
            f"SELECT 1 FROM accounts_user WHERE id = {person} AND {is_new}",
        ),
    )


GUARDS = [
    bars_decision(
        "signed_off_by_id",
        "'sign_off'",
        "Who signs it off has an interest in the authority: somebody else does it.",
    ),
    bars_decision(
        "published_by_id",
        "'published', 'issued'",
        "Who publishes it has an interest in the authority: somebody else does it.",
    ),
    Guard(
        "interest_bars_authorship",
        "reports_report",
        breaks=f"{IS_NEW} AND {interested(AUTHOR, NEW_CASE)}",
        refusal="The lead author has an interest in the authority: choose another.",
        locks=(
            f"SELECT 1 FROM inspections_inspection WHERE id = {NEW_CASE} AND {IS_NEW}",
            f"SELECT 1 FROM accounts_user WHERE id = {AUTHOR} AND {IS_NEW}",
        ),
    ),
    Guard(
        "authorship_bars_interest",
        "inspections_interest",
        breaks=AUTHOR_DECLARES,
        refusal="This person writes a report on the authority: name another author.",
        locks=(PERSON,),
    ),
    Guard(
        "authorship_bars_authority",
        "inspections_inspection_authorities",
        breaks=WIDENED,
        refusal="The lead author has an interest in the authority: name another.",
        locks=(CASE, AUTHORS),
    ),
]
