"""Whether a line has the form of docs/import-format.md; the database is not asked."""

import itertools
import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from inspectorate.fields import PartialDate

Fault = tuple[str, str]  # the field's path, and a sentence

DATES = ("fieldwork_start", "fieldwork_end", "published_on")


@cache
def validator() -> Draft202012Validator:
    path = Path(__file__).with_name("schema.json")
    return Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))


def faults(document: dict) -> list[Fault]:
    """Everything that is wrong with the form of one report."""
    found = [
        (path_of(error), sentence(error)) for error in validator().iter_errors(document)
    ]
    found += unstorable(document, "")
    # What follows reads the fields that the schema has just vouched for.
    return found or [*bad_dates(document), *bad_languages(document)]


def path_of(error: ValidationError) -> str:
    path = "".join(
        f"[{part + 1}]" if isinstance(part, int) else f".{part}"
        for part in error.absolute_path
    )
    missing = ""
    if error.validator == "required":
        name = next(n for n in error.validator_value if n not in error.instance)
        missing = f".{name}"
    return (path + missing).removeprefix(".")


def sentence(error: ValidationError) -> str:
    """Say it in words that do not repeat a text of twenty thousand characters."""
    allowed = error.validator_value
    match error.validator:
        case "required":
            return "This field is missing."
        case "additionalProperties":
            known = error.schema["properties"]
            unknown = ", ".join(sorted(set(error.instance) - set(known)))
            return f"The format has no field {unknown}."
        case "enum":
            return f"{shown(error.instance)} is not one of {', '.join(allowed)}."
        case "type":
            return f"{shown(error.instance)} is not of the type {allowed}."
        case "maxLength":
            return f"The text has {len(error.instance)} characters, {allowed} at most."
        case "minLength" | "minItems":
            return "This field is empty."
        case "pattern":
            return f"{shown(error.instance)} does not have the form of this field."
    return f"{shown(error.instance)} breaks the rule {error.validator} ({allowed})."


def shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:60]}…"


def unstorable(value: object, path: str) -> Iterator[Fault]:
    """Characters that no database keeps: NUL, and halves of a surrogate pair."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from unstorable(part, f"{path}.{name}".removeprefix("."))
    elif isinstance(value, list):
        for place, part in enumerate(value, start=1):
            yield from unstorable(part, f"{path}[{place}]")
    elif isinstance(value, str) and "\0" in value:
        yield path, "The text holds a NUL character; take it out."
    elif isinstance(value, str) and has_surrogate(value):
        yield path, "The text holds half a surrogate pair; repair its encoding."


def has_surrogate(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def bad_dates(document: dict) -> Iterator[Fault]:
    dates = {}
    for name in DATES:
        try:
            text = document[name]
            dates[name] = PartialDate.parse(text) if text else None
        except ValueError:
            yield name, f"{document[name]} is not a day of the calendar."
    start, end = dates.get("fieldwork_start"), dates.get("fieldwork_end")
    if start and end and start.year and end.year and end.latest < start.earliest:
        yield "fieldwork_end", f"Fieldwork ends ({end}) before it starts ({start})."
    for place, recommendation in enumerate(document["recommendations"], start=1):
        if "due_on" in recommendation and not is_day(recommendation["due_on"]):
            reason = f"{recommendation['due_on']} is not a day of the calendar."
            yield f"recommendations[{place}].due_on", reason


def is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def bad_languages(document: dict) -> Iterator[Fault]:
    """Titles say which languages an edition has, so they agree with the line."""
    languages = document.get("languages", ["en"])
    if "en" not in languages:
        reason = "Every text of this format is English first; add en to the languages."
        yield "languages", reason
    if "cy" in languages and "title_cy" not in document:
        yield "title_cy", "A report with Welsh among its languages has a Welsh title."
    if "cy" not in languages and "title_cy" in document:
        yield "title_cy", "title_cy is given, but Welsh is not among the languages."


def warnings(document: dict) -> Iterator[str]:
    """Numbers that repeat or leave a gap: they stay as printed.

    The numbers of recommendations may run on from those of the paragraphs, so one
    that a recommendation bears is not missing.
    """
    recommended = [item["number"] for item in document["recommendations"]]
    printed = [
        paragraph["number"]
        for section in document["sections"]
        for paragraph in section["paragraphs"]
    ]
    for what, numbers in (("paragraph", printed), ("recommendation", recommended)):
        yield from (f"{what} number {n} is printed again" for n in repeated(numbers))
    for number in missing(printed):
        if number not in recommended:
            yield f"paragraph number {number} is missing"


def repeated(numbers: list[str]) -> Iterator[str]:
    seen = set()
    for number in filter(None, numbers):
        if number in seen:
            yield number
        seen.add(number)


def missing(numbers: list[str]) -> Iterator[str]:
    """The numbers left out between neighbours: 5 and 6 between 4 and 7."""
    present = set(numbers)
    for before, after in itertools.pairwise(numbers):
        stem, _dot, last = before.rpartition(".")
        next_stem, _dot, next_last = after.rpartition(".")
        if stem == next_stem and last.isdecimal() and next_last.isdecimal():
            for number in range(int(last) + 1, int(next_last)):
                name = f"{stem}.{number}".removeprefix(".")
                if name not in present:
                    yield name
