"""Small files as people send them: real in what they are known by, and no more."""

import io
import zipfile

from django.core.files.base import ContentFile

from inspectorate.inspections.office import DOCX, ODS, ODT, PPTX, XLSX

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< >>\nendobj\ntrailer\n%%EOF\n"
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")
PNG = b"\x89PNG\r\n\x1a\n" + bytes.fromhex("0000000d49484452") + bytes(17)
WAV = b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(28)
MP3 = b"ID3\x04\x00\x00\x00\x00\x00\x00\xff\xfb\x90\x00" + bytes(20)
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + bytes(100)
HTML = b"<!DOCTYPE html><script>alert('Bore da')</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
OLD_WORD = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512)


def film(brand: bytes, *others: bytes) -> bytes:
    """What MP4, M4A and HEIC begin with: the brands that it says it is."""
    brands = b"".join(others)
    length = (16 + len(brands)).to_bytes(4, "big")
    return length + b"ftyp" + brand + bytes(4) + brands + b"\x00\x00\x00\x08free"


HEIC = film(b"heic", b"mif1", b"heic")
M4A = film(b"M4A ", b"M4A ", b"mp42", b"isom")
MP4 = film(b"isom", b"isom", b"iso2", b"avc1", b"mp41")
QUICKTIME = film(b"qt  ", b"qt  ")


def archive(parts: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return made.getvalue()


def content_types(main: str, *others: str) -> str:
    told = "".join(
        f'<Override PartName="/{number}" ContentType="{kind}"/>'
        for number, kind in enumerate([main, *others])
    )
    return f'<?xml version="1.0"?><Types xmlns="http://x.example">{told}</Types>'


def office(
    kind: str, *others: str, parts: dict[str, bytes | str] | None = None
) -> bytes:
    """A document of Microsoft's form, with further kinds of parts."""
    types = content_types(f"{kind}.main+xml", *others)
    return archive(
        {"[Content_Types].xml": types, "x/main.xml": "<x/>", **(parts or {})}
    )


def open_document(kind: str, *names: str) -> bytes:
    parts = {"mimetype": kind, "content.xml": "<x/>", **dict.fromkeys(names, "<x/>")}
    return archive(parts, zipfile.ZIP_STORED)


DOCUMENTS = {
    "notes.docx": (office(DOCX), DOCX),
    "numbers.xlsx": (office(XLSX), XLSX),
    "slides.pptx": (office(PPTX), PPTX),
    "notes.odt": (open_document(ODT), ODT),
    "numbers.ods": (open_document(ODS), ODS),
}
KNOWN = {
    "plan.pdf": (PDF, "application/pdf"),
    "photo.jpg": (JPEG, "image/jpeg"),
    "PHOTO.JPEG": (JPEG, "image/jpeg"),
    "scan.png": (PNG, "image/png"),
    "photo.heic": (HEIC, "image/heic"),
    "call.mp3": (MP3, "audio/mpeg"),
    "call.m4a": (M4A, "audio/mp4"),
    "call.wav": (WAV, "audio/x-wav"),
    "walk.mp4": (MP4, "video/mp4"),
    "notes.txt": ("Tŷ Gwyn, 3 o'r gloch\r\n".encode(), "text/plain"),
    "old.txt": ("Café – 9 “files”".encode("cp1252"), "text/plain"),
    "page.txt": (HTML, "text/plain"),
    "list.csv": (b"file,on time\n1,yes\n", "text/csv"),
    **DOCUMENTS,
}


def sent(content: bytes = PDF, name: str = "plan.pdf") -> ContentFile:
    return ContentFile(content, name=name)
