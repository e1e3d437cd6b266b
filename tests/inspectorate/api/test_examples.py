"""Examples of the description are answers of today, and are what it says they are.

`WRITE_EXAMPLES=1 pytest tests/inspectorate/api/test_examples.py -m slow` writes those
of the sample stories anew; what these do not have is kept as it is.
"""

import json
import os
import re
from collections.abc import Callable, Iterator

import pytest
from django.core.management import call_command
from django.test import Client

from inspectorate.api.meanings import MEANINGS
from inspectorate.api.refusals import HERE
from inspectorate.api.schema import EXAMPLES, examples
from tests.inspectorate.api.described import operations_of, schema_of, validator_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

HOST = HERE.partition("/api/")[0]
# Digests, moments and what is drawn by lot, each another one in every database.
DRAWN = re.compile(r"\b[0-9a-f]{64}\b|\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)")
LOTS = {
    *("stable_id", "anchor", "response", "holding", "content", "id", "next", "as_of"),
}


@pytest.fixture
def asked(client: Client) -> Callable[[str], dict]:
    """What an address answers on the sample stories, as on a server of that name."""
    call_command("load_sample", verbosity=0)

    def ask(address: str) -> dict:
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.content)
        return json.loads(answer.content.decode().replace("http://testserver", HOST))

    return ask


def address_of(path: str, operation: dict, stable_id: str) -> str:
    """With the examples that the description itself gives for its path."""
    names = {each["name"] for each in operation.get("parameters", [])}
    query = "?q=caseload" if "q" in names else "?page_size=1"
    filled = path.replace("{stable_id}", stable_id)
    filled = re.sub(r"\{(\w+)\}", lambda name: str(MEANINGS[name[1]].example), filled)
    if "{code}" in path:
        filled = path.replace("{code}", "not-found")
    return filled + (query if {"q", "cursor"} & names else "")


def test_example_of_every_answer_is_that_of_the_sample_stories(
    client: Client, asked: Callable[[str], dict], subtests: pytest.Subtests
) -> None:
    first = asked("/api/v1/paragraphs/?page_size=1")["results"][0]
    found = {}
    for path, _method, operation in operations_of(client):
        if path.startswith("/api/v1/casework/"):
            continue
        told = asked(address_of(path, operation, first["stable_id"]))
        if told.get("results") != []:
            found[operation["operationId"]] = {"answered": told}
    write(found)

    for name, told in found.items():
        with subtests.test(operation=name):
            assert masked(examples()[name]) == masked(told)


def write(found: dict) -> None:
    if "WRITE_EXAMPLES" in os.environ:
        told = dict(sorted({**examples(), **found}.items()))
        text = json.dumps(told, ensure_ascii=False, indent=1)
        EXAMPLES.write_text(text + "\n", encoding="utf-8")
        examples.cache_clear()


def masked(told: object, name: str = "") -> object:
    match told:
        case dict():
            return {key: masked(value, key) for key, value in told.items()}
        case list():
            return [masked(value, name) for value in told]
    if name in LOTS:
        return type(told)
    own = isinstance(told, str) and "/paragraphs/" not in told
    return DRAWN.sub("…", told) if own else type(told)


def shown(operation: dict) -> Iterator[tuple[str, dict, object]]:
    """Each example of an operation with the schema beside it."""
    contents = {"sent": operation.get("requestBody", {}).get("content", {})}
    for status, response in operation["responses"].items():
        contents[status] = response.get("content", {})
    for place, content in contents.items():
        for told in content.values():
            named = {"": {"value": told.get("example")}, **told.get("examples", {})}
            assert "example" in told or "examples" in told, place
            for name, each in named.items():
                if name or "example" in told:
                    yield f"{place} {name}", told["schema"], each["value"]


def test_every_answer_has_an_example_that_is_what_its_schema_says(
    client: Client, subtests: pytest.Subtests
) -> None:
    for path, method, operation in operations_of(client):
        for place, schema, value in shown(operation):
            with subtests.test(path=path, method=method, place=place):
                validate(client, schema, value)


def test_every_parameter_has_an_example_that_is_what_its_schema_says(
    client: Client, subtests: pytest.Subtests
) -> None:
    for path, method, operation in operations_of(client):
        for parameter in operation.get("parameters", []):
            with subtests.test(path=path, method=method, name=parameter["name"]):
                assert (
                    parameter["description"].strip()[-1] in ".`*)"
                    or "* `" in (parameter["description"])
                )
                # A cursor is taken from an answer and never made up.
                if parameter["name"] != "cursor":
                    validate(client, parameter["schema"], parameter["example"])


def test_no_example_is_of_an_operation_that_is_not_there(client: Client) -> None:
    known = {operation["operationId"] for _, _, operation in operations_of(client)}

    assert sorted(examples().keys() - known) == []


def validate(client: Client, schema: dict, value: object) -> None:
    validator_of(schema, schema_of(client)).validate(value)
