"""What is wrong with a value, in a sentence for whoever wrote the line.

None repeats a text of twenty thousand characters, or breaks the line it is told in.
"""

import json

from jsonschema.exceptions import ValidationError

SHOWN = 60  # characters of a value

TYPES = {
    "array": "a list in [ ]",
    "object": "an object in { }",
    "string": "a text in quotes",
    "integer": "a whole number",
    "boolean": "true or false",
}


def sentence(error: ValidationError) -> str:
    value, allowed = error.instance, error.validator_value
    match error.validator, allowed:
        case "enum", _:
            return f"{quoted(value)} is not one of {', '.join(allowed)}."
        case "type", _:
            return f"{shown(value)} must be {TYPES[allowed]}."
        case "maxLength", _:
            return f"The text has {len(value)} characters, {allowed} at most."
        case ("minItems", _) | ("pattern", r"\S"):
            return "This field is empty."
        case (("pattern" | "not"), _):
            cure = error.schema["description"]
            return f"{quoted(value)} does not have the form of this field. {cure}"
        case "format", _:
            return f"{quoted(value)} is not a day of the calendar."
    return f"{shown(value)} breaks the rule {error.validator} ({allowed})."


def shown(value: object) -> str:
    """As JSON writes it, so that the text "1" is told from the number 1."""
    return shortened(json.dumps(value, ensure_ascii=False))


def quoted(value: object) -> str:
    """A text in the quotation marks of a sentence, a line break in it as \\n."""
    if not isinstance(value, str):
        return shown(value)
    return f"“{shortened(json.dumps(value, ensure_ascii=False)[1:-1])}”"


def shortened(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
