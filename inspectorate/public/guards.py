"""That no stored page outlives what it shows: a change of any row that a public page
reads adds to the version of the record (inspectorate/public/models/change.py), whoever
writes it and by whatever way.

Rows of an edition (published paragraphs, judgements and so on) come with it and never
change. A test draws every stored page and names the table that is read and is not here.
"""

from collections.abc import Iterator

from inspectorate.guards import Echo

# What is only ever added to.
ADDED = (
    "concerns_announcement",
    "concerns_boardannouncement",
    "concerns_boarddecision",
    "concerns_decision",
    "concerns_decisionground",
    "concerns_duty",
    "concerns_focusarea",
    "inspections_programmeauthority",
    "inspections_programmeentry",
    "measures_release",
    "concerns_ministersstep",
    "concerns_statement",
    "concerns_stepground",
    "reports_edition",
    "reports_editionauthority",
    "reports_editionform",
    "reports_registerentry",
    "reports_signingkey",
    "reports_withdrawal",
)
# What may be mended and taken away as well.
MENDED = (
    "authorities_alias",
    "authorities_authority",
    "authorities_authority_predecessors",
    "authorities_officeholder",
    "authorities_service",
    "concerns_board",
    "concerns_boardmember",
    "concerns_episode",
    "concerns_ground",
    "concerns_instrument",
    "concerns_intervention",
    "frameworks_body",
    "frameworks_framework",
    "frameworks_judgementarea",
    "frameworks_scale",
    "frameworks_scalepoint",
    "frameworks_theme",
    "measures_equivalence",
    "measures_measure",
    "measures_measureset",
)
RAISE = "INSERT INTO public_change (weight) SELECT 1"

# Drafts have rows in the same tables; these conditions leave them out. An inspection
# that is not closed is public by its editions alone, or by the reference that a
# decision names.
CLOSED = "{row}.status = 'closed'"
REFERENCE = "OLD.reference <> NEW.reference"
# A report, be it a draft, takes its inspection from the list of those without one.
OF_CLOSED = """ WHERE EXISTS (
    SELECT 1 FROM inspections_inspection WHERE id = {row}.inspection_id
        AND status = 'closed'
)"""
# Its address is held by another guard as soon as there is an edition.
STANDS_OTHERWISE = (
    "COALESCE(OLD.current_edition_id, 0) <> COALESCE(NEW.current_edition_id, 0) "
    "OR OLD.inspection_id <> NEW.inspection_id"
)
PUBLISHED = """ WHERE EXISTS (
    SELECT 1 FROM reports_publishedrecommendation WHERE recommendation_id = {row}.{key}
)"""
AGREED = "{row}.status = 'agreed'"
OF_AGREED = """ WHERE EXISTS (
    SELECT 1 FROM recommendations_actionplan WHERE id = {row}.plan_id
        AND status = 'agreed'
)"""
PUBLIC = "{row}.is_public"
# Readings come in before their delivery is released, which ends pages itself.
RELEASED = """ WHERE EXISTS (
    SELECT 1 FROM measures_release WHERE delivery_id = {row}.delivery_id
)"""


def raises(
    table: str, event: str, where: str = "", when: str = "{row}.id IS NOT NULL"
) -> Echo:
    """`where` and `when` are conditions of SQL; {row} in them is the row, which before
    it is deleted is OLD.
    """
    row = "OLD" if event == "DELETE" else "NEW"
    does = (f"{RAISE}{where}".replace("{row}", row),)
    name = f"{table}_{event.split(maxsplit=1)[0].lower()}_public"
    return Echo(name, table, event, when.replace("{row}", row), does)


def echoes() -> Iterator[Echo]:
    for table in ADDED:
        yield raises(table, "INSERT")
    for table in MENDED:
        for event in ("INSERT", "UPDATE", "DELETE"):
            yield raises(table, event)
    for event in ("INSERT", "DELETE"):
        yield raises("inspections_inspection", event, when=CLOSED)
        yield raises("inspections_inspection_authorities", event, OF_CLOSED)
        yield raises("reports_report", event, OF_CLOSED)
        yield raises("reports_response", event, when=PUBLIC)
    either = f"OLD.status = 'closed' OR {CLOSED} OR {REFERENCE}"
    yield raises("inspections_inspection", "UPDATE", when=either)
    yield raises("inspections_inspection_authorities", "UPDATE", OF_CLOSED)
    yield raises("reports_report", "UPDATE", when=STANDS_OTHERWISE)
    yield raises("reports_response", "UPDATE", when=f"OLD.is_public OR {PUBLIC}")
    yield raises("measures_reading", "INSERT", RELEASED)
    asked = PUBLISHED.replace("{key}", "id")
    yield raises("recommendations_recommendation", "UPDATE", asked)
    said = PUBLISHED.replace("{key}", "recommendation_id")
    for kind in ("answer", "closing", "progressupdate", "verification"):
        yield raises(f"recommendations_{kind}", "INSERT", said)
    # Of plans the public reads what is agreed, which is fixed by then.
    yield raises("recommendations_actionplan", "INSERT", when=AGREED)
    yield raises(
        "recommendations_actionplan",
        "UPDATE",
        when=f"OLD.status = 'agreed' OR {AGREED}",
    )
    yield raises("recommendations_planline", "INSERT", OF_AGREED)
    yield raises("recommendations_planline", "UPDATE", OF_AGREED)
    checked = PUBLISHED.replace("{key}", "recommendation_id")
    for event in ("INSERT", "UPDATE", "DELETE"):
        yield raises("recommendations_revisit", event, checked)


def forgets(table: str, event: str, when: str) -> Echo:
    """That a name that is gone is gone from what was drawn with it as well: of no page
    is it known who is named on it.
    """
    name = f"{table}_{event.split(maxsplit=1)[0].lower()}_forgets"
    return Echo(name, table, event, when, ("DELETE FROM public_storedpage",))


def forgetting() -> Iterator[Echo]:
    for table in ("authorities_officeholder", "reports_response"):
        changed = "OLD.name <> '' AND OLD.name <> NEW.name"
        yield forgets(table, "UPDATE OF name", changed)
        yield forgets(table, "DELETE", "OLD.name <> ''")


GUARDS = [*echoes(), *forgetting()]
