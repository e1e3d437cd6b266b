"""What differs between two editions of a report, by their stored documents alone.

Paragraphs pair by their stable id, recommendations by their reference, judgements by
the code of their area; sections and findings, which have no name that stays, by
likeness. In which section a finding is printed is not compared.
"""

from collections.abc import Hashable
from typing import NamedTuple

from inspectorate.reports.difference import NOTHING, Part, Thing, part
from inspectorate.reports.likeness import keys_of_findings, keys_of_sections, moved


class Comparison(NamedTuple):
    """Part by part; `front` is what stands beside the title, and has no text."""

    title: Part
    front: Part
    summary: Part
    judgements: Part
    findings: Part
    recommendations: Part
    text: Part

    @property
    def count(self) -> int:
        return sum(len(part.changes) for part in self)


def compare(old: dict, new: dict) -> Comparison:
    """Compare the documents of two editions, as docs/edition-format.md has them."""
    return Comparison(
        title=part([alone(old["title"])], [alone(new["title"])]),
        front=part([front(old)], [front(new)]),
        summary=part([alone(old["summary"])], [alone(new["summary"])]),
        judgements=part(judgements(old), judgements(new)),
        findings=part(*findings(old["findings"], new["findings"])),
        recommendations=part(recommendations(old), recommendations(new)),
        text=text_of(old["sections"], new["sections"]),
    )


def alone(words: dict[str, str]) -> Thing:
    """A text of which the report has one."""
    return Thing("", {}, words, {})


def front(document: dict) -> Thing:
    own = ("kind", "languages", "stated_recommendation_count", "licence")
    facts = {name: document[name] for name in (*own, "recorded_from")}
    inspection = {
        f"inspection_{name}": told for name, told in document["inspection"].items()
    }
    return Thing("", {}, NOTHING, facts | inspection)


def judgements(document: dict) -> list[Thing]:
    names = ("mapped_by", "mapping_note")
    found = []
    for told in document["judgements"]:
        said = graded(told) | picked(told, names)
        found.append(Thing(told["area"]["code"], told, told["wording"], said))
    return found


def graded(told: dict) -> dict[str, object]:
    """The grade by its name and its meaning; None where there is none."""
    grade = told["grade"] or {"label": None, "meaning": None}
    return {"grade": grade["label"], "grade_meaning": grade["meaning"]}


def recommendations(document: dict) -> list[Thing]:
    names = ("due_on", "timescale", "priority", "owner_role", "themes")
    return [
        Thing(told["reference"], told, told["text"], picked(told, names))
        for told in document["recommendations"]
    ]


def findings(old: list[dict], new: list[dict]) -> tuple[list[Thing], list[Thing]]:
    names = ("classification", "theme", "other_themes", "legal_reference", "change")
    names += ("compared_with", "compared_with_inspection")
    keys = keys_of_findings(old, new)
    before, after = (
        [Thing(key, told, told["text"], picked(told, names)) for key, told in found]
        for found in (zip(keys.old, old, strict=True), zip(keys.new, new, strict=True))
    )
    return before, after


def picked(told: dict, names: tuple[str, ...]) -> dict[str, object]:
    return {name: told[name] for name in names}


def text_of(old: list[dict], new: list[dict]) -> Part:
    """Headings and paragraphs in reading order. A heading moves among the headings, a
    paragraph within its section or to another.
    """
    keys = keys_of_sections(old, new)
    before, after = things_of(old, keys.old), things_of(new, keys.new)
    return part(before, after, moved(groups(before), groups(after)))


def groups(things: list[Thing]) -> dict[Hashable, Hashable]:
    return {thing.key: thing.told["group"] for thing in things}


def things_of(sections: list[dict], keys: list[Hashable]) -> list[Thing]:
    """Each section's heading, where it has one, and its paragraphs; each told with the
    section it is in and the `place` of that, from 1.
    """
    found = []
    for place, (key, section) in enumerate(zip(keys, sections, strict=True), start=1):
        within = {"group": key, "section": section, "place": place}
        if any(section["heading"].values()):
            told = {**section, **within, "group": "headings"}
            found.append(
                Thing(("section", key), told, section["heading"], graded(told))
            )
        found += [
            Thing(told["stable_id"], {**told, **within}, told["text"], {})
            for told in section["paragraphs"]
        ]
    return found
