"""One person at a time is in an office of which there is one."""

from inspectorate.guards import Guard

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
]
