import pytest
from django.test import Client
from django.urls import URLPattern

from inspectorate.api.urls import urlpatterns
from inspectorate.api.words import WordsFilter
from inspectorate.reports.models import Edition
from tests.factories import make_edition
from tests.inspectorate.api.problems import sentences

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LISTS = [
    pattern
    for pattern in urlpatterns
    if pattern.name and pattern.name.endswith("-list")
]


def filters_of(pattern: URLPattern) -> list[str]:
    """Those that know what there is; any word may be looked for in a text."""
    known = pattern.callback.cls.filterset_class.base_filters
    return [name for name, row in known.items() if not isinstance(row, WordsFilter)]


@pytest.mark.parametrize("pattern", LISTS, ids=lambda pattern: pattern.name)
def test_value_that_no_filter_knows_is_refused_with_a_sentence_for_each(
    client: Client, pattern: URLPattern
) -> None:
    names = filters_of(pattern)
    response = client.get(
        f"/api/v1/{pattern.pattern}", dict.fromkeys(names, "neverheardof")
    )

    errors = sentences(response)
    assert response.status_code == 400
    assert sorted(errors) == sorted(names)
    assert [told for (told,) in errors.values() if not told.endswith(".")] == []
    assert response.json()["detail"] == " ".join(
        f"{name}: {told}" for name, (told,) in errors.items()
    )


@pytest.mark.parametrize("pattern", LISTS, ids=lambda pattern: pattern.name)
@pytest.mark.parametrize("value", ["a\x00b", "9" * 40, "-1", "[]", "2025-02-30"])
def test_value_that_no_column_can_hold_is_refused(
    client: Client, pattern: URLPattern, value: str
) -> None:
    names = filters_of(pattern)
    response = client.get(f"/api/v1/{pattern.pattern}", dict.fromkeys(names, value))

    assert response.status_code == 400
    assert sorted(sentences(response)) == sorted(names)


@pytest.mark.parametrize(
    "moment", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"]
)
def test_moment_that_utc_has_no_year_for_is_refused(
    client: Client, moment: str
) -> None:
    response = client.get("/api/v1/editions/", {"entered_after": moment})

    assert sentences(response) == {
        "entered_after": ["This is not a moment. Write it as 2026-03-02T12:00:00Z."]
    }


@pytest.mark.parametrize("pattern", LISTS, ids=lambda pattern: pattern.name)
def test_parameter_that_is_not_known_is_refused_with_those_that_are(
    client: Client, pattern: URLPattern
) -> None:
    response = client.get(f"/api/v1/{pattern.pattern}", {"colour": "red"})

    assert response.status_code == 400
    (sentence,) = sentences(response)["colour"]
    assert sentence.startswith("There is no such parameter here. Choose from: ")
    assert "cursor" in sentence


NONE = "This address takes no parameters. Leave it out."
LANGUAGE = "There is no such parameter here. Choose from: lang."
ONE_THING = {
    "": NONE,
    "authorities/dwyfor/": LANGUAGE,
    "reports/dwyfor-2025-01/": LANGUAGE,
    "reports/dwyfor-2025-01/editions/1/": LANGUAGE,
    "reports/dwyfor-2025-01/editions/1/document/": NONE,
}


def test_address_of_one_thing_takes_a_language_where_it_tells_texts(
    client: Client, dwyfor: Edition, subtests: pytest.Subtests
) -> None:
    for resource, sentence in ONE_THING.items():
        with subtests.test(resource=resource):
            response = client.get(f"/api/v1/{resource}", {"page_size": "5"})

            assert response.status_code == 400
            assert sentences(response) == {"page_size": [sentence]}


def test_address_of_a_recommendation_takes_a_day_and_nothing_else(
    client: Client, dwyfor: Edition
) -> None:
    url = "/api/v1/recommendations/DWYFOR-2025-01-R1/"

    assert client.get(url, {"as_of": "2026-01-01"}).status_code == 200
    assert client.get(url, {"overdue": "true"}).status_code == 400
    assert sentences(client.get(url, {"as_of": "1 May"})) == {
        "as_of": ["This is not a day. Write it as year-month-day: 2015-04-23."]
    }


@pytest.mark.parametrize("query", ["year=2024&year=2025", "year=", "year=%20"])
def test_parameter_repeated_or_empty_is_refused(client: Client, query: str) -> None:
    response = client.get(f"/api/v1/reports/?{query}")

    assert response.status_code == 400
    assert list(sentences(response)) == ["year"]


def test_everything_wrong_is_told_at_once(client: Client) -> None:
    response = client.get("/api/v1/reports/", {"year": "MMXX", "kind": "LETTER"})

    assert list(sentences(response)) == ["kind", "year"]


def test_number_of_an_edition_needs_its_report(client: Client) -> None:
    make_edition(slug="one")
    url = "/api/v1/findings/"

    alone = sentences(client.get(url, {"edition": "1"}))
    beyond = sentences(client.get(url, {"report": "one", "edition": "2"}))

    assert alone == {
        "edition": ["This is the edition of one report. Give report= with it."]
    }
    assert beyond == {
        "edition": ["The report has no edition of this number. Leave the number out."]
    }
