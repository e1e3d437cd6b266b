"""What an edition says in one language, in the order in which it is read.

A short text is told as its words and their language, which is the other one where
there is no other text; a passage as what `prose` makes of its Markdown.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from django.utils import translation
from django.utils.translation import gettext as _

from inspectorate.fields import PartialDate, Wording
from inspectorate.reports.reading import reading

Prose = Callable[[str], object]
Told = dict[str, object] | None


class Source(NamedTuple):
    """The document of an edition, and what is known of that beside it."""

    document: dict
    sha256: str
    entered_at: datetime
    style: str


def laid_out(source: Source, language: str, prose: Prose) -> dict:
    with translation.override(language):
        return Layout(source, language, prose).whole()


def languages_of(document: dict) -> list[str]:
    """Those of the edition; where no text stands throughout, those of its title."""
    titled = [code for code in ("en", "cy") if document["title"][code]]
    return document["languages"] or titled


class Layout:
    def __init__(self, source: Source, language: str, prose: Prose) -> None:
        self.source, self.language, self.prose = source, language, prose
        self.read = reading(source.document)
        self.document = self.read["document"]
        self.inspection = self.document["inspection"]

    def whole(self) -> dict:
        document = self.document
        authorities = [self.told(each["name"]) for each in self.authorities()]
        return {
            "language": self.language,
            "languages": languages_of(document),
            "words": words(),
            "title": self.told(document["title"]),
            "body": self.told(self.inspection["body"]["name"]),
            "authorities": authorities,
            "facts": list(self.facts()),
            "correction": self.passage(document.get("correction", {})),
            "summary": self.passage(document["summary"]),
            "judgements": [self.judgement(each) for each in document["judgements"]],
            "findings": [self.group(each) for each in self.read["finding_groups"]],
            "recommendations": [
                self.recommendation(each) for each in self.read["recommendations"]
            ],
            "count": self.count(),
            "sections": list(self.sections()),
            "note": self.passage(self.inspection["note"]),
            "record": list(self.record()),
            "sha256": self.source.sha256,
            "name": f"{document['report']} {document['edition']}",
        }

    def authorities(self) -> list[dict]:
        return self.inspection["authorities"]

    def told(self, text: dict[str, str] | None) -> Told:
        """None where nothing is told in either language."""
        words, language = Wording(**(text or NOTHING)).in_language(self.language)
        return {"text": words, "language": language} if words else None

    def passage(self, text: dict[str, str]) -> Told:
        told = self.told(text)
        return told and {**told, "prose": self.prose(told["text"])}

    def own(self, words: str) -> Told:
        """Words of ours, which are in the language of the form."""
        return {"text": str(words), "language": self.language} if words else None

    def english(self, words: str) -> Told:
        return {"text": words, "language": "en"} if words else None

    def facts(self) -> Iterator[tuple[str, Told]]:
        inspection, document = self.inspection, self.document
        title = self.told(inspection["service_title"])
        kinds = f"{self.read['inspection_kind']} · {self.read['report_kind']}"
        fieldwork = self.read["fieldwork"] or _("dates not stated")
        yield _("Service"), title or self.told(inspection["service"]["name"])
        yield _("Kind"), self.own(kinds)
        yield _("Framework"), self.told(inspection["framework"]["name"])
        stated = self.told(inspection["fieldwork_stated"])
        yield _("Fieldwork"), stated or self.own(fieldwork)
        yield _("Published"), self.own(in_words(document["published_on"]))
        yield _("Edition"), self.own(str(document["edition"]))

    def record(self) -> Iterator[tuple[str, Told]]:
        document, source = self.document, self.source
        entered = source.entered_at.astimezone(UTC)
        yield _("Inspection"), self.own(self.inspection["reference"])
        if document["recorded_from"]:
            yield _("Source"), self.english(document["recorded_from"])
        licence = document["licence"] or _("not stated")
        yield _("Licence"), self.own(licence)
        yield _("Entered in the register"), self.own(f"{entered:%Y-%m-%d %H:%M} UTC")
        yield _("Digest of this edition (SHA-256)"), self.own(source.sha256)

    def judgement(self, told: dict) -> dict:
        return {
            "area": self.told(told["area"]["name"]),
            "is_overall": told["is_overall"],
            "grade": self.grade(told["grade"]) or self.own(_("Not judged")),
            "meaning": self.told(told["grade"] and told["grade"]["meaning"]),
            "wording": self.told(told["wording"]),
            "note": self.told(told["mapping_note"]),
            "mapped_by": self.english(told["mapped_by"]),
        }

    def grade(self, told: dict | None) -> Told:
        return self.told(told and told["label"])

    def group(self, group: NamedTuple) -> dict:
        return {
            "heading": str(group.heading),
            "findings": [self.finding(told) for told in group.findings],
        }

    def finding(self, told: dict) -> dict:
        theme = told["theme"] and self.told(told["theme"]["name"])
        facts = [
            (_("Theme"), theme),
            (_("Change"), self.own(told["change_label"])),
            (_("Compared with"), self.told(told["compared_with"])),
            (_("Duty"), self.own(told["legal_reference"])),
        ]
        return {
            "text": self.passage(told["text"]),
            "facts": [(label, told) for label, told in facts if told],
        }

    def recommendation(self, told: dict) -> dict:
        due = in_words(told["due_on"]) if told["due_on"] else ""
        times = [told["timescale_label"], due]
        return {
            "number": told["number"],
            "reference": told["reference"],
            "priority": told["priority"],
            "text": self.passage(told["text"]),
            "times": [self.own(time) for time in times if time],
        }

    def count(self) -> str:
        made = self.document["stated_recommendation_count"]
        recorded = len(self.document["recommendations"])
        if made is None or made == recorded:
            return ""
        told = _("Recommendations: %(made)s made, %(recorded)s recorded here.")
        return told % {"made": made, "recorded": recorded}

    def sections(self) -> Iterator[dict]:
        """Each with the level of its heading, which never skips one on the way down."""
        level = 1
        for section in self.document["sections"]:
            heading = self.told(section["heading"])
            if heading:
                level = min(section["depth"] + 1, level + 1)
            yield {
                "number": section["number"],
                "level": level,
                "heading": heading,
                "grade": self.grade(section["grade"]),
                "paragraphs": [
                    {
                        "number": each["number"],
                        "anchor": each["anchor"],
                        "text": self.passage(each["text"]),
                    }
                    for each in section["paragraphs"]
                ],
                "stated": [self.stated(each) for each in section.get("stated", [])],
            }

    def stated(self, told: dict) -> dict:
        """What is placed in a section: a label, what it names, and its text."""
        if told["list"] == "judgements":
            named = [self.told(told["area"]["name"]), self.grade(told["grade"])]
            return {"label": _("Judgement"), "named": named, "text": None}
        text = self.passage(told["text"])
        if told["list"] == "findings":
            label = str(told["classification_label"])
            return {"label": label, "named": [], "text": text}
        named = [self.own(" · ".join(filter(None, numbers(told))))]
        return {"label": _("Recommendation"), "named": named, "text": text}


NOTHING = {"en": "", "cy": ""}


def numbers(told: dict) -> tuple[str, str]:
    return told["number"], told["reference"]


def in_words(day: str) -> str:
    """A date as exact as it is known, or that it is not stated."""
    return PartialDate.parse(day).in_words if day else _("date not stated")


def words() -> dict[str, str]:
    """The words of ours that stand in a form, in the language that is on."""
    return {
        "contents": _("Contents"),
        "correction": _("Correction"),
        "summary": _("Summary"),
        "judgements": _("Judgements"),
        "area": _("Area"),
        "grade": _("Grade"),
        "worded": _("In the words of the report:"),
        "note": _("Note:"),
        "findings": _("Findings"),
        "recommendations": _("Recommendations"),
        "recommendation": _("Recommendation"),
        "reference": _("Reference"),
        "timescale": _("Timescale"),
        "priority": _("Priority"),
        "text": _("Text of the report"),
        "paragraph": _("Paragraph"),
        "missing": _("Text not held: only the number of this paragraph is known."),
        "record": _("About this record"),
        "page": _("Page"),
        "of": _("of"),
    }
