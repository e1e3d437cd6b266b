"""Lists of rows by the words that each of them holds; both databases find the same."""

import json
from collections.abc import Callable

import pytest
from django.test import Client

from inspectorate.inspections.models import Inspection
from inspectorate.reports.models import Report
from tests.factories import (
    make_correction,
    make_edition,
    make_finding,
    make_inspection,
    make_judgement,
    make_recommendation,
    make_theme,
    make_withdrawal,
)
from tests.inspectorate.api.problems import sentences

pytestmark = pytest.mark.django_db

FINDINGS = "/api/v1/findings/"
TEXTS = [
    ("Caseloads are high in Môn.", "Mae llwythi achosion yn uchel ym Môn."),
    ("Each child’s policies (follow-up) were *read*.", "Darllenwyd polisïau plant."),
    ("The case went to load: 50% of it.", "Aeth yr achos ymlaen."),
    ("A train ran.", "Rhedodd trên drwy Gastell-nedd."),
    ("Ysgol 1.10 was near.", ""),
]


@pytest.fixture
def inspection() -> Inspection:
    """Published as one report, `findings` of which have TEXTS, in their order."""
    inspection = make_inspection()
    for place, (english, welsh) in enumerate(TEXTS, start=1):
        make_finding(inspection, position=place, text_en=english, text_cy=welsh)
    make_edition(inspection, slug="told")
    return inspection


@pytest.fixture
def positions(get: Callable[..., dict]) -> Callable[..., list[int]]:
    def found(url: str = FINDINGS, **parameters: object) -> list[int]:
        return [row["position"] for row in get(url, **parameters)["results"]]

    return found


FOUND = [
    ("caseload", [1]),
    ("CASELOADS", [1]),
    ("case", [3]),
    ("load case", [3]),
    ("Mon", [1]),
    ("môn", [1]),
    ("high mon", [1]),
    ("children", [2]),
    ("child's", [2]),
    ("policy", [2]),
    ("followup", [2]),
    ("follow-up", [2]),
    ("up follow", [2]),
    ("read", [2]),
    ("50", [3]),
    ("1.10", [5]),
    # Welsh, mutated and in the other number.
    ("lwyth achos", [1]),
    ("achos", [1, 3]),
    ("blentyn", [2]),
    ("polisiau", [2]),
    ("Castell-nedd", [4]),
    ("castellnedd", [4]),
    ("Nghastell-nedd", [4]),
    # An English train is no drain, a Welsh one is; a school in an English text is one.
    ("drain", []),
    ("dren", [4]),
    ("ysgol", [5]),
    # Words of two languages stand in no text together.
    ("caseload llwythi", []),
    # A common word is one of those that must be there.
    ("the case", [3]),
    ("the caseload", []),
    ("the", [3]),
    ("zyzzyva", []),
    ("caseload zyzzyva", []),
    # No signs, beginnings or phrases are understood by it.
    ("case*", [3]),
    ('"load" | -case', [3]),
    ("case%", [3]),
    ("c.se", []),
    ("🦊 child", [2]),
]


@pytest.mark.parametrize("most", [500, 0])
def test_words_find_the_rows_that_hold_them_all_in_one_language(
    inspection: Inspection,
    positions: Callable[..., list[int]],
    monkeypatch: pytest.MonkeyPatch,
    subtests: pytest.Subtests,
    most: int,
) -> None:
    # With 0, every word that is there at all is in too many editions to look these up.
    monkeypatch.setattr("inspectorate.reports.search.rows.MOST", most)

    for words, rows in FOUND:
        with subtests.test(words=words):
            assert positions(words=words) == rows


def test_each_list_finds_its_own_texts(
    get: Callable[..., dict], positions: Callable[..., list[int]]
) -> None:
    inspection = make_inspection()
    make_finding(inspection, text_en="Zebras graze.")
    make_recommendation(inspection, text_en="Count zebras.", text_cy="Cyfrwch.")
    make_recommendation(inspection, text_cy="Sebra sydd yma.")
    make_judgement(inspection, wording_en="Good, as a zebra is.")
    texts = ["A zebra was seen.", "None was."]
    make_edition(inspection, paragraphs=texts, title_en="Of quaggas")

    lists = ("findings", "recommendations", "judgements", "paragraphs")
    rows = {name: positions(f"/api/v1/{name}/", words="zebras") for name in lists}
    assert rows == {name: [1] for name in lists}
    assert positions("/api/v1/recommendations/", words="sebra") == [2]
    assert positions("/api/v1/paragraphs/", words="quaggas") == []


def test_words_and_other_filters_find_what_meets_them_all(
    inspection: Inspection, positions: Callable[..., list[int]]
) -> None:
    other = make_inspection()
    make_finding(other, text_en="A case.", theme=make_theme(code="haste"))
    make_edition(other, slug="other")

    assert positions(words="case") == [3, 1]
    assert positions(words="case", theme="haste") == [1]
    assert positions(words="case", report="told") == [3]
    assert positions(words="case", classification="challenge") == []


def test_former_edition_is_asked_by_its_own_words(
    inspection: Inspection, positions: Callable[..., list[int]]
) -> None:
    finding = inspection.findings.get(position=1)
    finding.text_en, finding.text_cy = "Ponies are high.", "Merlod."
    finding.save()
    make_correction(Report.objects.get(slug="told").current_edition)

    assert positions(words="ponies") == [1]
    assert positions(words="caseload") == []
    assert positions(words="caseload", report="told", edition=1) == [1]
    assert positions(words="pony", report="told", edition=1) == []


def test_nothing_unpublished_or_withdrawn_is_found(
    inspection: Inspection, positions: Callable[..., list[int]]
) -> None:
    make_finding(make_inspection(), text_en="A caseload in a draft.")
    make_withdrawal(Report.objects.get(slug="told").current_edition)

    assert positions(words="caseload") == []


def test_walk_by_pages_meets_every_row_once_and_keeps_the_words(
    inspection: Inspection, get: Callable[..., dict]
) -> None:
    for place in range(4):
        case = make_inspection()
        make_finding(case, text_en=f"Case {place}.")
        make_edition(case)

    page = get(FINDINGS, words="case", page_size=2)
    met = [row["text"]["en"] for row in page["results"]]
    while page["next"]:
        page = get(page["next"])
        met += [row["text"]["en"] for row in page["results"]]
    assert met == [TEXTS[2][0], *(f"Case {place}." for place in range(4))]


@pytest.mark.parametrize(("words", "count"), [("achos", 2), ("zyzzyva", 0)])
def test_file_has_the_rows_that_hold_the_words(
    client: Client, inspection: Inspection, words: str, count: int
) -> None:
    asked = {"words": words}

    answers = [
        client.get(FINDINGS, {**asked, "format": name}) for name in ("csv", "jsonl")
    ]
    table, lines = (b"".join(each.streaming_content) for each in answers)
    assert table.count(b"\r\n") == 1 + count
    assert [json.loads(line)["position"] for line in lines.splitlines()] == [1, 3][
        :count
    ]


def test_list_takes_as_many_queries_for_two_rows_as_for_one(
    count_queries: Callable[[str], int], inspection: Inspection
) -> None:
    url = f"{FINDINGS}?words=achos&page_size="

    assert count_queries(f"{url}1") == count_queries(f"{url}2") == 3


TOO_MUCH = "This is too much. Give 12 words and 1000 characters at most."
NO_WORD = "There is no word in this. Give one, such as caseload."
OTHER = "“%s” has letters that are not compared. Give words of Latin letters."
REFUSED = {
    "x" * 10_000: TOO_MUCH,
    "x-" * 5_000: TOO_MUCH,
    "a-b-c-d-e-f-g-h-i-j-k-l-m": TOO_MUCH,
    "word " * 2_000: TOO_MUCH,
    " ".join(f"word{n}" for n in range(13)): TOO_MUCH,
    "🦊🦊": NO_WORD,
    '"': NO_WORD,
    "--": NO_WORD,
    "o'r": NO_WORD,
    "\x01\x02": NO_WORD,
    "(?:[": NO_WORD,
    "привет": OTHER % "привет",
    "caseload مرحبا": OTHER % "مرحبا",
    "þing": OTHER % "þing",
    "a\x00b": "Null characters are not allowed.",
}


def test_text_that_cannot_be_compared_is_refused_with_what_to_do(
    client: Client, subtests: pytest.Subtests
) -> None:
    for words, sentence in REFUSED.items():
        with subtests.test(words=words[:20]):
            answer = client.get(FINDINGS, {"words": words})

            assert (answer.status_code, sentences(answer)) == (
                400,
                {"words": [sentence]},
            )


ODD = [
    "' OR 1=1 --",
    "NEAR(a, b) AND NOT c*",
    "a & b | !c <-> d:*",
    "{words}: ^x -y +z",
    "=en:findings",
    "=a:swansea",
    "%s %(x)s \\",
    "(a+)+$ [a-z]{1000} \\1",
    "the of and",
    "x" * 1000,
    "-".join("abcdefghijkl"),
    " ".join(f"argymhelliad{n}" for n in range(12)),
    "cyngor plant gofal tîm bwrdd llwyth maes rhiant",
]


def test_odd_text_is_answered(
    get: Callable[..., dict], inspection: Inspection, subtests: pytest.Subtests
) -> None:
    for words in ODD:
        with subtests.test(words=words[:20]):
            assert get(FINDINGS, words=words)["results"] == []
