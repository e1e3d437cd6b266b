import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.test import Client, RequestFactory
from rest_framework.exceptions import ParseError, ValidationError

from inspectorate.api.errors import answer
from inspectorate.api.problems import PROBLEMS
from inspectorate.lifecycle import Refusal
from tests.inspectorate.api.problems import kind, sentences

CONTEXT = {"request": RequestFactory().get("/api/v1/reports/")}


def told(error: Exception) -> dict:
    response = answer(error, CONTEXT)
    assert response.data["status"] == response.status_code
    return response.data


def test_refusal_of_the_rules_is_a_conflict_told_in_its_own_sentences() -> None:
    problem = told(Refusal("The title has no text in Welsh.", "Write it."))

    assert problem == {
        "type": "http://testserver/api/v1/problems/refused/",
        "title": "The rules of the record do not allow this as it stands",
        "status": 409,
        "detail": "The title has no text in Welsh. Write it.",
        "errors": [],
        "request_id": "",
    }


def test_error_of_no_parameter_has_the_same_shape() -> None:
    problem = told(ValidationError("No."))

    assert (problem["status"], problem["detail"]) == (400, "No.")
    assert problem["errors"] == [{"name": "", "detail": "No."}]


def test_act_that_is_not_allowed_is_forbidden() -> None:
    assert told(PermissionDenied())["status"] == 403


def test_body_that_is_too_large_or_cannot_be_read_is_told_so() -> None:
    assert told(RequestDataTooBig())["type"].endswith("/too-large/")
    assert told(ParseError())["type"].endswith("/unreadable/")


def test_fault_of_ours_is_left_to_django() -> None:
    assert answer(RuntimeError("a fault"), CONTEXT) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "url",
    [
        "nothing/",
        "authorities/nothing/",
        "reports/nothing/",
        "reports/a/editions/x/",
        "paragraphs/%00/",
        "authorities/a%0Ab/",
    ],
)
def test_address_of_nothing_is_told_as_a_problem(client: Client, url: str) -> None:
    response = client.get(f"/api/v1/{url}")

    assert sentences(response) == {}
    assert kind(response) == (404, "not-found")
    told = response.json()
    assert told["detail"] == "There is nothing published at this address."
    assert told["request_id"] == response["X-Request-ID"] != ""


@pytest.mark.django_db
def test_recommendation_with_a_nul_in_its_reference_is_nothing(client: Client) -> None:
    assert client.get("/api/v1/recommendations/%00/").status_code == 404


@pytest.mark.django_db
def test_client_that_takes_no_json_is_told(client: Client) -> None:
    response = client.get("/api/v1/reports/", headers={"accept": "application/xml"})

    assert kind(response) == (406, "not-acceptable")


@pytest.mark.django_db
def test_reader_of_welsh_is_told_in_welsh(client: Client) -> None:
    response = client.get("/api/v1/reports/a/", headers={"accept-language": "cy"})

    assert response["Content-Language"] == "cy"
    assert response.json()["detail"] != "There is nothing published at this address."


@pytest.mark.django_db
@pytest.mark.parametrize("code", PROBLEMS)
def test_type_of_a_problem_leads_to_what_it_means(client: Client, code: str) -> None:
    meant = client.get(f"/api/v1/problems/{code}/").json()

    assert (meant["code"], meant["status"]) == (code, PROBLEMS[code].status)
    assert all(
        meant[part][tongue] for part in ("title", "cure") for tongue in ("en", "cy")
    )
    assert meant["cure"]["en"] != meant["cure"]["cy"]
    assert kind(client.get("/api/v1/problems/nothing/")) == (404, "not-found")


@pytest.mark.django_db
def test_fault_of_ours_at_an_address_of_the_api_is_a_problem(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = Client(raise_request_exception=False)
    with monkeypatch.context() as broken:
        broken.setattr("inspectorate.api.index.IndexSerializer", None)
        response = client.get("/api/v1/")

    assert kind(response) == (500, "fault")
    assert response.json()["request_id"] == response["X-Request-ID"] != ""
    assert "text/html" in client.get("/nowhere/")["Content-Type"]
