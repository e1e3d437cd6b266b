import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from rest_framework.exceptions import ValidationError

from inspectorate.api.errors import answer
from inspectorate.lifecycle import Refusal


def test_refusal_of_the_rules_is_a_conflict_told_in_its_own_sentences() -> None:
    response = answer(Refusal("The title has no text in Welsh.", "Write it."), {})

    assert response.status_code == 409
    assert response.data == {
        "detail": "The title has no text in Welsh. Write it.",
        "errors": {},
    }


def test_error_of_no_parameter_has_the_same_shape() -> None:
    response = answer(ValidationError("No."), {})

    assert response.status_code == 400
    assert response.data == {"detail": "No.", "errors": {}}


def test_act_that_is_not_allowed_is_forbidden_in_the_same_shape() -> None:
    response = answer(PermissionDenied(), {})

    assert response.status_code == 403
    assert sorted(response.data) == ["detail", "errors"]


def test_fault_of_ours_is_left_to_django() -> None:
    assert answer(RuntimeError("a fault"), {}) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "url",
    [
        "nothing/",
        "authorities/nothing/",
        "reports/nothing/",
        "reports/a/editions/x/",
        "paragraphs/%00/",
    ],
)
def test_address_of_nothing_is_told_in_json_without_detail(
    client: Client, url: str
) -> None:
    response = client.get(f"/api/v1/{url}")

    assert response.status_code == 404
    assert response["Content-Type"] == "application/json"
    assert response.json() == {
        "detail": "There is nothing published at this address.",
        "errors": {},
    }


@pytest.mark.django_db
def test_recommendation_with_a_nul_in_its_reference_is_nothing(client: Client) -> None:
    assert client.get("/api/v1/recommendations/%00/").status_code == 404


@pytest.mark.django_db
def test_client_that_takes_no_json_is_told(client: Client) -> None:
    response = client.get("/api/v1/reports/", headers={"accept": "text/csv"})

    assert response.status_code == 406
    assert sorted(response.json()) == ["detail", "errors"]


@pytest.mark.django_db
def test_reader_of_welsh_is_told_in_welsh(client: Client) -> None:
    response = client.get("/api/v1/reports/a/", headers={"accept-language": "cy"})

    assert response["Content-Language"] == "cy"
    assert response.json()["detail"] != "There is nothing published at this address."
