"""What the drafting screen shows of a report."""

from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from inspectorate.fields import Wording
from inspectorate.markup import to_html
from inspectorate.reports.models import Paragraph, Report, Section, Snippet
from inspectorate.reports.outline import Outline
from inspectorate.reports.placing import Statement, stated_in

MISSING = {"en": _("no English yet"), "cy": _("no Welsh yet")}
ONLY_LACKING = {
    "cy": _("Only what lacks Welsh"),
    "en": _("Only what lacks English"),
}


class Words(NamedTuple):
    """How many there are in each language."""

    en: int
    cy: int


class ShownText(NamedTuple):
    """`missing` says so where there is none."""

    language: str
    html: SafeString | str
    missing: str


class ShownParagraph(NamedTuple):
    row: Paragraph
    number: str
    texts: list[ShownText]


class ShownSection(NamedTuple):
    """`print` tells whether its paragraphs have changed since; `last` is the stable
    id of the last one, "" where there is none.
    """

    row: Section
    number: str
    depth: int
    headings: list[ShownText]
    paragraphs: list[ShownParagraph]
    words: Words
    stated: list[Statement]
    is_empty: bool
    print: str
    last: str


def screen(report: Report, lacks: str) -> dict:
    """The parts of a report; only those that lack the language `lacks`, if given."""
    report = read(report)
    outline = Outline(report)
    numbers, placed = outline.numbered(), stated_in(report)
    sections = [
        shown_section(row, outline, numbers, placed.get(row.pk, []), lacks)
        for row in outline.sections
    ]
    texts = [each.text for each in outline.paragraphs]
    wordings = [*texts, *(each.row.heading for each in sections)]
    return {
        "sections": [each for each in sections if is_kept(each, lacks)],
        "choices": [
            (each.row.pk, f"{each.number} {each.row.heading}") for each in sections
        ],
        "summary": shown_texts(report.summary),
        "titles": shown_texts(report.title, is_markdown=False),
        "words": words_of([report.summary, *texts]),
        "unplaced": placed.get(None, []),
        "snippets": Snippet.objects.offered_to(report.inspection.framework),
        "misplaced": report.misplaced(),
        "print": outline.print_of(None),
        "lacks": lacks,
        "missing": [
            (code, label, sum(not getattr(wording, code) for wording in wordings))
            for code, label in ONLY_LACKING.items()
        ],
    }


def read(report: Report) -> Report:
    """With its parts, each read once."""
    rows = Report.objects.select_related("inspection__framework").prefetch_related(
        "sections__placements",
        "paragraphs",
        "inspection__judgements__area",
        "inspection__judgements__point",
        "inspection__findings",
        "inspection__recommendations",
    )
    return rows.get(pk=report.pk)


def shown_section(
    row: Section,
    outline: Outline,
    numbers: dict,
    stated: list[Statement],
    lacks: str,
) -> ShownSection:
    paragraphs = outline.within[row.pk]
    return ShownSection(
        row,
        number=numbers[row],
        depth=outline.depths[row.pk],
        headings=shown_texts(row.heading, is_markdown=False),
        paragraphs=[shown(each, numbers) for each in kept(paragraphs, lacks)],
        words=words_of([each.text for each in paragraphs]),
        stated=stated,
        is_empty=not (paragraphs or outline.children.get(row.pk) or stated),
        print=outline.print_of(row),
        last=paragraphs[-1].stable_id if paragraphs else "",
    )


def kept(paragraphs: list[Paragraph], lacks: str) -> list[Paragraph]:
    return [each for each in paragraphs if not lacks or not getattr(each.text, lacks)]


def is_kept(section: ShownSection, lacks: str) -> bool:
    wanting = lacks and not getattr(section.row.heading, lacks)
    return not lacks or bool(wanting or section.paragraphs)


def shown(paragraph: Paragraph, numbers: dict) -> ShownParagraph:
    return ShownParagraph(paragraph, numbers[paragraph], shown_texts(paragraph.text))


def shown_texts(wording: Wording, *, is_markdown: bool = True) -> list[ShownText]:
    """Both languages, rendered as they are published; headings are no Markdown."""
    return [
        ShownText(
            code, to_html(text) if is_markdown else text, "" if text else MISSING[code]
        )
        for code, text in wording._asdict().items()
    ]


def words_of(wordings: list[Wording]) -> Words:
    return Words(
        en=sum(len(wording.en.split()) for wording in wordings),
        cy=sum(len(wording.cy.split()) for wording in wordings),
    )
