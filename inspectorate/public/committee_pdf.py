"""The committee sheet as a tagged PDF, set by typst from data alone."""

import json
from datetime import UTC, date, datetime, time
from pathlib import Path

import typst

from inspectorate.reports.rendering import styles
from inspectorate.reports.rendering.pdf import PLAIN, STANDARDS, drawable

SHEET = Path(__file__).parent / "committee.typ"
STYLE = "2026"


def typeset(told: dict[str, object], on: date) -> bytes:
    """Signs that no font has are told by their number."""
    try:
        return compiled(drawable(told, styles.signs(STYLE)), on)
    except typst.TypstError:
        return compiled(drawable(told, PLAIN | {"\n"}), on)


def compiled(told: object, on: date) -> bytes:
    files = {
        "main.typ": SHEET.read_bytes(),
        "sheet.json": json.dumps(told).encode(),
    }
    moment = datetime.combine(on, time(), UTC)
    return typst.compile(
        files,
        format="pdf",
        ignore_system_fonts=True,
        pdf_standards=STANDARDS,
        timestamp=int(moment.timestamp()),
    )
