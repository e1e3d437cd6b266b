"""No sentence of REST framework reaches a client: each is ours, with its cure."""

import pytest
from django.test import Client

from inspectorate.inspections.models import Inspection
from tests.factories import make_finding, make_user
from tests.inspectorate.api.casework.program import ROOT, Program
from tests.inspectorate.api.problems import sentences

pytestmark = pytest.mark.django_db


def test_method_that_is_not_taken_is_told_with_those_that_are(client: Client) -> None:
    told = client.post("/api/v1/reports/").json()["detail"]

    assert told == "This address takes these methods alone: GET, HEAD, OPTIONS."


def test_form_that_is_not_written_is_told_with_those_that_are(client: Client) -> None:
    answer = client.get("/api/v1/reports/", headers={"Accept": "image/png"})

    told = "answers in these forms: application/json, text/csv, application/jsonl."
    assert told in answer.json()["detail"]


def test_nobody_is_told_to_send_a_token(client: Client) -> None:
    told = client.get(f"{ROOT}findings/").json()["detail"]

    assert told == (
        "Send the header Authorization with Bearer and a token that is in use."
    )


def test_role_that_may_not_is_told_which_may(case: Inspection) -> None:
    translator = Program(make_user("publishing_officer"))
    way = f"findings/{make_finding(case).pk}/"

    answer = translator.send("PATCH", way, {"is_public": False}, if_match="*")

    assert answer.status_code == 403
    assert "Who can do it: Chief inspector" in answer.json()["detail"]


def test_form_that_is_not_read_is_told_with_those_that_are(mair: Program) -> None:
    answer = mair.post("findings/", b"<a/>", content_type="text/xml")

    assert answer.status_code == 415
    assert "This address reads: application/json." in answer.json()["detail"]


def test_broken_form_is_told_how_one_is_sent(mair: Program) -> None:
    answer = mair.post("evidence/", b"x", content_type="multipart/form-data")

    assert answer.status_code == 400
    assert "Content-Type the boundary" in answer.json()["detail"]


def test_whoever_asks_too_often_is_told_how_long_to_wait(
    mair: Program, settings: object
) -> None:
    settings.TOKEN_REQUESTS = 1
    mair.get("findings/")

    answer = mair.get("findings/")

    assert answer.json()["detail"] == "Wait as many seconds as Retry-After says."


@pytest.mark.parametrize("asked", ["csv", "json", "xml"])
def test_one_thing_comes_as_json_alone(client: Client, asked: str) -> None:
    answer = client.get("/api/v1/standing/", {"format": asked})

    assert sentences(answer) == {
        "format": ["This comes as JSON alone: leave format out."]
    }


def test_writing_to_an_address_without_its_slash_is_told_so(mair: Program) -> None:
    answer = mair.post("findings", {})

    assert answer.status_code == 404
    assert "with a slash at its end" in answer.json()["detail"]


def test_year_has_four_digits(client: Client) -> None:
    answer = client.get("/api/v1/reports/", {"year": "24"})

    assert "from 1000 to 9999" in sentences(answer)["year"][0]
