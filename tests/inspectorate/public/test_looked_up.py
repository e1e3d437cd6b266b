import pytest
from django.test import Client

from inspectorate.public.looked_up import looked_up
from tests.inspectorate.public.pages import in_order

NAMES = {
    "special measures": "protocol",
    "Special  MEASURE": "protocol",
    "serious concern protocol": "protocol",
    "which councils are in special measures?": "protocol",
    "mesurau arbennig": "protocol",
    "mesurau arbenig": None,
    "fesurau arbennig": "protocol",
    "overdue": "overdue",
    "adults overdue": None,
    "strong progress": "verification-strong",
    "ministerial intervention": "intervention",
    "swansea": None,
    "": None,
    "☃": None,
}


@pytest.mark.parametrize(("text", "anchor"), NAMES.items())
def test_term_is_found_by_its_names_in_either_language(
    text: str, anchor: str | None
) -> None:
    found = looked_up(text).entries

    assert (found[0].anchor if found else None) == anchor


def test_no_more_are_offered_than_are_read() -> None:
    text = "special measures strong progress ministerial intervention current edition"

    assert len(looked_up(text).entries) == 3


@pytest.mark.parametrize(
    ("text", "is_one"), [("overdue", False), ("protocol lifted", True)]
)
def test_words_about_concerns_are_known_as_such(text: str, is_one: bool) -> None:
    assert looked_up(text).is_of_concern == is_one


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["en", "cy"])
def test_search_offers_the_glossary_and_the_concern_register(
    client: Client, code: str
) -> None:
    page = client.get(f"/{code}/search/", {"q": "mesurau arbennig"})

    html = page.content.decode()
    link = f'href="/{code}/glossary/#protocol"'
    assert html.index(link) < html.index('id="search-count"')
    assert f'href="/{code}/concerns/"' in html.partition(link)[2]


@pytest.mark.django_db
def test_search_for_something_else_offers_none(client: Client) -> None:
    page = client.get("/en/search/", {"q": "wardrobes"})

    assert not in_order(page, "What the words mean", "No published report")
