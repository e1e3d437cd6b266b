import json
import re
from pathlib import Path

import jsonschema
import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from inspectorate.api.problems import PROBLEMS
from inspectorate.inspections.models import Inspection
from tests.factories import (
    make_area,
    make_evidence,
    make_evidence_file,
    make_finding,
    make_judgement,
    make_point,
    make_recommendation,
    make_report,
)
from tests.inspectorate.api.casework.program import ROOT, Program
from tests.inspectorate.api.described import validator_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PAGE = Path(settings.BASE_DIR) / "docs" / "casework-api.md"


@pytest.fixture
def schema(client: Client) -> dict:
    return json.loads(client.get(f"{ROOT}schema/").content)


def operations(schema: dict) -> dict[tuple[str, str], dict]:
    return {
        (method.upper(), address.removeprefix(ROOT)): operation
        for address, told in schema["paths"].items()
        for method, operation in told.items()
    }


def test_description_is_made_without_a_warning_and_is_valid(tmp_path: Path) -> None:
    own = "inspectorate.api.casework.schema.SETTINGS"
    told = {"validate": True, "fail_on_warn": True, "custom_settings": own}

    call_command("spectacular", file=str(tmp_path / "schema"), **told)


def test_every_component_is_used(schema: dict) -> None:
    asked = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(schema)))

    assert asked == set(schema["components"]["schemas"])


def test_description_of_what_is_public_knows_nothing_of_casework(
    client: Client,
) -> None:
    public = json.loads(client.get("/api/v1/schema/").content)

    assert [each for each in public["paths"] if "casework" in each] == []


def test_every_operation_tells_its_words_errors_and_security(schema: dict) -> None:
    assert schema["openapi"].startswith("3.1.")
    assert schema["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    for key, operation in operations(schema).items():
        assert operation["summary"], key
        assert operation["description"], key
        assert operation["security"] == [{"token": []}], key
        codes = set(operation["responses"])
        assert {"401", "403", "405", "429", "500"} <= codes, key
        assert ("404" in codes) == ("{" in key[1]), key
        assert ({"409", "413", "415"} <= codes) == (key[0] != "GET"), key
        assert ({"412", "428"} <= codes) == (key[0] == "PATCH"), key
    ids = [operation["operationId"] for operation in operations(schema).values()]
    assert sorted(ids) == sorted(set(ids))


def test_page_to_try_it_out_is_drawn(client: Client) -> None:
    assert client.get(f"{ROOT}docs/").status_code == 200


def test_answer_is_as_the_schema_describes_it(
    mair: Program, case: Inspection, schema: dict, subtests: pytest.Subtests
) -> None:
    item = make_evidence(case)
    make_evidence_file(item)
    finding = make_finding(case)
    area = make_area(case.framework)
    judgement = make_judgement(case, area=area, point=make_point(area.scale))
    asked = make_recommendation(case)
    paragraph = make_report(case).paragraphs.first()
    answers = {
        "inspections/": "inspections/",
        "inspections/{reference}/": f"inspections/{case.reference}/",
        "inspections/{reference}/acts/": f"inspections/{case.reference}/acts/",
        "evidence/": "evidence/",
        "evidence/{id}/": f"evidence/{item.pk}/",
        "findings/": "findings/",
        "findings/{id}/": f"findings/{finding.pk}/",
        "judgements/": "judgements/",
        "judgements/{id}/": f"judgements/{judgement.pk}/",
        "sections/": "sections/",
        "paragraphs/": "paragraphs/",
        "paragraphs/{stable_id}/": f"paragraphs/{paragraph.stable_id}/",
        "recommendations/": "recommendations/",
        "recommendations/{reference}/": f"recommendations/{asked.reference}/",
        "recommendations/{reference}/verifications/": (
            f"recommendations/{asked.reference}/verifications/"
        ),
    }

    for told, way in answers.items():
        with subtests.test(way=told):
            described = operations(schema)["GET", told]["responses"]["200"]
            content = described["content"]["application/json"]["schema"]
            validator_of(content, schema).validate(mair.get(way).json())
    many = {"inspection": case.reference, "rows": [{"text": {"en": "A."}}]}
    described = operations(schema)["POST", "findings/bulk/"]["responses"]["200"]
    content = described["content"]["application/json"]["schema"]
    validator_of(content, schema).validate(mair.post("findings/bulk/", many).json())


def test_refusal_is_as_the_schema_describes_it(mair: Program, schema: dict) -> None:
    answer = mair.post("findings/", {"text": 7}).json()

    problem = {"$ref": "#/components/schemas/Problem"}
    jsonschema.validate(answer, {**problem, "components": schema["components"]})


def test_page_names_every_address_and_method(schema: dict) -> None:
    text = PAGE.read_text(encoding="utf-8")
    named = re.findall(r"^\| `(GET|POST|PATCH)` `(\S*)` \|", text, re.MULTILINE)

    described = {
        (method, re.sub(r"\{\w+\}", "…", way)) for method, way in operations(schema)
    }
    assert sorted(named) == sorted(described)


def test_page_names_every_kind_of_refusal() -> None:
    text = PAGE.read_text(encoding="utf-8")
    table = text.split("## Refusals\n")[1].split("\n## ")[0]
    named = re.findall(r"^\| (\d+) `([\w-]+)` \|", table, re.MULTILINE)

    # Only editions are withdrawn.
    known = {code: kind.status for code, kind in PROBLEMS.items() if kind.status != 410}
    assert {code: int(status) for status, code in named} == known
