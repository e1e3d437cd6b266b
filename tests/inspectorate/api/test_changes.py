"""The sequence of public changes, as a client follows it."""

import importlib.util
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from inspectorate.history.models import record
from inspectorate.opendata.following import follow
from inspectorate.opendata.models import Change
from inspectorate.opendata.tables import TABLES
from tests.factories import NOON, SYSTEM, make_authority, make_edition, make_withdrawal
from tests.inspectorate.api.problems import sentences

pytestmark = pytest.mark.django_db
CHANGES = "/api/v1/changes/"


def test_change_has_the_row_while_that_says_what_the_change_told(
    get: Callable[..., dict],
) -> None:
    begun = follow(NOON)
    authority = make_authority(slug="arfon")
    record(authority, "created", by=SYSTEM)
    follow(NOON)
    (came,) = get(CHANGES, after=begun)["results"]
    authority.website = "https://arfon.example"
    authority.save()
    record(authority, "changed", by=SYSTEM)
    follow(NOON)

    first, second = get(CHANGES, after=begun)["results"]

    assert (came["kind"], came["key"]) == ("created", ["arfon"])
    assert came["row"]["authority"] == "arfon"
    assert (first["row"], second["kind"]) == (None, "corrected")
    assert second["row"]["website"] == "https://arfon.example"


def test_nothing_is_left_of_what_was_withdrawn_but_its_key(
    get: Callable[..., dict],
) -> None:
    edition = make_edition(title_en="Canary of a title")
    follow(NOON)
    seen = Change.objects.count()
    make_withdrawal(edition)
    follow(NOON)

    found = get(CHANGES, table="editions", after=seen)["results"]

    assert [(each["kind"], each["row"], each["sha256"]) for each in found] == [
        ("deleted", None, "")
    ]
    every = get(CHANGES, table="editions")
    assert "Canary" not in json.dumps(every)


@pytest.mark.parametrize(
    ("parameter", "value"), [("after", "-1"), ("after", "x"), ("table", "users")]
)
def test_parameter_without_a_meaning_is_refused(
    client: Client, parameter: str, value: str
) -> None:
    response = client.get(CHANGES, {parameter: value})

    assert response.status_code == 400
    assert list(sentences(response)) == [parameter]


@pytest.fixture
def example() -> ModuleType:
    path = Path(settings.BASE_DIR) / "docs" / "examples" / "keep_in_step.py"
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 60
    found = importlib.util.spec_from_file_location("keep_in_step", path)
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_copy_that_was_left_for_a_week_is_equal_to_the_record(
    live_server: LiveServer, example: ModuleType
) -> None:
    call_command("load_sample", verbosity=0)
    follow(NOON)
    copy = sqlite3.connect(":memory:")
    example.take_in(live_server.url, copy)
    make_edition()
    make_withdrawal(make_edition(slug="gone"))
    follow(NOON)

    taken = example.take_in(live_server.url, copy)

    assert taken > 0
    assert example.take_in(live_server.url, copy) == 0
    for name, table in TABLES.items():
        own = copy.execute("SELECT line FROM row WHERE name = ?", (name,))
        lines = {table.line(row) for row in table.rows()}
        assert {line for (line,) in own} == lines, name
