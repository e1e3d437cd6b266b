import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from inspectorate.reports.models import PublishedParagraph
from tests.factories import make_finding, make_recommendation
from tests.inspectorate.public.pages import in_order, words
from tests.inspectorate.reports.search.record import case_of, make_read, make_record

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def record(rows_of_module: None) -> None:
    make_record()


def test_page_without_words_asks_for_them_and_may_be_indexed(client: Client) -> None:
    response = client.get("/en/search/")

    page = response.content.decode()
    assert response.status_code == 200
    assert 'role="search"' in page
    assert "noindex" not in page
    assert "Write the words" not in words(response)
    assert "Write the words" in words(client.get("/en/search/", {"q": " "}))


def test_reports_are_listed_with_links_to_the_passages(client: Client) -> None:
    response = client.get("/en/search/", {"q": "placements"})

    page = response.content.decode()
    assert in_order(response, "Reports found: 4", "Report on placements", "Cardiff")
    assert "Report on <mark>placements</mark>" in page
    assert "The <mark>placement</mark> of a child took long." in page
    assert '/en/reports/cardiff/#findings"' in page
    paragraph = PublishedParagraph.objects.get(edition__report__slug="torfaen")
    assert f'/en/reports/torfaen/#{paragraph.anchor}"' in page
    assert '<meta name="robots" content="noindex' in page


def test_texts_are_shown_as_texts_whatever_they_hold(client: Client) -> None:
    page = client.get("/en/search/", {"q": '<b>"policies'}).content.decode()

    assert "of &lt;<mark>b</mark>&gt;<mark>policies</mark>&lt;" in page
    assert 'value="&lt;b&gt;&quot;policies"' in page
    assert "<b>" not in page


def test_text_in_the_other_language_is_marked_with_it(client: Client) -> None:
    page = client.get("/en/search/", {"q": "gweithiwr"}).content.decode()

    assert '<span lang="cy">Mae gan <mark>weithwyr</mark> ormod' in page
    welsh = client.get("/cy/search/", {"q": "gweithiwr"}).content.decode()
    assert "<span>Mae gan <mark>weithwyr</mark> ormod" in welsh


@pytest.mark.parametrize(
    ("asked", "name"),
    [("Nghastell-nedd", "Neath Port Talbot"), ("Gwynedd", "Gwynedd")],
)
def test_council_that_is_named_stands_on_top(
    client: Client, asked: str, name: str
) -> None:
    response = client.get("/en/search/", {"q": asked})

    assert in_order(response, "Authorities of this name", name)


@pytest.mark.parametrize(
    ("asked", "is_told"),
    [("SA1 3SN", True), ("ll552ht", True), ("CF10", True), ("zyzzyva", False)],
)
def test_who_searches_by_postcode_is_led_to_the_list_of_councils(
    client: Client, asked: str, is_told: bool
) -> None:
    found = words(client.get("/en/search/", {"q": asked}))

    assert ("This looks like a postcode." in found) == is_told


def test_nothing_found_says_what_was_searched_and_suggests(client: Client) -> None:
    response = client.get("/en/search/", {"q": "Swnasea"})

    assert in_order(
        response,
        "No published report has all of these words.",
        "in English and Welsh, for: swnasea",
        "Did you mean this authority? Swansea",
        "Write fewer words",
    )


def test_council_without_a_report_is_told_to_have_none(client: Client) -> None:
    response = client.get("/en/search/", {"q": "Gwynedd"})

    assert in_order(
        response,
        "Gwynedd: no report on this authority is published here.",
        "What is known about it",
        "Councils under concern , What the words mean",
    )
    assert "spelt" not in words(response)
    for way in ("authorities/gwynedd", "concerns", "glossary"):
        assert f'href="/en/{way}/"' in response.content.decode()


def test_council_with_a_report_is_not_told_to_have_none(client: Client) -> None:
    page = words(client.get("/en/search/", {"q": "Cardiff zzzyx"}))

    assert "No published report has all of these words." in page
    assert "no report on this authority" not in page


def test_facet_narrows_to_what_it_counts(client: Client) -> None:
    page = client.get("/en/search/", {"q": "placement"}).content.decode()
    assert '?q=placement&amp;service=adults-x">Adults</a>' in page

    response = client.get("/en/search/", {"q": "placement", "service": "adults-x"})
    assert in_order(response, "Service: Adults", "Reports found: 2", "Cardiff")
    assert "Torfaen" not in words(response)


@pytest.mark.parametrize("name", ["part", "authority", "service", "year", "language"])
@pytest.mark.parametrize("value", ["nothing", "\x00", "x" * 3000, "'"])
def test_value_that_is_no_choice_is_answered_by_a_sentence(
    client: Client, name: str, value: str
) -> None:
    response = client.get("/en/search/", {"q": "placement", name: value})

    assert response.status_code == 200
    assert "is not one of the choices." in words(response)
    assert "Reports found" not in words(response)


ODD = ["\x00", "🦊", '"', "=en", "x" * 10_000, "a b " * 3_000, "\u202e\ufeff", "*:^-"]


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("text", ODD)
def test_odd_text_gives_a_page(client: Client, language: str, text: str) -> None:
    for way in ({"q": text}, {"q": text, "page": "-7"}, {"q": "report", "page": text}):
        response = client.get(f"/{language}/search/", way)

        assert response.status_code == 200
        assert "\x00" not in response.content.decode()


def test_many_words_are_cut_and_the_page_says_so(client: Client) -> None:
    response = client.get("/en/search/", {"q": "a1 " + "word other " * 2000})

    assert "Only the first 12 words are searched: a1, word, other" in words(response)


def test_further_results_stand_on_further_pages(client: Client) -> None:
    for number in range(9):
        make_read(case_of("powys"), [("Aunts.", "")], slug=f"powys-{number}")

    first = client.get("/en/search/", {"q": "aunt"})
    make_finding(case_of("powys"))
    assert "Page 1" not in words(first)
    for number in (9, 10):
        make_read(case_of("powys"), [("Aunts.", "")], slug=f"powys-{number}")
    first = client.get("/en/search/", {"q": "aunt"}).content.decode()
    last = client.get("/en/search/", {"q": "aunt", "page": "2"}).content.decode()
    assert "?q=aunt&amp;page=2" in first
    assert (first.count('"app-item"'), last.count('"app-item"')) == (
        10,
        1,
    )


def test_page_takes_as_many_statements_for_one_report_as_for_four(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/en/search/", {"q": "placement"})
    # PostgreSQL is asked first how far back it is to look.
    statements = 9 if connection.vendor == "sqlite" else 10

    for text in ("policies", "placement"):
        with django_assert_num_queries(statements):
            client.get("/en/search/", {"q": text})


def test_recommendation_is_linked_by_its_reference(client: Client) -> None:
    case = case_of("conwy")
    row = make_recommendation(case, text_en="Find uncles.", text_cy="")
    make_read(case, [("Text.", "Testun.")])

    page = client.get("/en/search/", {"q": "uncle"}).content.decode()
    assert f'href="/en/reports/conwy/#{row.reference}"' in page


def test_recommendation_that_is_found_is_named_by_its_first_words(
    client: Client,
) -> None:
    case = case_of("blaenau-gwent")
    long = "See to the new wardrobes of each child " + "and of its family " * 12
    make_recommendation(case, text_en="Buy wardrobes.", number="")
    make_recommendation(case, text_en=f"{long} and to gazebos.", number="7")
    make_read(case, [])

    short = words(client.get("/en/search/", {"q": "wardrobes buy"}))
    late = words(client.get("/en/search/", {"q": "gazebos"}))

    assert "Recommendation: Buy wardrobes ." in short
    assert short.count("Buy wardrobes .") == 1
    named = "See to the new wardrobes of each child and of its family…"
    assert f"Recommendation 7: {named}" in late
    assert "and to gazebos" in late.partition(named)[2]
