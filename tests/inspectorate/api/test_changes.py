"""The sequence of public changes, as a client follows it."""

import json
from collections.abc import Callable

import pytest
from django.test import Client

from inspectorate.history.models import record
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


@pytest.mark.parametrize(
    ("parameter", "value"), [("after", "-1"), ("after", "x"), ("table", "users")]
)
def test_parameter_without_a_meaning_is_refused(
    client: Client, parameter: str, value: str
) -> None:
    response = client.get(CHANGES, {parameter: value})

    assert response.status_code == 400
    assert list(sentences(response)) == [parameter]
