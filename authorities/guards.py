# ruff: noqa: S608 - every part is a table or a column of ours, none comes from outside
"""Who acts for an authority at the portal, whoever writes what; and that all ends with
it at once; and that one person is in an office of which there is one.
"""

from inspectorate.guards import Echo, Guard
from inspectorate.lifecycle.naming import never_again

OFFICER = "authorities_linkofficer"
SESSIONS = (
    "SELECT session_key FROM usersessions_usersession WHERE user_id = NEW.user_id"
)

# OfficeHolderQuerySet.beside(), in the words of the database.
BESIDE = """NOT NEW.is_acting
    AND NEW.office IN (
        'leader', 'chief_executive', 'director', 'head_of_children', 'head_of_adults'
    ) AND EXISTS (
        SELECT 1 FROM authorities_officeholder other
        WHERE other.authority_id = NEW.authority_id AND other.office = NEW.office
            AND other.id <> COALESCE(NEW.id, 0) AND NOT other.is_acting
            AND other.sure_from < NEW.sure_to AND NEW.sure_from < other.sure_to
    )"""

GUARDS = [
    Guard(
        "officeholder_one_at_a_time",
        "authorities_officeholder",
        breaks=BESIDE,
        refusal="Somebody else holds this office at that time: say until when.",
        locks=("SELECT 1 FROM authorities_authority WHERE id = NEW.authority_id",),
    ),
    never_again(
        "officeholder_name_stays_removed",
        "authorities_officeholder",
        "authorities.officeholder",
    ),
    Guard(
        "link_officer_is_no_staff",
        OFFICER,
        breaks="""NEW.ended_at IS NULL AND EXISTS (
            SELECT 1 FROM accounts_user person WHERE person.id = NEW.user_id
                AND (person.is_staff OR person.is_superuser)
        )""",
        refusal="Nobody is both staff and a link officer: use another account.",
        locks=("SELECT 1 FROM accounts_user WHERE id = NEW.user_id",),
    ),
    Guard(
        "staff_is_no_link_officer",
        "accounts_user",
        breaks=f"""(NEW.is_staff OR NEW.is_superuser) AND EXISTS (
            SELECT 1 FROM {OFFICER} officer
            WHERE officer.user_id = NEW.id AND officer.ended_at IS NULL
        )""",
        refusal="Nobody is both staff and a link officer: end that first.",
    ),
    Guard(
        "link_officer_of_one_authority",
        OFFICER,
        breaks=f"""NEW.ended_at IS NULL AND EXISTS (
            SELECT 1 FROM {OFFICER} other WHERE other.user_id = NEW.user_id
                AND other.id <> NEW.id AND other.ended_at IS NULL
        )""",
        refusal="They act for an authority already: end that first.",
        locks=("SELECT 1 FROM accounts_user WHERE id = NEW.user_id",),
    ),
    Guard(
        "link_officer_stays_who_they_are",
        OFFICER,
        breaks=f"""EXISTS (
            SELECT 1 FROM {OFFICER} was WHERE was.id = NEW.id AND (
                was.user_id <> NEW.user_id OR was.authority_id <> NEW.authority_id
            )
        )""",
        refusal="A link officer stays with their authority: invite another one.",
    ),
    Guard(
        "link_officer_stays_ended",
        OFFICER,
        breaks=f"""EXISTS (
            SELECT 1 FROM {OFFICER} was WHERE was.id = NEW.id
                AND was.ended_at IS NOT NULL
                AND (NEW.ended_at IS NULL OR NEW.ended_at <> was.ended_at)
        )""",
        refusal="Who has left stays so: invite them anew.",
    ),
    Echo(
        "link_officer_ended",
        OFFICER,
        event="UPDATE OF ended_at",
        when="NEW.ended_at IS NOT NULL AND OLD.ended_at IS NULL",
        does=(
            f"DELETE FROM django_session WHERE session_key IN ({SESSIONS})",
            "DELETE FROM usersessions_usersession WHERE user_id = NEW.user_id",
            "UPDATE accounts_user SET is_active = FALSE WHERE id = NEW.user_id",
        ),
    ),
]
