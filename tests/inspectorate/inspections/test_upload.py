import pytest
from pytest_django import Settings

from inspectorate.inspections.upload import check, clean_name
from inspectorate.lifecycle import Refusal
from tests.inspectorate.inspections.files import (
    DOCX,
    EXE,
    HTML,
    KNOWN,
    OLD_WORD,
    PDF,
    QUICKTIME,
    SVG,
    archive,
    office,
    sent,
)


@pytest.mark.parametrize("name", KNOWN)
def test_file_of_each_kind_is_known_by_what_is_in_it(name: str) -> None:
    content, media_type = KNOWN[name]

    upload = check(sent(content, name))

    assert (upload.name, upload.media_type) == (name, media_type)
    assert (upload.size, upload.scanned) == (len(content), False)


def refusal(content: bytes, name: str) -> str:
    with pytest.raises(Refusal) as refused:
        check(sent(content, name))
    return str(refused.value)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.pdf", EXE),
        ("setup.exe", EXE),
        ("notes.doc", OLD_WORD),
        ("notes.docx", OLD_WORD),
        ("walk.mp4", QUICKTIME),
        ("notes.docx", archive({"word/document.xml": "<x/>"})),
        ("all.zip", archive({"plan.pdf": PDF})),
        ("notes.txt", b"one\x00two"),
        ("notes.txt", "Llanelli".encode("utf-16")),
        ("notes.txt", b"\x81 is no letter, and \xff no UTF-8"),
        ("notes.txt", b"cut in a letter \x81\xc5"),
        ("page.txt", b"\x1b[2Jgone"),
    ],
)
def test_file_of_another_kind_is_refused_whatever_its_name(
    name: str, content: bytes
) -> None:
    assert refusal(content, name) == (
        f"“{name}” is not of a kind that is taken, whatever its name says. Save it as "
        "one of these: PDF, JPEG, PNG, HEIC, MP3, M4A, WAV, MP4, DOCX, XLSX, PPTX, "
        "ODT, ODS, plain text or CSV."
    )


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        (
            "photo.jpg",
            HTML,
            (
                "plain text, but its name does not say so: give it a name that ends in "
                ".txt or .csv, and choose it again."
            ),
        ),
        ("photo.svg", SVG, "plain text, but"),
        ("page.html", HTML, "plain text, but"),
        ("run.sh", b"#!/bin/sh\nrm -rf /\n", "plain text, but"),
        ("notes.txt", PDF, "PDF, but"),
        ("plan.pdf.exe", PDF, "PDF, but"),
        ("plan", PDF, "PDF, but"),
        ("numbers.xlsx", office(DOCX), "DOCX, but"),
    ],
)
def test_name_that_disagrees_with_the_content_is_refused_with_the_cure(
    name: str, content: bytes, told: str
) -> None:
    assert f"“{name}” holds {told}" in refusal(content, name)


def test_empty_file_is_refused() -> None:
    assert refusal(b"", "plan.pdf") == "This file is empty: choose another one."


def test_file_of_more_than_the_setting_says_is_refused(settings: Settings) -> None:
    settings.EVIDENCE_MAX_MB = 1

    assert check(sent(PDF.ljust(1_000_000))).size == 1_000_000
    assert refusal(PDF.ljust(1_000_001), "plan.pdf") == (
        "This file has 2 MB, and at most 1 MB are taken: split it, or save it in a "
        "smaller form."
    )


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/plan.pdf", "plan.pdf"),
        (r"C:\Users\Mair\plan.pdf", "plan.pdf"),
        ("plan\r\nSet-Cookie: a=b.pdf", "plan Set-Cookie: a=b.pdf"),
        ("plan\u202efdp.exe", "plan fdp.exe"),
        ("plan\x00.pdf", "plan .pdf"),
        ("cynllun tŷ.pdf", "cynllun tŷ.pdf"),
        ("cynllun ty\u0302.pdf", "cynllun tŷ.pdf"),
        ("x" * 300 + ".docx", "x" * 140 + ".docx"),
        ("plan." + "x" * 300, "plan." + "x" * 9),
        ("", "file"),
        ("///", "file"),
        ("\u200f", "file"),
        ("..", ".."),
        (".pdf", ".pdf"),
    ],
)
def test_name_is_cleaned_for_showing(name: str, shown: str) -> None:
    assert clean_name(name) == shown
