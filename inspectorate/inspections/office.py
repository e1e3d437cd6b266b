"""Documents that are ZIP archives, told apart from other archives.

Nothing is unpacked but the short part that says what the document is.
"""

import struct
import zipfile
import zlib

from django.core.files import File
from django.utils.translation import gettext as _

from inspectorate.lifecycle import Refusal

SIGNATURE = b"PK\x03\x04"

MICROSOFT = "application/vnd.openxmlformats-officedocument"
DOCX = f"{MICROSOFT}.wordprocessingml.document"
XLSX = f"{MICROSOFT}.spreadsheetml.sheet"
PPTX = f"{MICROSOFT}.presentationml.presentation"
OPEN = "application/vnd.oasis.opendocument"
ODT = f"{OPEN}.text"
ODS = f"{OPEN}.spreadsheet"

PARTS = "[Content_Types].xml"
# What a document says of itself; one of a thousand sheets says less than this.
LONGEST = 1_000_000
PACKING = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
END, END_BYTES, LOCATOR_BYTES = b"PK\x05\x06", 22, 20


def recognise(file: File) -> str | None:
    """The media type of a document; None for any other archive.

    Raises Refusal when the document holds macros.
    """
    if not has_short_contents(file):
        return None
    try:
        with zipfile.ZipFile(file) as archive:
            return opened(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        return None
    except (RuntimeError, ValueError):  # encrypted, or with nonsense for a name
        return None


def has_short_contents(file: File) -> bool:
    """Whether the list of what is inside is short and stands at the very end.

    zipfile reads all of it into memory, and a million empty entries fit into a file
    of 50 MB; a record of the 64-bit form could tell it of more than we see here.
    """
    size = file.seek(0, 2)
    file.seek(max(0, size - END_BYTES - LOCATOR_BYTES))
    tail = file.read()
    if tail[-END_BYTES:][:4] != END or tail.startswith(b"PK\x06\x07"):
        return False
    (length,) = struct.unpack("<L", tail[-10:-6])
    return length <= LONGEST


def opened(archive: zipfile.ZipFile) -> str | None:
    names = archive.namelist()
    if PARTS in names:
        return of_microsoft(beginning(archive, PARTS), names)
    if "mimetype" in names:
        return of_open_document(beginning(archive, "mimetype"), names)
    return None


def beginning(archive: zipfile.ZipFile, name: str) -> str:
    """Nothing where it is packed in a way that no office program packs."""
    if archive.getinfo(name).compress_type not in PACKING:
        return ""
    with archive.open(name) as part:
        return part.read(LONGEST).decode("ascii", errors="replace")


def of_microsoft(parts: str, names: list[str]) -> str | None:
    told = f"{parts} {' '.join(names)}".lower()
    if "macroenabled" in told or "vbaproject" in told or "macrosheet" in told:
        refuse_macros()
    mains = (kind for kind in (DOCX, XLSX, PPTX) if f'"{kind}.main+xml"' in parts)
    return next(mains, None)


def of_open_document(kind: str, names: list[str]) -> str | None:
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        refuse_macros()
    return kind if kind in (ODT, ODS) else None


def refuse_macros() -> None:
    raise Refusal(
        _("This document holds macros: save it without them and choose that file.")
    )
