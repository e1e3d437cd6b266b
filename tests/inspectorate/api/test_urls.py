from collections import ChainMap

import pytest
from django.test import Client
from django.urls import URLPattern
from rest_framework.permissions import AllowAny

from inspectorate.api.pagination import Keyset
from inspectorate.api.urls import urlpatterns
from inspectorate.reports.models import Edition
from tests.inspectorate.api.problems import kind

ADDRESSES = [
    "",
    "authorities/",
    "authorities/dwyfor/",
    "reports/",
    "reports/dwyfor-2025-01/",
    "editions/",
    "reports/dwyfor-2025-01/editions/1/",
    "reports/dwyfor-2025-01/editions/1/document/",
    "paragraphs/",
    "findings/",
    "judgements/",
    "recommendations/",
    "recommendations/DWYFOR-2025-01-R1/",
    "register/",
    "schema/",
    "docs/",
]
LISTS = [
    pattern
    for pattern in urlpatterns
    if pattern.name and pattern.name.endswith("-list")
]


WRITING = ["POST", "PUT", "PATCH", "DELETE", "TRACE"]


@pytest.mark.slow
def test_every_address_refuses_a_method_that_writes(
    client: Client, dwyfor: Edition, subtests: pytest.Subtests
) -> None:
    for method in WRITING:
        with subtests.test(method=method):
            for address in ADDRESSES:
                response = client.generic(method, f"/api/v1/{address}", b"[" * 100_000)

                assert (address, response.status_code) == (address, 405)
                assert response["Allow"] == "GET, HEAD, OPTIONS"


ASKING = ["HEAD", "OPTIONS"]


@pytest.mark.slow
def test_every_address_answers_a_method_that_asks(
    client: Client, dwyfor: Edition, subtests: pytest.Subtests
) -> None:
    for method in ASKING:
        with subtests.test(method=method):
            for address in ADDRESSES:
                response = client.generic(method, f"/api/v1/{address}")

                assert (address, response.status_code) == (address, 200)


@pytest.mark.parametrize("pattern", LISTS, ids=lambda pattern: pattern.name)
def test_list_says_itself_who_may_read_it_and_how(pattern: URLPattern) -> None:
    ours = (each for each in pattern.callback.cls.__mro__ if is_ours(each))
    said = ChainMap(*map(vars, ours))

    assert said["permission_classes"] == [AllowAny]
    assert said["pagination_class"] is Keyset
    assert said["filterset_class"].base_filters
    # A page begins after a row by the columns that its rows begin with, each once.
    assert len(said["ordering"]) == len(set(said["ordering"])) > 0


def is_ours(view: type) -> bool:
    return view.__module__.startswith("inspectorate.")


NO_LISTS = ["docs", "schema", "search", "standing"]


@pytest.mark.slow
@pytest.mark.django_db
def test_index_leads_to_every_list_and_to_the_guide(client: Client) -> None:
    index = client.get("/api/v1/").json()

    tables = index.pop("tables")
    assert index.pop("licence") == "OGL-UK-3.0"
    assert "Open Government" in index.pop("attribution")["en"]
    assert sorted(index) == [
        "authorities",
        "changes",
        "docs",
        "editions",
        "findings",
        "judgements",
        "paragraphs",
        "recommendations",
        "register",
        "reports",
        "schema",
        "search",
        "standing",
    ]
    # Search answers once it is told for what.
    index["search"] += "?q=plans"
    addresses = [*index.values(), *tables.values()]
    assert {client.get(address).status_code for address in addresses} == {200}
    assert len(index) - len(NO_LISTS) + len(tables) == len(LISTS)


@pytest.mark.parametrize("method", WRITING)
def test_writing_to_an_address_that_is_not_there_is_answered_by_404(
    client: Client, db: None, method: str
) -> None:
    for address in ("nowhere/", "reports", "nowhere"):
        response = client.generic(method, f"/api/v1/{address}", b"[" * 100_000)

        assert (address, kind(response)) == (address, (404, "not-found"))


def test_address_without_its_last_stroke_leads_to_the_one_with_it(
    client: Client, db: None
) -> None:
    response = client.get("/api/v1/reports")

    assert (response.status_code, response["Location"]) == (301, "/api/v1/reports/")
