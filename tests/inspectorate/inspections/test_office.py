import io
import struct
import zipfile

import pytest
from django.core.files.base import ContentFile

from inspectorate.inspections import office as module
from inspectorate.inspections.office import DOCX, ODT, PARTS, XLSX, recognise
from inspectorate.lifecycle import Refusal
from tests.inspectorate.inspections.files import (
    archive,
    content_types,
    office,
    open_document,
)

MACRO_WORD = "application/vnd.ms-word.document.macroEnabled.main+xml"
MACRO_PART = "application/vnd.ms-office.vbaProject"


@pytest.mark.parametrize(
    "content",
    [
        archive({PARTS: content_types(MACRO_WORD)}),
        office(DOCX, MACRO_PART),
        office(DOCX, parts={"word/vbaProject.bin": b"\x00"}),
        office(XLSX, parts={"xl/macrosheets/sheet1.xml": "<x/>"}),
        open_document(ODT, "Basic/Standard/Module1.xml"),
        open_document(ODT, "Scripts/python/run.py"),
    ],
)
def test_document_with_macros_is_refused_with_the_cure(content: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        recognise(ContentFile(content))

    assert str(refused.value) == (
        "This document holds macros: save it without them and choose that file."
    )


def broken(content: bytes) -> bytes:
    """The part that says what the document is cannot be unpacked."""
    place = content.index(PARTS.encode()) + len(PARTS)
    return content[:place] + b"\xff" * 12 + content[place + 12 :]


def encrypted(content: bytes) -> bytes:
    place = content.index(b"PK\x01\x02") + 8
    changed = bytearray(content)
    changed[place] |= 1
    return bytes(changed)


def of_64_bits(content: bytes) -> bytes:
    locator = b"PK\x06\x07" + struct.pack("<LQL", 0, 0, 1)
    return content[:-22] + locator + content[-22:]


@pytest.mark.parametrize(
    "content",
    [
        archive({"plan.txt": "x"}),
        archive({PARTS: content_types("application/epub+zip")}),
        open_document("application/epub+zip"),
        archive({PARTS: content_types(f"{DOCX}.main+xml")}, zipfile.ZIP_LZMA),
        b"PK\x03\x04",
        b"PK\x03\x04" + bytes(60),
        office(DOCX)[:-30],
        office(DOCX) + b"more",
        broken(office(DOCX)),
        encrypted(office(DOCX)),
        of_64_bits(office(DOCX)),
    ],
)
def test_other_archive_is_no_document(content: bytes) -> None:
    assert recognise(ContentFile(content)) is None


def test_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten megabytes of one letter take ten thousand bytes; no more is read than set."""
    monkeypatch.setattr(module, "LONGEST", 5_000)
    read = []
    original = zipfile.ZipExtFile.read
    monkeypatch.setattr(
        zipfile.ZipExtFile,
        "read",
        lambda self, n=-1: read.append(data := original(self, n)) or data,
    )
    types = content_types(f"{DOCX}.main+xml")
    bomb = {PARTS: types.ljust(10_000_000), "word/document.xml": " " * 10_000_000}

    assert recognise(ContentFile(archive(bomb))) == DOCX
    assert [len(data) for data in read] == [5_000]


def test_list_of_contents_that_would_fill_the_memory_is_not_read() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for number in range(10_000):
            packed.writestr(f"{number:060}", b"")

    assert recognise(ContentFile(made.getvalue())) is None
