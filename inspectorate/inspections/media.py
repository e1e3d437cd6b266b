"""The kinds of files that are taken as evidence, known by what is in them.

A name only chooses between two kinds of text, and has to agree with the rest.
"""

import codecs
import re
from typing import NamedTuple

import filetype
from django.core.files import File
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from inspectorate.inspections import office


class MediaType(NamedTuple):
    name: str
    label: str | Promise
    endings: tuple[str, ...]


# An M4A may also say that it is an MP4, so it is asked for first.
SIGNED = (
    MediaType("application/pdf", "PDF", (".pdf",)),
    MediaType("image/jpeg", "JPEG", (".jpg", ".jpeg")),
    MediaType("image/png", "PNG", (".png",)),
    MediaType("image/heic", "HEIC", (".heic", ".heif")),
    MediaType("audio/mpeg", "MP3", (".mp3",)),
    MediaType("audio/mp4", "M4A", (".m4a",)),
    MediaType("audio/x-wav", "WAV", (".wav",)),
    MediaType("video/mp4", "MP4", (".mp4", ".m4v")),
)
PACKED = (
    MediaType(office.DOCX, "DOCX", (".docx",)),
    MediaType(office.XLSX, "XLSX", (".xlsx",)),
    MediaType(office.PPTX, "PPTX", (".pptx",)),
    MediaType(office.ODT, "ODT", (".odt",)),
    MediaType(office.ODS, "ODS", (".ods",)),
)
TEXT = (
    MediaType("text/plain", _("plain text"), (".txt",)),
    MediaType("text/csv", "CSV", (".csv",)),
)
TAKEN = (*SIGNED, *PACKED, *TEXT)

MATCHERS = [filetype.get_type(mime=kind.name) for kind in SIGNED]
HEAD = 8192
# Tab, line feed, form feed and carriage return are the ones that texts have.
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
NOT_WINDOWS = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


def recognise(file: File) -> list[MediaType]:
    """The kinds that the content may be: none, one, or those of text."""
    file.seek(0)
    head = file.read(HEAD)
    match = filetype.match(head, MATCHERS)
    if match is not None:
        return [kind for kind in SIGNED if kind.name == match.mime]
    if head.startswith(office.SIGNATURE):
        found = office.recognise(file)
        return [kind for kind in PACKED if kind.name == found]
    return list(TEXT) if is_text(file) else []


def is_text(file: File) -> bool:
    """Valid UTF-8 or Windows-1252, without control characters."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    in_unicode = in_windows = True
    for chunk in file.chunks():
        if CONTROL.search(chunk):
            return False
        in_windows = in_windows and not NOT_WINDOWS.search(chunk)
        in_unicode = in_unicode and decodes(decoder, chunk)
    return in_windows or (in_unicode and decodes(decoder, b"", final=True))


def decodes(
    decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False
) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True
