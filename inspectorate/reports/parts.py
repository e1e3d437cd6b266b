"""The parts of a document that somebody can point at: each with a name that stays,
its printed number, and its text in both languages.
"""

from collections.abc import Iterator
from typing import NamedTuple

from django.db import models
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from inspectorate.lifecycle import Refusal


class Kind(models.TextChoices):
    TITLE = "title", gettext_lazy("Title")
    SUMMARY = "summary", gettext_lazy("Summary")
    JUDGEMENT = "judgement", gettext_lazy("Judgement")
    HEADING = "heading", gettext_lazy("Heading")
    PARAGRAPH = "paragraph", gettext_lazy("Paragraph")
    FINDING = "finding", gettext_lazy("Finding")
    RECOMMENDATION = "recommendation", gettext_lazy("Recommendation")


class Part(NamedTuple):
    """`key` names it within its kind: a paragraph by its stable id, a recommendation
    by its reference, a judgement by its area. Findings and headings have no such name
    and go by their place: F2, S1.
    """

    kind: str
    key: str
    number: str
    en: str
    cy: str
    number_cy: str = ""

    @property
    def name(self) -> str:
        is_welsh = get_language() == "cy"
        number = self.number_cy if is_welsh and self.number_cy else self.number
        return name_of(self.kind, number)


def name_of(kind: str, number: str) -> str:
    """For example “Paragraph 2.3”; empty where a comment is about no part."""
    if not kind:
        return ""
    sign = ": " if kind == Kind.JUDGEMENT else " "
    return sign.join(filter(None, [str(Kind(kind).label), number]))


def parts_of(document: dict) -> list[Part]:
    """In the order in which the document is read."""
    title, summary = document["title"], document["summary"]
    return [
        Part(Kind.TITLE, "title", "", **title),
        Part(Kind.SUMMARY, "summary", "", **summary),
        *map(judgement, document["judgements"]),
        *of_sections(document["sections"]),
        *(
            Part(Kind.FINDING, f"F{place}", f"F{place}", **finding["text"])
            for place, finding in enumerate(document["findings"], start=1)
        ),
        *map(recommendation, document["recommendations"]),
    ]


def judgement(described: dict) -> Part:
    grade = described["grade"]
    told = {
        code: ". ".join(filter(None, [grade and grade["label"][code], wording]))
        for code, wording in described["wording"].items()
    }
    area = described["area"]
    name = area["name"]
    return Part(
        *(Kind.JUDGEMENT, area["code"], name["en"] or area["code"]),
        **told,
        number_cy=name["cy"],
    )


def of_sections(sections: list[dict]) -> Iterator[Part]:
    for place, section in enumerate(sections, start=1):
        key = f"S{section['number'] or place}"
        yield Part(Kind.HEADING, key, section["number"], **section["heading"])
        for each in section["paragraphs"]:
            number, text = each["number"], each["text"]
            yield Part(Kind.PARAGRAPH, each["stable_id"], number, **text)


def recommendation(described: dict) -> Part:
    due = f" ({described['due_on']})" if described["due_on"] else ""
    told = {code: text + due for code, text in described["text"].items() if text}
    whole = {"en": "", "cy": "", **told}
    return Part(
        Kind.RECOMMENDATION, described["reference"], described["number"], **whole
    )


def find(parts: list[Part], told: str) -> Part:
    """The part that a printed number or a name that stays points at.

    A paragraph goes before a heading of the same number. Raises Refusal where there is
    none, or more than one.
    """
    wanted = told.strip().casefold()
    pointed = [part for part in parts if is_named(part, wanted)]
    found = [part for part in pointed if part.kind != Kind.HEADING] or pointed
    if not found:
        sentence = _(
            "“%s” is no part of the draft as it was sent: give the printed number of a "
            "paragraph, its stable id, or the number of a recommendation."
        )
        raise Refusal(sentence % shortened(told))
    if len(found) > 1:
        keys = ", ".join(part.key for part in found)
        sentence = _(
            "“%(told)s” stands at several places: give the stable id of the one that "
            "is meant (%(keys)s)."
        )
        raise Refusal(sentence % {"told": shortened(told), "keys": keys})
    return found[0]


def is_named(part: Part, wanted: str) -> bool:
    names = (part.key, part.number, f"{part.kind} {part.number}")
    return wanted in [name.casefold() for name in names if name]


def shortened(told: str) -> str:
    return told.strip()[:60].replace("\x00", "�")
