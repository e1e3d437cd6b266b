"""docs/api.md tells what the API does, and its examples work."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.slow

PAGE = (Path(settings.BASE_DIR) / "docs" / "api.md").read_text(encoding="utf-8")
HERE = "http://127.0.0.1:8000"


def block(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.+?)^```", PAGE, re.MULTILINE | re.DOTALL)


def described() -> dict[str, set[str]]:
    """The parameters that the page names for each address."""
    parts = re.findall(
        r"^### `GET (\S+)`\n(.+?)(?=^##)", PAGE, re.MULTILINE | re.DOTALL
    )
    return {
        address: set(re.findall(r"`(\w+)`", text.split("Parameters:")[1]))
        for address, text in parts
    }


def schema_of(client: Client) -> dict:
    return json.loads(client.get("/api/v1/schema/").content)


def asked_for(operation: dict) -> set[str]:
    parameters = operation.get("parameters", [])
    return {each["name"] for each in parameters if each["in"] == "query"}


def test_page_names_every_address_with_its_parameters(client: Client) -> None:
    paths = schema_of(client)["paths"]

    assert described() == {
        address: asked_for(path["get"]) for address, path in paths.items()
    }


def test_page_explains_every_parameter_and_no_other(client: Client) -> None:
    table = PAGE.split("## Parameters\n")[1].split("\n## ")[0]
    explained = re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)

    paths = schema_of(client)["paths"].values()
    names = set().union(*(asked_for(path["get"]) for path in paths))
    assert sorted(explained) == sorted(names)


def test_page_names_every_refusal(client: Client) -> None:
    table = PAGE.split("## Refusals\n")[1].split("\n## ")[0]
    paths = schema_of(client)["paths"].values()
    statuses = set().union(*(path["get"]["responses"] for path in paths)) - {"200"}

    assert set(re.findall(r"^\| (\d+) \|", table, re.MULTILINE)) == statuses


@pytest.mark.django_db
def test_every_address_of_the_examples_is_answered(client: Client) -> None:
    call_command("load_sample", verbosity=0)
    lines = "\n".join(block("sh"))
    addresses = re.findall(r'\$API(/[^\s"]*)', lines)

    answers = {each: client.get(f"/api/v1{each}").status_code for each in addresses}
    assert answers == dict.fromkeys(addresses, 200)
    assert len(addresses) > 5


@pytest.mark.django_db
def test_answer_of_the_page_is_the_one_that_is_given(client: Client) -> None:
    call_command("load_sample", verbosity=0)
    told = next(json.loads(told) for told in block("json") if '"standing"' in told)

    answer = client.get(
        "/api/v1/recommendations/", {"authority": "W06000012", "theme": "caseload"}
    )
    here = answer.content.decode().replace("http://testserver", HERE)
    assert json.loads(here) == told


def test_refusal_of_the_page_is_the_one_that_is_given(client: Client, db: None) -> None:
    refusal = next(told for told in block("json") if '"detail"' in told)

    answer = client.get("/api/v1/reports/", {"page_size": "1000"})
    told = json.loads(answer.content.decode().replace("http://testserver", HERE))
    number = answer["X-Request-ID"]
    assert told | {"request_id": ""} == json.loads(refusal) | {"request_id": ""}
    assert told["request_id"] == number


@pytest.mark.slow
def test_program_of_the_page_verifies_the_register(live_server: LiveServer) -> None:
    call_command("load_sample", verbosity=0)
    (program,) = block("python")

    done = subprocess.run(
        [sys.executable, "-c", program.replace(HERE, live_server.url)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "2 editions, and the register is whole.\n"
