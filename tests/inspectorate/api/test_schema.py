from pathlib import Path

import jsonschema
import pytest
from django.core.management import call_command
from django.test import Client

from inspectorate.reports.models import Edition
from tests.factories import make_withdrawal
from tests.inspectorate.api.described import schema_of, strict

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


def test_every_operation_has_words_an_id_of_its_own_and_refusals(schema: dict) -> None:
    operations = [
        operation for path in schema["paths"].values() for operation in path.values()
    ]

    assert {method for path in schema["paths"].values() for method in path} == {"get"}
    assert [each for each in operations if not each.get("summary")] == []
    ids = [operation["operationId"] for operation in operations]
    assert sorted(ids) == sorted(set(ids))
    assert [each for each in operations if "400" not in each["responses"]] == []


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
    components = strict(schema["components"])
    for path, url in ANSWERS:
        with subtests.test(url=url):
            described = schema["paths"][f"/api/v1/{path}"]["get"]["responses"]["200"]
            answer = client.get(f"/api/v1/{url}").json()

            jsonschema.validate(
                answer,
                {
                    **strict(described["content"]["application/json"]["schema"]),
                    "components": components,
                },
                cls=jsonschema.Draft202012Validator,
                format_checker=jsonschema.FormatChecker(),
            )


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
