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

from inspectorate.fields import PartialDate
from inspectorate.reports.importing.sentences import sentence
from recommendations.models import Recommendation

Fault = tuple[str, str]  # the field as it is written to the reader, and a sentence
Path = tuple[str | int, ...]  # the way to a value, from the whole line
Flaw = tuple[Path, str]
Split = tuple[str, int]  # a printed number: what stands before its last part, and that

formats = FormatChecker(formats=())
formats.checks("date", raises=ValueError)(date.fromisoformat)


@formats.checks("partial-date", raises=ValueError)
def is_partial_date(text: str) -> bool:
    return not text or bool(PartialDate.parse(text))


@cache
def validator() -> Draft202012Validator:
    path = pathlib.Path(__file__).with_name("schema.json")
    schema = json.loads(path.read_text(encoding="utf-8"))
    whole = written_out(schema, schema["$defs"])
    return Draft202012Validator(whole, format_checker=formats)


def written_out(part: object, definitions: dict) -> object:
    """A schema with each definition in the place of the reference to it.

    To follow a reference takes longer than the check that it leads to.
    """
    match part:
        case {"$ref": reference}:
            return written_out(definitions[reference.split("/")[-1]], definitions)
        case dict():
            return {key: written_out(it, definitions) for key, it in part.items()}
        case list():
            return [written_out(it, definitions) for it in part]
    return part


def check(document: dict, today: date) -> tuple[list[Fault], dict]:
    """Everything that is wrong with the form of one report, and what is right of it.

    The latter is the document without the values that are wrong, with None in the
    place of one that stood in a list; the rest can still be checked.
    """
    flaws = [*misformed(document), *unstorable(document, ())]
    wrong = {path for path, _reason in flaws}
    sound = without(document, list(wrong))
    flaws += [*future(sound, today), *bad_order(sound), *bad_due_dates(sound, wrong)]
    if not any(path[0] == "languages" for path in wrong):
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


def future(document: dict, today: date) -> Iterator[Flaw]:
    """A date is past as soon as it may be: 2024 is on the first day of that year."""
    for name in ("fieldwork_start", "fieldwork_end", "published_on"):
        if text := document.get(name):
            earliest = PartialDate.parse(text).earliest
            if earliest and earliest > today:
                yield (name,), f"{text} is not yet past."


def bad_order(document: dict) -> Iterator[Flaw]:
    start, end = (
        PartialDate.parse(document[name]) if document.get(name) else None
        for name in ("fieldwork_start", "fieldwork_end")
    )
    if start and end and start.year and end.year and end.latest < start.earliest:
        reason = f"Fieldwork ends ({end}) before it starts ({start})."
        yield ("fieldwork_end",), reason


def bad_due_dates(document: dict, wrong: set[Path]) -> Iterator[Flaw]:
    """Due dates that would be ignored; not where a wrong timescale was taken out."""
    for place, item in enumerate(document.get("recommendations", [])):
        path = ("recommendations", place)
        if item and "due_on" in item and (*path, "timescale") not in wrong:
            timescale = item.get("timescale", Recommendation.Timescale.NOT_STATED)
            if timescale in Recommendation.WITHOUT_DATE:
                yield (*path, "due_on"), contradiction(timescale)


def contradiction(timescale: str) -> str:
    others = [
        value
        for value in Recommendation.Timescale.values
        if value not in Recommendation.WITHOUT_DATE
    ]
    return (
        f"A due date contradicts the timescale {timescale}; state the timescale "
        f"({', '.join(others)}), or leave due_on out."
    )


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
    for first, last in missing(printed, recommended):
        if first == last:
            yield f"paragraph number {first} is missing"
        else:
            yield f"paragraph numbers {first} to {last} are missing"


def repeated(numbers: list[str]) -> Iterator[str]:
    seen = set()
    for number in filter(None, numbers):
        if number in seen:
            yield number
        seen.add(number)


def missing(printed: list[str], recommended: list[str]) -> Iterator[tuple[str, str]]:
    """The ends of each gap that neighbours leave: 5 and 6 between 4 and 7.

    Numbers that stand elsewhere divide a gap. What is missing is never counted
    through: between two numbers of twenty digits there is no end of it.
    """
    reach: dict[Split, Split] = {}  # the greatest number that comes right after one
    for before, after in itertools.pairwise(map(split, printed)):
        if before and after and before[0] == after[0]:
            reach[before] = max(reach.get(before, after), after)
    present = sorted(set(filter(None, map(split, [*printed, *recommended]))))
    furthest = ("", 0)
    for low, high in itertools.pairwise(present):
        furthest = max(furthest, reach.get(low, low))
        if high <= furthest and high[1] - low[1] > 1:
            yield f"{low[0]}{low[1] + 1}", f"{low[0]}{high[1] - 1}"


def split(number: str) -> Split | None:
    """4.12 as ("4.", 12); None where nothing can be missing before or after it."""
    stem, dot, last = number.rpartition(".")
    return (stem + dot, int(last)) if last.isdecimal() else None
