# ruff: noqa: S608 - every part is a table or a column of ours, none comes from outside
"""Nobody writes the report on an authority in which they have an interest, whoever
writes what, and from whichever side.

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

GUARDS = [
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
