"""What is to be translated as a workbook, and what comes back in it: all or nothing."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from inspectorate import spreadsheets
from inspectorate.reports.models import Report
from inspectorate.reports.models.pair import OTHER, Pair
from inspectorate.reports.texts import plain
from inspectorate.reports.translating import Said, came_apart, unfit
from inspectorate.spreadsheets import Row, Unreadable, in_row

# In the language of who exports; either is read.
COLUMNS = {
    "report": {"en": "report", "cy": "adroddiad"},
    "key": {"en": "key", "cy": "allwedd"},
    "what": {"en": "what", "cy": "testun"},
    "text_en": {"en": "English", "cy": "Saesneg"},
    "text_cy": {"en": "Welsh", "cy": "Cymraeg"},
    "state": {"en": "state", "cy": "cyflwr"},
    "digest": {"en": "digest", "cy": "gwerth hash"},
}
HEADINGS = {
    name.casefold(): column
    for language in ("en", "cy")
    for column, names in COLUMNS.items()
    for name in [names[language]]
}


class Wanted(NamedTuple):
    """A translation that a file brings, beside what it would replace."""

    pair: Pair
    text: str


def lines(report: Report, pairs: Iterable[Pair]) -> Iterator[list[object]]:
    """The source before its translation, whichever the report is written in."""
    language = "cy" if get_language() == "cy" else "en"
    source, own = f"text_{report.written_in}", f"text_{report.translated_into}"
    order = ["report", "key", "what", source, own, "state", "digest"]
    yield [COLUMNS[column][language] for column in order]
    for pair in pairs:
        segment = pair.segment
        texts = [pair.source, pair.text, str(pair.state.label), pair.print()]
        yield [report.slug, segment.key, segment.what, *texts]


def read_sheet(report: Report, file: BinaryIO) -> list[Wanted]:
    """What would be stored. A row without a translation, or with the one that is
    stored, asks for nothing. Raises Unreadable with the faults of all rows.
    """
    own = f"text_{report.translated_into}"
    rows = spreadsheets.read(file, HEADINGS, ["report", "key", own, "digest"])
    pairs = {pair.segment.key: pair for pair in report.pairs()}
    wanted, faults = [], []
    first_rows: dict[str, int] = {}
    for row in rows:
        key = row.cells["key"].strip()
        first = first_rows.setdefault(key, row.number)
        try:
            check_place(report, row, key in pairs, first)
            text = text_in(row, own, pairs[key])
        except Unreadable as fault:
            faults += [in_row(row.number, reason) for reason in fault.reasons]
            continue
        if text and text != plain(pairs[key].text):
            wanted.append(Wanted(pairs[key], text))
    if faults:
        raise Unreadable(*faults)
    return wanted


def check_place(report: Report, row: Row, is_known: bool, first: int) -> None:
    slug, key = row.cells["report"].strip(), row.cells["key"].strip()
    if slug != report.slug:
        told = _(
            "It is of the report “%(slug)s”, and this is “%(own)s”: import it there."
        )
        raise Unreadable(told % {"slug": slug[:120], "own": report.slug})
    if not is_known:
        told = _(
            "“%s” is no text of this report: leave the row out, or export anew if "
            "the text was deleted."
        )
        raise Unreadable(told % key[:60])
    if first != row.number:
        told = _("It is about the text of row %s: leave one of them out.")
        raise Unreadable(told % first)


def text_in(row: Row, own: str, pair: Pair) -> str:
    """The translation of a row, "" where it has none."""
    cell = plain(row.cells[own])
    if not cell:
        return ""
    is_unchanged = cell == plain(spreadsheets.written(pair.text))
    text = plain(pair.text) if is_unchanged else plain(spreadsheets.meant(cell))
    faults = came_apart(pair, row.cells["digest"].strip(), text)
    if faults:
        cure = _("Export the report again, and take over what you have written.")
        raise Unreadable(*(f"{fault} {cure}" for fault in faults))
    if not is_unchanged:
        check_cell(row, own, pair, text)
    return text


def check_cell(row: Row, own: str, pair: Pair, text: str) -> None:
    if own in row.numeric:
        told = _(
            "The translation is a number: format the column as text, type it anew."
        )
        raise Unreadable(told)
    if max(len(pair.source), len(pair.text)) >= spreadsheets.LONGEST_CELL:
        told = _("%s is longer than a cell holds: translate it in the workspace.")
        raise Unreadable(told % pair.segment.what)
    if faults := unfit(pair, text):
        raise Unreadable(*faults)


# Between the page that shows what will be stored and the one that stores it.


def sealed(report: Report, wanted: list[Wanted], *, by: int) -> str:
    """As text that only this person can send back for this report."""
    said = [(each.pair.segment.key, each.text, each.pair.print()) for each in wanted]
    return spreadsheets.sealed(said, salt=salt_of(report, by))


def opened(report: Report, text: str, *, by: int) -> list[Said]:
    """What was sealed. Raises Unreadable for anything else."""
    return [Said(*each) for each in spreadsheets.opened(text, salt=salt_of(report, by))]


def salt_of(report: Report, by: int) -> str:
    return f"translations {report.pk} {by}"


def name_of_file(report: Report) -> str:
    return f"{report.slug}-{OTHER[report.written_in]}.xlsx"
