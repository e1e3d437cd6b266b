import json
import re
from pathlib import Path

import jsonschema
import pytest
from django.core.management import call_command
from django.test import Client

from inspectorate.api.codes import NAMES
from inspectorate.reports.models import Edition
from tests.factories import make_withdrawal
from tests.inspectorate.api.described import operations_of, schema_of, validator_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def schema(client: Client) -> dict:
    return schema_of(client)


def test_schema_is_made_without_a_warning_and_is_valid(tmp_path: Path) -> None:
    call_command(
        "spectacular", validate=True, fail_on_warn=True, file=str(tmp_path / "schema")
    )


def test_schema_is_openapi_3_1_with_the_licence_of_the_texts(schema: dict) -> None:
    assert schema["openapi"].startswith("3.1.")
    assert schema["info"]["license"]["identifier"] == "OGL-UK-3.0"


def test_every_operation_has_words_an_id_of_its_own_security_and_refusals(
    client: Client,
) -> None:
    operations = list(operations_of(client))
    ids = [operation["operationId"] for _path, _method, operation in operations]

    assert sorted(ids) == sorted(set(ids))
    for path, method, operation in operations:
        is_public = not path.startswith("/api/v1/casework/")
        assert method == "get" or not is_public
        assert operation["summary"], path
        assert operation["description"], path
        assert operation["security"] == ([] if is_public else [{"token": []}])
        assert {"400", "405", "406", "500"} <= set(operation["responses"])
        assert ("404" in operation["responses"]) >= ("{" in path)


def test_every_answer_tells_what_it_is_and_its_request_id(client: Client) -> None:
    for path, _method, operation in operations_of(client):
        for status, response in operation["responses"].items():
            assert response["description"], (path, status)
            assert "X-Request-ID" in response["headers"], (path, status)


# What Spectral and Redocly ask for as well, which .ci/contract runs.
def test_whole_has_contact_servers_and_heads_that_are_told(
    client: Client, schema: dict
) -> None:
    used = {tag for *_, operation in operations_of(client) for tag in operation["tags"]}

    assert schema["info"]["contact"]["url"]
    assert schema["servers"] == [
        {"url": "/", "description": "The server that gives this description."}
    ]
    assert {tag["name"] for tag in schema["tags"]} == used
    assert all(tag["description"] for tag in schema["tags"])


def test_every_component_is_used_and_every_reference_is_there(schema: dict) -> None:
    text = json.dumps(schema)
    asked = set(re.findall(r'"#/components/(\w+)/(\w+)"', text))
    there = {
        (kind, name)
        for kind, components in schema["components"].items()
        for name in components
        if kind != "securitySchemes"
    }

    assert asked == there


def test_every_set_of_codes_has_a_name_that_stays(schema: dict) -> None:
    names = {name for name in schema["components"]["schemas"] if name.endswith("Enum")}

    # A set without one takes its name from a field, and loses it to the next field of
    # that name: give it one in inspectorate/api/codes.py.
    unnamed = ["BlankEnum", "FoundInEnum", "NullEnum", "PassageKindEnum"]
    assert sorted(names - set(NAMES)) == unnamed


def test_description_is_held_by_its_etag_and_is_the_same_for_readers_of_welsh(
    client: Client,
) -> None:
    answer = client.get("/api/v1/schema/", headers={"accept-language": "cy"})

    held = client.get("/api/v1/schema/", headers={"if-none-match": answer["ETag"]})
    assert answer.content == client.get("/api/v1/schema/").content
    assert answer["Content-Language"] == "en"
    assert (held.status_code, held.content) == (304, b"")
    assert client.get("/api/v1/schema/?colour=red").status_code == 400


ANSWERS = [
    ("", ""),
    ("authorities/", "authorities/"),
    ("authorities/{identifier}/", "authorities/dwyfor/"),
    ("reports/", "reports/"),
    ("reports/{slug}/", "reports/arfon-1993-01/"),
    ("editions/", "editions/"),
    (
        "reports/{slug}/editions/{number}/",
        "reports/arfon-1993-01/editions/1/",
    ),
    (
        "reports/{slug}/editions/{number}/document/",
        "reports/arfon-1993-01/editions/1/document/",
    ),
    ("paragraphs/", "paragraphs/"),
    ("findings/", "findings/"),
    ("judgements/", "judgements/"),
    ("recommendations/", "recommendations/"),
    ("recommendations/{reference}/", "recommendations/ARFON-1993-01-R1/"),
    ("search/", "search/?q=Arfon+leaders"),
]


def test_answer_is_as_the_schema_describes_it(
    client: Client,
    schema: dict,
    arfon: Edition,
    dwyfor: Edition,
    subtests: pytest.Subtests,
) -> None:
    for path, url in ANSWERS:
        with subtests.test(url=url):
            described = schema["paths"][f"/api/v1/{path}"]["get"]["responses"]["200"]
            told = described["content"]["application/json"]["schema"]

            answer = client.get(f"/api/v1/{url}").json()

            validator_of(told, schema).validate(answer)


def test_refusal_is_as_the_schema_describes_it(client: Client, schema: dict) -> None:
    answer = client.get("/api/v1/reports/", {"year": "MMXX"}).json()

    jsonschema.validate(answer, {"$ref": "#/components/schemas/Problem", **schema})


def test_withdrawn_edition_is_as_the_schema_describes_it(
    client: Client, schema: dict, arfon: Edition
) -> None:
    make_withdrawal(arfon)
    url = "/api/v1/reports/arfon-1993-01/editions/1/"

    described = schema["paths"]["/api/v1/reports/{slug}/editions/{number}/"]["get"]
    assert described["responses"]["410"]["description"]
    withdrawn = {"$ref": "#/components/schemas/Withdrawn", **schema}
    jsonschema.validate(client.get(url).json(), withdrawn)
