"""The sequence of public changes, as a client follows it."""

import json
from collections.abc import Callable

import pytest
from django.test import Client

from inspectorate.history.models import record
from inspectorate.opendata import extract
from inspectorate.opendata.following import follow
from inspectorate.opendata.models import Change
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


def lines(client: Client, **asked: object) -> list[dict]:
    answer = client.get(CHANGES, {"format": "jsonl", **asked})
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == "application/jsonl; charset=utf-8"
    body = b"".join(answer.streaming_content)
    return [json.loads(line) for line in body.splitlines()]


def test_file_has_all_changes_after_a_number_as_the_pages_have_them(
    client: Client, get: Callable[..., dict]
) -> None:
    begun = follow(NOON)
    for number in range(3):
        record(make_authority(slug=f"shire-{number}"), "created", by=SYSTEM)
    follow(NOON)

    told = lines(client, after=begun)

    assert [each["key"] for each in told] == [[f"shire-{n}"] for n in range(3)]
    assert told == get(CHANGES, after=begun)["results"]
    assert lines(client, after=begun, table="services") == []
    every = lines(client)
    assert [each["sequence"] for each in every] == list(range(1, begun + 4))
    assert every[begun:] == told


def test_file_is_read_some_at_once(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_edition()
    follow(NOON)
    whole = lines(client)

    monkeypatch.setattr(extract, "AT_ONCE", 2)
    answer = client.get(CHANGES, {"format": "jsonl"})

    chunks = list(answer.streaming_content)
    assert {chunk.count(b"\n") for chunk in chunks[:-1]} == {2}
    assert [json.loads(line) for line in b"".join(chunks).splitlines()] == whole


@pytest.mark.parametrize(
    ("asked", "parameter"),
    [
        ({"format": "csv"}, "format"),
        ({"format": "jsonl", "after": "x"}, "after"),
        ({"format": "jsonl", "cursor": "x"}, "cursor"),
    ],
)
def test_what_a_file_of_changes_cannot_have_is_refused(
    client: Client, asked: dict[str, str], parameter: str
) -> None:
    response = client.get(CHANGES, asked)

    assert response.status_code == 400
    assert list(sentences(response)) == [parameter]


@pytest.mark.parametrize(
    ("parameter", "value"), [("after", "-1"), ("after", "x"), ("table", "users")]
)
def test_parameter_without_a_meaning_is_refused(
    client: Client, parameter: str, value: str
) -> None:
    response = client.get(CHANGES, {parameter: value})

    assert response.status_code == 400
    assert list(sentences(response)) == [parameter]
