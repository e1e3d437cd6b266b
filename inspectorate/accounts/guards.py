"""What a token is stays as it was issued, and once revoked it stays so."""

from inspectorate.guards import ADDED, Guard

TABLE = "accounts_token"


def as_number(day: str) -> str:
    """A day as 20260302, which both databases can reckon with."""
    # Every name here is of our own.
    return f"CAST(REPLACE(SUBSTR(CAST({day} AS TEXT), 1, 10), '-', '') AS INTEGER)"


GUARDS = [
    Guard(
        "token_lasts_a_year_at_most",
        TABLE,
        breaks=(
            f"{as_number('NEW.expires_on')} > {as_number('{today}')} + 10000 "
            f"OR {as_number('NEW.expires_on')} < {as_number('{today}')}"
        ),
        refusal="Give it a last day from today on, and at most a year away.",
        events=ADDED,
    ),
    Guard(
        "token_stays_as_issued",
        TABLE,
        breaks=f"""EXISTS (
            SELECT 1 FROM {TABLE} was WHERE was.id = NEW.id AND (
                was.user_id <> NEW.user_id OR was.name <> NEW.name
                OR was.scope <> NEW.scope OR was.digest <> NEW.digest
                OR was.issued_at <> NEW.issued_at
                OR was.expires_on <> NEW.expires_on
            )
        )""",  # noqa: S608 - every name here is of our own
        refusal="A token stays as it was issued: revoke it, and issue another one.",
    ),
    Guard(
        "token_stays_revoked",
        TABLE,
        breaks=f"""EXISTS (
            SELECT 1 FROM {TABLE} was WHERE was.id = NEW.id
                AND was.revoked_at IS NOT NULL
                AND (NEW.revoked_at IS NULL OR NEW.revoked_at <> was.revoked_at)
        )""",  # noqa: S608 - as above
        refusal="A token that is revoked stays so: issue another one.",
    ),
]
