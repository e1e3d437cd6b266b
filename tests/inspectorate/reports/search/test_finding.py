"""What a search finds; both databases give the same, in the same order."""

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from inspectorate.reports import publication
from inspectorate.reports.models import Edition, Report, SearchedText
from inspectorate.reports.search import finding, index
from inspectorate.reports.search.finding import Found, search
from inspectorate.reports.search.query import MOST_WORDS, Narrowing
from tests.factories import (
    NOON,
    SYSTEM,
    make_edition,
    make_report,
    make_withdrawal,
)
from tests.inspectorate.reports.search.record import case_of, make_read, make_record

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def record(rows_of_module: None) -> None:
    make_record()


def slugs(found: Found) -> list[str]:
    known = dict(Edition.objects.values_list("pk", "report__slug"))
    return [known[hit.edition] for hit in found.hits]


NEATH, ANGLESEY = "neath-port-talbot", "isle-of-anglesey"
FOUND = [
    # In a title, then in a finding, then in the text; the newest first.
    ("placements", ["swansea", "cardiff", ANGLESEY, "torfaen"]),
    ("PLACEMENT", ["swansea", "cardiff", ANGLESEY, "torfaen"]),
    ("workers' cases", [NEATH]),
    ("children", ["cardiff"]),
    ("policy", ["swansea"]),
    ("oneill", []),
    ("o'neill", ["swansea"]),
    ("neill", ["swansea"]),
    ("cafe", ["swansea"]),
    ("zyzzyva", []),
    ("placements zyzzyva", []),
    ("the placements of", ["swansea", "cardiff", ANGLESEY, "torfaen"]),
    # Welsh, mutated and in the other number.
    ("achos", [NEATH]),
    ("gweithiwr", [NEATH]),
    ("argymhellion", [ANGLESEY]),
    ("blant", ["cardiff"]),
    ("lleoliadau", [ANGLESEY]),
    ("leoliadau", [ANGLESEY]),
    ("polisiau", ["swansea"]),
    ("ofalwyr maeth", ["torfaen"]),
    # Words of two languages stand in no text together.
    ("achosion cases", []),
    # An English train is no drain, a Welsh one is.
    ("train", []),
    ("dren", ["cardiff"]),
    # By whom a report is about, in either language.
    ("Neath", [NEATH]),
    ("Castell-nedd", [NEATH]),
    ("Nghastell-nedd", [NEATH]),
    ("yng Nghaerdydd", ["cardiff"]),
    ("Ynys Mon", [ANGLESEY]),
    ("Tor-faen", ["torfaen"]),
    # Council, county and the like beside a name are in no text of these.
    ("Neath county council", [NEATH]),
    ("cyngor Castell-nedd", [NEATH]),
    ("council placements torfaen", []),
    ("Torfaen placement", ["torfaen"]),
    ("Sir Benfro", []),
    ("lleoliadau Anglesey", [ANGLESEY]),
]


@pytest.mark.parametrize(("text", "reports"), FOUND)
def test_words_find_the_reports_that_hold_them_all(
    text: str, reports: list[str]
) -> None:
    assert slugs(search(text)) == reports


@pytest.mark.parametrize("probed", [1, 10])
def test_words_find_the_same_where_few_years_are_asked_first(
    monkeypatch: pytest.MonkeyPatch, probed: int, subtests: pytest.Subtests
) -> None:
    monkeypatch.setattr(index, "PROBED", probed)

    for text, reports in FOUND:
        with subtests.test(text):
            assert slugs(search(text)) == reports


NARROWED = [
    ({}, ["swansea", "cardiff", ANGLESEY, "torfaen"]),
    ({"authority": "torfaen"}, ["torfaen"]),
    ({"authority": "nobody"}, []),
    ({"service": "adults-x"}, ["cardiff", ANGLESEY]),
    ({"year": "2020"}, ["torfaen"]),
    ({"year": "not-stated"}, ["swansea"]),
    ({"language": "cy"}, []),
    ({"language": "en", "service": "children-x"}, ["swansea", "torfaen"]),
    ({"part": "title"}, ["swansea"]),
    ({"part": "findings"}, ["cardiff"]),
    ({"part": "recommendations"}, []),
]


@pytest.mark.parametrize(("narrowing", "reports"), NARROWED)
def test_search_is_narrowed(narrowing: dict[str, str], reports: list[str]) -> None:
    assert slugs(search("placement", Narrowing(**narrowing))) == reports


def test_facets_count_what_was_found() -> None:
    facets = search("placement").facets

    assert {
        name: sorted((each.value, each.count) for each in counts)
        for name, counts in facets.items()
    } == {
        "part": [("findings", 1), ("title", 1)],
        "authority": [("cardiff", 1), (ANGLESEY, 1), ("swansea", 1), ("torfaen", 1)],
        "service": [("adults-x", 2), ("children-x", 2)],
        "year": [("2018", 1), ("2020", 1), ("2021", 1), ("not-stated", 1)],
        "language": [("en", 4)],
    }


ODD = [
    "",
    " ",
    "\x00",
    "🦊🦊",
    '"',
    "' OR 1=1 --",
    "NEAR(a, b) AND NOT c*",
    "a & b | !c <-> d:*",
    "{words}: ^x -y +z",
    "=en",
    "=a:swansea",
    "%s %(x)s \\",
    "مرحبا 検索 привет",
    "x" * 10_000,
    "x-" * 5_000,
    "word " * 2_000,
    " ".join(f"word{n}" for n in range(2_000)),
    "the of and",
    "g",
    "\ud83e",
]


@pytest.mark.parametrize("text", ODD)
def test_odd_text_is_searched_without_an_error(text: str) -> None:
    found = search(text)

    assert len(found.query.units) <= MOST_WORDS
    assert set(slugs(found)) <= {NEATH, ANGLESEY, "torfaen", "swansea", "cardiff"}


def test_text_of_many_words_is_cut_and_tells() -> None:
    words = [f"word{n}" for n in range(MOST_WORDS)]

    assert not search(" ".join(words)).query.is_cut
    found = search(" ".join([*words, "more"]))
    assert (found.query.is_cut, found.query.words) == (True, words)


@pytest.mark.parametrize("probed", [1, 5, index.PROBED])
def test_more_than_are_put_in_order_are_not_counted(
    monkeypatch: pytest.MonkeyPatch, probed: int
) -> None:
    monkeypatch.setattr(index, "PROBED", probed)
    monkeypatch.setattr(index, "MOST", 2)
    monkeypatch.setattr(finding, "MOST", 2)

    found = search("placement")
    assert slugs(found) == ["swansea", "cardiff"]
    assert found.has_more
    assert not search("Neath").has_more


def test_search_takes_as_many_statements_for_one_report_as_for_four(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    # PostgreSQL is asked first how far back it is to look.
    looking = 1 if connection.vendor == "sqlite" else 2
    for text in ("policy", "placement"):
        with django_assert_num_queries(6 + looking):
            search(text)
    with django_assert_num_queries(2 + looking):
        search("zyzzyva")


def test_correction_is_found_by_its_own_words_alone() -> None:
    report = Report.objects.get(slug="torfaen")
    report.paragraphs.update(text_en="Aunts were praised.")
    Report.objects.filter(pk=report.pk).update(
        status=Report.Status.AWAITING_SIGN_OFF,
        correction_en="It was wrong.",
        correction_cy="Roedd yn anghywir.",
    )
    report = Report.objects.get(pk=report.pk)
    report.sign_off(by=SYSTEM, at=NOON)
    publication.publish(report, by=SYSTEM, at=NOON)

    assert slugs(search("aunts")) == ["torfaen"]
    assert slugs(search("carers")) == []


def test_withdrawn_report_is_found_by_nothing_and_no_word_of_it_is_kept() -> None:
    edition = Edition.objects.get(report__slug="torfaen")
    make_withdrawal(edition)

    assert slugs(search("carers")) == slugs(search("Torfaen")) == []
    assert not SearchedText.objects.filter(edition__report=edition.report_id).exists()


def test_row_of_what_is_not_published_is_found_by_nobody() -> None:
    """Whatever stands in the index: what is counted starts from published()."""
    edition = make_read(case_of("powys"), [("Wholly hidden.", "Cudd.")])
    rows = list(SearchedText.objects.filter(edition=edition))
    make_withdrawal(edition)
    SearchedText.objects.bulk_create(rows)

    found = search("hidden")
    assert (found.hits, found.facets["authority"]) == ([], [])


def test_draft_and_issued_report_are_found_by_nobody() -> None:
    make_report(case_of("powys"), paragraphs=["Secretive."])
    issued = make_report(case_of("gwynedd"), signed=True, paragraphs=["Secretive."])
    publication.issue(issued, by=SYSTEM, reason="By rule.")

    assert slugs(search("secretive")) == []
    assert slugs(search("Powys")) == []


def test_report_of_several_authorities_is_found_by_each() -> None:
    case = case_of("powys")
    case.authorities.add(case_of("gwynedd").authorities.get())
    make_edition(case, slug="joint")

    assert slugs(search("Powys")) == slugs(search("Ngwynedd")) == ["joint"]
