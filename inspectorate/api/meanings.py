"""What the parameters of the API mean, each with an example of the sample stories."""

from typing import NamedTuple


class Meaning(NamedTuple):
    """`told` is for those whose filter says no more than a name."""

    example: object
    told: str = ""


MEANINGS = {
    "acceptance": Meaning("accepted", "What the authority answered."),
    "act": Meaning("place", "Decisions or steps of this kind."),
    "after": Meaning(0, "What came after the change of this number."),
    "announced_at": Meaning("2026-03-02T12:00:00Z"),
    "area": Meaning("overall_effectiveness", "The area that is judged."),
    "as_of": Meaning("2026-03-02"),
    "authority": Meaning("swansea", "The authority, by GSS code or slug."),
    "board": Meaning("Improvement Board", "The board, by its name in English."),
    "change": Meaning("improved"),
    "classification": Meaning("area_for_improvement", "Findings classified so."),
    "closed_reason": Meaning("achieved", "Closed for this reason."),
    "code": Meaning("children", "The row of this code."),
    "direction": Meaning("higher", "Measures of which more, or less, is better."),
    "duty": Meaning(1, "The number that tells it from the others."),
    "edition": Meaning(1, "The number of the edition."),
    "entered_after": Meaning("2026-03-02T12:00:00Z"),
    "entered_at": Meaning("2026-03-02T12:00:00Z", "What was entered at this moment."),
    "finding": Meaning(1, "The finding at this place of its edition."),
    "format": Meaning("json"),
    "found_in": Meaning("findings"),
    "framework": Meaning("ILACS-2018"),
    "from_level": Meaning(2, "Decisions from this level of concern."),
    "from_stage": Meaning("warned", "Steps from this stage."),
    "grade": Meaning("good"),
    "ground": Meaning("leadership", "Rows of this ground, by its code."),
    "holding": Meaning(1, "The number that tells it from the others."),
    "identifier": Meaning("W06000011", "A GSS code, also a retired one, or a slug."),
    "inspection": Meaning("NEATH-PORT-TALBOT-ND-01", "The inspection, by reference."),
    "is_current": Meaning(example=True),
    "kind": Meaning("county", "Rows of this kind."),
    "lang": Meaning("cy"),
    "language": Meaning("en"),
    "languages": Meaning("en cy"),
    "lifecycle": Meaning("open", "Open or closed recommendations."),
    "measure": Meaning("PM24", "The measure, by its code."),
    "measure_set": Meaning("pm", "The set of measures, by its code."),
    "member": Meaning(1, "The number that tells it from the others."),
    "name_en": Meaning("Improvement Board", "The row of this name in English."),
    "number": Meaning(1, "The number that tells it from the others of its kind."),
    "office": Meaning("director", "Holders of this office."),
    "outcome": Meaning("reported"),
    "overall": Meaning("inadequate"),
    "overdue": Meaning(example=False),
    "owner_role": Meaning("director"),
    "page": Meaning(1),
    "page_size": Meaning(25),
    "period_end": Meaning("2017-03-31"),
    "period_start": Meaning("2016-04-01", "Periods that begin on this day."),
    "plan_version": Meaning(1, "The version of the action plan."),
    "polarity": Meaning("negative", "Grades of this kind."),
    "position": Meaning(1, "The place of the row in what it belongs to, from 1."),
    "predecessor": Meaning("arfon", "The slug of the authority that was taken over."),
    "priority": Meaning(example=True),
    "progress": Meaning("in_progress", "What the authority reports."),
    "published_after": Meaning("2015-04-23"),
    "published_before": Meaning("2015-04-23"),
    "q": Meaning("caseload"),
    "recommendation": Meaning(
        "NEATH-PORT-TALBOT-ND-01-R01", "The recommendation, by its reference."
    ),
    "reference": Meaning("NEATH-PORT-TALBOT-ND-01-R01", "Public and for ever."),
    "report": Meaning("swansea-nd-01"),
    "response": Meaning(1, "The number that tells it from the others."),
    "said": Meaning("announced", "Entries that say this."),
    "said_at": Meaning("2026-03-02T12:00:00Z", "What was said at this moment."),
    "scale": Meaning("ilacs", "The scale, by its code."),
    "sequence": Meaning(1, "The place in the order of what was said or decided."),
    "service": Meaning("children", "The service inspected, by its code."),
    "slug": Meaning("swansea-nd-01", "The report, by its slug."),
    "stable_id": Meaning("e4xve9dn2a", "The same in every edition that has it."),
    "status": Meaning("revised", "Readings of this status."),
    "table": Meaning("findings"),
    "text": Meaning("W06000011", "The name or code itself."),
    "theme": Meaning("caseload", "The theme, by its code."),
    "theme_framework": Meaning("ILACS-2018", "The framework whose theme it is."),
    "to_level": Meaning(0, "Decisions that led to this level of concern."),
    "to_stage": Meaning("intervened", "Steps that led to this stage."),
    "verification": Meaning("achieved", "What inspectors confirmed."),
    "words": Meaning("caseload"),
    "year": Meaning(2015, "The year of the date it bears; what bears none has none."),
}


def describe(parameter: dict) -> None:
    """Say what a parameter means where its filter does not, and give an example."""
    meaning = MEANINGS.get(parameter["name"])
    words, sign, codes = parameter.get("description", "").partition("* `")
    if meaning and not words.strip().endswith("."):
        words = meaning.told
        parameter["description"] = f"{words}\n\n{sign}{codes}".strip()
    schema = parameter["schema"]
    if meaning and "example" not in parameter:
        codes = schema.get("enum", [meaning.example])
        fits = meaning.example in codes
        parameter["example"] = meaning.example if fits else codes[0]
    if schema == {"type": "string"}:
        # Neither nothing but spaces nor a NUL, which no column holds.
        schema |= {"minLength": 1, "pattern": "^[^\\x00]*[^\\x00\\s][^\\x00]*$"}
