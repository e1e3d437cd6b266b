"""An edition as a tagged PDF (PDF/UA-1 and PDF/A-2a) in one language, set by typst.

Its texts reach typst as data, never as markup; its fonts are those within typst, so
that every machine makes the same bytes.
"""

import json
import unicodedata

import typst
from django.utils.translation import gettext as _

from inspectorate.reports.rendering import styles
from inspectorate.reports.rendering.layout import Source, laid_out
from inspectorate.reports.rendering.passages import tree

MADE_WITH = f"typst {typst.__version__}"
STANDARDS = ["ua-1", "a-2a"]
# Of these all fonts have every sign, alone and together.
PLAIN = frozenset(map(chr, range(0x20, 0x180)))


class EngineError(Exception):
    """The engine could not set a text; the sentence says what it told."""


def compose(source: Source, language: str) -> bytes:
    """Raises EngineError."""
    layout = laid_out(source, language, tree)
    entered = source.entered_at
    known = styles.signs(source.style)
    try:
        return typeset(source.style, drawable(layout, known), entered.timestamp())
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise EngineError(told(error)) from error
    # Signs that no font has together, each of which one has alone.
    plain = drawable(layout, PLAIN | {"\n"})
    try:
        return typeset(source.style, plain, entered.timestamp())
    except typst.TypstError as error:
        raise EngineError(told(error)) from error


def typeset(style: str, data: object, at: float) -> bytes:
    files = {
        "main.typ": styles.part(style, "report.typ").encode(),
        "report.json": json.dumps(data).encode(),
    }
    return typst.compile(
        files,
        format="pdf",
        ignore_system_fonts=True,
        pdf_standards=STANDARDS,
        timestamp=int(at),
    )


def drawable(data: object, known: frozenset[str]) -> object:
    """The same data with signs that a font has; another one is told by its number."""
    if isinstance(data, str):
        if known.issuperset(data):
            return data
        return "".join(sign if sign in known else named(sign) for sign in data)
    if isinstance(data, dict):
        return {key: drawable(value, known) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [drawable(each, known) for each in data]
    return data


def named(sign: str) -> str:
    """A sign that is not to be seen, such as a control character, is left out."""
    if sign in "\n\t":
        return sign
    if unicodedata.category(sign) in ("Cc", "Cf"):
        return ""
    return f"[U+{ord(sign):04X}]"


def told(error: typst.TypstError) -> str:
    sentence = _("The PDF could not be made: %s")
    return sentence % str(error.message)[:500]
