"""A client that a stranger makes from the description alone does its work unchanged."""

import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client

from inspectorate.reports.models import Edition
from inspectorate.wsgi import application
from tests.factories import make_edition

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
NAME = "inspectorate_client"
GENERATOR = [sys.executable, "-m", "openapi_python_client", "generate"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The client as a module, made once from the description."""
    folder = tmp_path_factory.mktemp("client")
    generate(folder, "/api/v1/schema/")
    with pytest.MonkeyPatch.context() as patched:
        patched.syspath_prepend(folder)
        yield importlib.import_module(NAME)
    for name in [each for each in sys.modules if each.partition(".")[0] == NAME]:
        del sys.modules[name]


def generate(folder: Path, address: str) -> None:
    """From the description at an address, with not one warning."""
    description, config = folder / "schema.json", folder / "config.json"
    description.write_bytes(Client().get(address).content)
    # Without those that only make it look better.
    config.write_text(json.dumps({"post_hooks": []}), encoding="utf-8")
    ways = {"--path": description, "--config": config, "--output-path": folder / NAME}
    told = [str(part) for way in ways.items() for part in way]
    options = ["--meta", "none", "--fail-on-warning"]

    done = subprocess.run(
        [*GENERATOR, *told, *options], capture_output=True, text=True, check=False
    )

    assert "arning" not in done.stdout + done.stderr
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def kept_open(db: None) -> Iterator[None]:
    """The connection of the test, which a real request would close at its end."""
    ends = (request_started, request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    yield
    for end in ends:
        end.connect(close_old_connections)


@pytest.fixture
def client_of_stranger(made: ModuleType, kept_open: None) -> Iterator[object]:
    """It asks the application itself, without a network."""
    transport = httpx.WSGITransport(app=application)
    with made.Client(
        base_url="http://testserver", httpx_args={"transport": transport}
    ) as client:
        yield client


def operation(tag: str, name: str) -> ModuleType:
    return importlib.import_module(f"{NAME}.api.{tag}.{name}")


def cursor_of(address: str | None) -> dict[str, str]:
    """What the next call is told besides; nothing at the end."""
    found = parse_qs(urlsplit(address or "").query)
    return {"cursor": found["cursor"][0]} if found else {}


def test_generated_client_lists_every_report_page_by_page(
    client_of_stranger: object, arfon: Edition, dwyfor: Edition
) -> None:
    make_edition(slug="third", published_on="2025-12-01")
    ask = operation("reports", "reports_list").sync

    pages = [ask(client=client_of_stranger, page_size=1)]
    while more := cursor_of(pages[-1].next_):
        pages.append(ask(client=client_of_stranger, page_size=1, **more))

    rows = [row for page in pages for row in page.results]
    assert [row.slug for row in rows] == ["dwyfor-2025-01", "third", "arfon-1993-01"]
    assert rows[0].title.cy
    assert rows[0].judgements[0].grade.code == "shaky"


def test_generated_client_reads_a_refusal_as_a_problem(
    client_of_stranger: object,
) -> None:
    ask = operation("reports", "reports_list").sync_detailed

    answer = ask(client=client_of_stranger, page_size=1000)

    assert (answer.status_code, answer.parsed.status) == (400, 400)
    assert [entry.name for entry in answer.parsed.errors] == ["page_size"]
    assert answer.parsed.request_id == answer.headers["X-Request-ID"]
