"""Links between resources, terms of use and frameworks, beside what they are of."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.test import Client

from inspectorate.api.pagination import ATTRIBUTION, LICENCE
from inspectorate.api.urls import urlpatterns
from inspectorate.reports.models import Edition
from tests.inspectorate.api.test_urls import LISTS

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HOST = "http://testserver"
ONE = [
    "authorities/W99000001/",
    "reports/arfon-1993-01/",
    "reports/arfon-1993-01/editions/1/",
    "recommendations/ARFON-1993-01-R1/",
]


def links_in(told: object, name: str = "") -> Iterator[str]:
    """Every address of the API that an answer holds."""
    match told:
        case dict():
            for key, value in told.items():
                yield from links_in(value, key)
        case list():
            for value in told:
                yield from links_in(value, name)
        case str() if told.startswith(f"{HOST}/api/"):
            yield told


def test_every_list_tells_licence_and_attribution_in_both_languages(
    client: Client, arfon: Edition, subtests: pytest.Subtests
) -> None:
    searched = [each for each in urlpatterns if each.name == "search"]
    for pattern in [*LISTS, *searched]:
        with subtests.test(pattern=pattern.name):
            query = "?q=leaders" if pattern.name == "search" else ""
            told = client.get(f"/api/v1/{pattern.pattern}{query}").json()

            assert (told["licence"], told["attribution"]) == (LICENCE, ATTRIBUTION)


@pytest.mark.parametrize("address", ONE)
def test_answer_about_one_thing_tells_licence_and_attribution(
    client: Client, arfon: Edition, address: str
) -> None:
    told = client.get(f"/api/v1/{address}").json()

    assert told["attribution"] == ATTRIBUTION
    assert "licence" in told


def test_every_link_of_every_list_is_answered(client: Client) -> None:
    call_command("load_sample", verbosity=0)
    found = set()
    for pattern in LISTS:
        told = client.get(f"/api/v1/{pattern.pattern}", {"page_size": 5}).json()
        found.update(links_in(told["results"]))

    answers = {each: client.get(each).status_code for each in found}
    assert {each: code for each, code in answers.items() if code != 200} == {}
    assert len(found) > 50


def test_row_of_a_table_leads_to_what_its_codes_name(
    client: Client, arfon: Edition
) -> None:
    (row,) = client.get("/api/v1/edition-authorities/").json()["results"]

    assert row["links"] == {
        "report": f"{HOST}/api/v1/reports/arfon-1993-01/",
        "edition": f"{HOST}/api/v1/reports/arfon-1993-01/editions/1/",
        "authority": f"{HOST}/api/v1/authorities/arfon/",
    }


def test_link_to_what_a_row_does_not_name_is_null(client: Client) -> None:
    call_command("load_sample", verbosity=0)

    rows = client.get("/api/v1/readings/").json()["results"]

    assert {(row["authority"], row["links"]["authority"]) for row in rows} == {
        ("", None)
    }


@pytest.mark.parametrize("address", ["judgements/", "reports/", "editions/"])
def test_version_of_the_framework_stands_beside_every_judgement(
    client: Client, arfon: Edition, address: str
) -> None:
    (row,) = client.get(f"/api/v1/{address}").json()["results"]
    judgement = row["judgements"][0] if "judgements" in row else row

    framework = judgement["framework"]
    assert "OLD-1990" in (framework, framework["code"] if row is judgement else "")


@pytest.mark.parametrize("address", ["findings/", "recommendations/", "judgements/"])
def test_row_of_an_edition_leads_to_report_authorities_and_framework(
    client: Client, arfon: Edition, address: str
) -> None:
    (row,) = client.get(f"/api/v1/{address}").json()["results"]

    assert row["edition"]["links"] == {
        "report": f"{HOST}/api/v1/reports/arfon-1993-01/",
        "authorities": [f"{HOST}/api/v1/authorities/W99000001/"],
        "framework": f"{HOST}/api/v1/frameworks/?code=OLD-1990",
    }
