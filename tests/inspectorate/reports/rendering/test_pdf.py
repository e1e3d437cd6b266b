import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
import typst
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from inspectorate.reports.rendering import pdf, styles
from inspectorate.reports.rendering.layout import Source
from tests.factories import make_edition
from tests.inspectorate.reports.rendering.documents import (
    make_source,
    source_of,
    with_text,
)

pytestmark = pytest.mark.django_db
slow = pytest.mark.slow


@pytest.fixture
def source() -> Source:
    return make_source()


def read(source: Source, language: str = "en") -> PdfReader:
    return PdfReader(BytesIO(pdf.compose(source, language)))


def text_of(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def elements(reader: PdfReader) -> list[DictionaryObject]:
    """The structure tree, as a program that reads aloud goes through it."""
    return list(walked(reader.trailer["/Root"]["/StructTreeRoot"]))


def walked(node: DictionaryObject) -> Iterator[DictionaryObject]:
    if "/S" in node:
        yield node
    kids = node.get("/K", [])
    kids = kids.get_object() if hasattr(kids, "get_object") else kids
    for kid in kids if isinstance(kids, list) else [kids]:
        child = kid.get_object()
        if isinstance(child, DictionaryObject):
            yield from walked(child)


def kinds(reader: PdfReader) -> list[str]:
    return [element["/S"] for element in elements(reader)]


def test_pdf_has_the_same_bytes_whenever_it_is_made(source: Source) -> None:
    first = pdf.compose(source, "en")

    assert first.startswith(b"%PDF-1.7")
    assert pdf.compose(source, "en") == first


@slow
@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Inspection of children's services"),
        ("cy", "Arolygiad o wasanaethau plant"),
    ],
)
def test_pdf_tells_its_language_and_title_and_that_it_is_tagged(
    source: Source, language: str, title: str
) -> None:
    reader = read(source, language)

    root = reader.trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert reader.metadata.title == title
    claims = reader.xmp_metadata.rdf_root.toxml()
    assert "<pdfuaid:part>1</pdfuaid:part>" in claims
    assert "<pdfaid:part>2</pdfaid:part>" in claims
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in claims


@slow
def test_pdf_has_headings_tables_with_header_cells_and_bookmarks(
    source: Source,
) -> None:
    reader = read(source)

    found = kinds(reader)
    assert {"/Title", "/H1", "/H2", "/Table", "/THead", "/TD", "/P"} <= set(found)
    # Area and grade; reference, recommendation and timescale.
    assert found.count("/TH") == 5
    marks = [mark.title for mark in reader.outline if not isinstance(mark, list)]
    assert marks == [
        "Judgements",
        "Findings",
        "Recommendations",
        "Text of the report",
        "About this record",
    ]


@slow
def test_passage_in_the_other_language_is_marked(source: Source) -> None:
    welsh_only = with_text(source, "", "Ymwelodd â'r tŷ ddŵr.")

    marked = [e["/Lang"] for e in elements(read(welsh_only)) if "/Lang" in e]

    assert set(marked) == {"cy"}
    assert not [e for e in elements(read(source)) if "/Lang" in e]


@slow
def test_welsh_letters_are_found_in_the_text(source: Source) -> None:
    reader = read(with_text(source, "", "Tŷ a dŵr, Ŵyr ac Ŷd: â ê î ô û ï."), "cy")

    assert "Tŷ a dŵr, Ŵyr ac Ŷd: â ê î ô û ï." in text_of(reader)


@slow
def test_numbers_of_paragraphs_stand_as_printed(source: Source) -> None:
    number = source.document["sections"][0]["paragraphs"][1]["number"]

    assert f"{number} Inspectors read 2 of the case files." in text_of(read(source))


@slow
def test_sparse_historical_report_says_what_is_not_held() -> None:
    sparse = with_text(source_of(make_edition()), "", "")
    sparse.document["sections"][0]["heading"] = {"en": "", "cy": ""}
    sparse.document["published_on"] = ""
    sparse.document["languages"] = []

    told = text_of(read(sparse))

    assert "Text not held: only the number of this paragraph is known." in told
    assert "Published date not stated" in told


@slow
def test_section_below_one_without_heading_skips_no_level(source: Source) -> None:
    deep = {**source.document["sections"][0], "depth": 3}
    source.document["sections"].insert(0, deep)

    assert "/H2" in kinds(read(source))


HOSTILE = [
    '#panic("out") #let x = 1 \\ `raw` @label <mark> *bold* _it_ $ x^2 $ = Head',
    '<script>alert("x")</script><b>no tag</b> &amp; &lt;',
    "{{ settings.SECRET_KEY }} {% load i18n %}",
    '"]) #read("/etc/passwd") //',
]


@slow
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_and_does_nothing(source: Source, text: str) -> None:
    told = text_of(read(with_text(source, f"\\{text}"))).replace(" ", "")

    for part in ('#panic("out")', "<script>", "{{settings.SECRET_KEY}}", '#read("'):
        assert (part in told) == (part in text.replace(" ", ""))


@slow
def test_sign_that_no_font_has_is_told_by_its_number(source: Source) -> None:
    told = text_of(read(with_text(source, "A 😀 and 中\u0007\u200b\ue000 end.")))

    assert "A [U+1F600] and [U+4E2D][U+E000] end." in told


@slow
def test_word_longer_than_a_line_is_broken_into_lines(source: Source) -> None:
    told = text_of(read(with_text(source, "w" * 10_000)))

    assert told.replace(" ", "").count("w" * 48) == 10_000 // 48
    assert max(map(len, told.split())) < 100


@slow
def test_deeply_nested_and_long_text_is_set(source: Source) -> None:
    nested = "\n".join(f"{'  ' * depth}- item {depth}" for depth in range(24))
    table = "| A | B |\n|---|---|\n" + "| one | two |\n" * 200

    said = "> " * 48 + "quoted"

    told = text_of(read(with_text(source, f"{nested}\n\n{table}\n\n{said}")))

    assert "item 23" in told
    assert told.count("one two") == 200
    assert "quoted" in told


@slow
def test_engine_that_fails_is_told_in_a_sentence(
    source: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(styles, "STYLES", tmp_path)
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "signs.txt").write_text("0020-007E\n")
    (tmp_path / "broken" / "report.typ").write_text("#nonsense")

    with pytest.raises(pdf.EngineError) as refusal:
        pdf.compose(source._replace(style="broken"), "en")

    assert str(refusal.value) == (
        "The PDF could not be made: unknown variable: nonsense"
    )


@slow
def test_fonts_have_every_sign_that_a_style_counts_on() -> None:
    signs = sorted(styles.signs("2026"))
    text = " ".join(f"a{sign}" for sign in signs)
    template = b'#set document(title: "Signs")\n#json("signs.json")'

    made = typst.compile(
        {"main.typ": template, "signs.json": json.dumps(text).encode()},
        format="pdf",
        ignore_system_fonts=True,
        pdf_standards=pdf.STANDARDS,
    )

    assert len(signs) == 7314
    assert made.startswith(b"%PDF")
