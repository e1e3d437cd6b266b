"""Whether a line has the form of docs/import-format.md; the database is not asked."""

import copy
import itertools
import json
import pathlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from functools import cache

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from inspectorate.fields import PartialDate

Fault = tuple[str, str]  # the field as it is written to the reader, and a sentence
Path = tuple[str | int, ...]  # the way to a value, from the whole line
Flaw = tuple[Path, str]

formats = FormatChecker(formats=())
formats.checks("date", raises=ValueError)(date.fromisoformat)


@formats.checks("partial-date", raises=ValueError)
def is_partial_date(text: str) -> bool:
    return not text or bool(PartialDate.parse(text))


@cache
def validator() -> Draft202012Validator:
    path = pathlib.Path(__file__).with_name("schema.json")
    schema = json.loads(path.read_text(encoding="utf-8"))
    return Draft202012Validator(schema, format_checker=formats)


def check(document: dict) -> tuple[list[Fault], dict]:
    """Everything that is wrong with the form of one report, and what is right of it.

    The latter is the document without the values that are wrong, with None in the
    place of one that stood in a list; the rest can still be checked.
    """
    flaws = [*misformed(document), *unstorable(document, ())]
    sound = without(document, [path for path, _reason in flaws])
    flaws += bad_order(sound)
    if not any(path[0] == "languages" for path, _reason in flaws):
        flaws += bad_languages(sound)
    told: dict[str, str] = {}
    for path, reason in flaws:
        told.setdefault(written(path), reason)
    return list(told.items()), sound


def written(path: Path) -> str:
    """For example recommendations[2].text: people count from 1."""
    steps = (f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


def without(document: dict, paths: list[Path]) -> dict:
    if not paths:
        return document
    sound = copy.deepcopy(document)
    for *way, last in paths:
        place = sound
        # What holds the value may have been taken out before, or never have been.
        with suppress(KeyError, IndexError, TypeError):
            for step in way:
                place = place[step]
            if isinstance(place, list):
                place[last] = None
            else:
                del place[last]
    return sound


def misformed(document: dict) -> Iterator[Flaw]:
    for error in validator().iter_errors(document):
        path = tuple(error.absolute_path)
        match error.validator:
            case "required":
                for name in error.validator_value:
                    if name not in error.instance:
                        yield (*path, name), "This field is missing."
            case "additionalProperties":
                for name in sorted(error.instance.keys() - error.schema["properties"]):
                    yield (*path, name), "The format has no such field."
            case _:
                yield path, sentence(error)


def sentence(error: ValidationError) -> str:
    """Say it in words that do not repeat a text of twenty thousand characters."""
    allowed = error.validator_value
    match error.validator:
        case "enum":
            return f"{shown(error.instance)} is not one of {', '.join(allowed)}."
        case "type":
            return f"{shown(error.instance)} is not of the type {allowed}."
        case "anyOf":
            return f"{shown(error.instance)} is neither a text nor text and text_cy."
        case "maxLength":
            return f"The text has {len(error.instance)} characters, {allowed} at most."
        case "minLength" | "minItems":
            return "This field is empty."
        case "pattern":
            return f"{shown(error.instance)} does not have the form of this field."
        case "format":
            return f"{shown(error.instance)} is not a day of the calendar."
    return f"{shown(error.instance)} breaks the rule {error.validator} ({allowed})."


def shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:60]}…"


def unstorable(value: object, path: Path) -> Iterator[Flaw]:
    """Characters that no database keeps: NUL, and halves of a surrogate pair."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from unstorable(part, (*path, name))
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from unstorable(part, (*path, place))
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


def bad_order(document: dict) -> Iterator[Flaw]:
    start, end = (
        PartialDate.parse(document[name]) if document.get(name) else None
        for name in ("fieldwork_start", "fieldwork_end")
    )
    if start and end and start.year and end.year and end.latest < start.earliest:
        reason = f"Fieldwork ends ({end}) before it starts ({start})."
        yield ("fieldwork_end",), reason


def bad_languages(document: dict) -> Iterator[Flaw]:
    """Titles say which languages an edition has, so they agree with the line."""
    languages = document.get("languages", ["en"])
    if "en" not in languages:
        reason = "Every text of this format is English first; add en to the languages."
        yield ("languages",), reason
    if "cy" in languages and "title_cy" not in document:
        reason = "A report with Welsh among its languages has a Welsh title."
        yield ("title_cy",), reason
    if "cy" not in languages and "title_cy" in document:
        reason = "title_cy is given, but Welsh is not among the languages."
        yield ("title_cy",), reason


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
