"""Every row of every list is what the description says of it, in each of its forms."""

import csv
import io
import json
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern

from inspectorate.concerns.models.decision import Act
from inspectorate.opendata.following import follow
from inspectorate.opendata.package import dictionary
from inspectorate.opendata.tables import TABLES
from inspectorate.reports.models import Edition
from recommendations.models import ActionPlan
from tests.factories import (
    NOON,
    TODAY,
    make_action_plan,
    make_announced,
    make_authority,
    make_decision,
    make_edition,
    make_episode,
    make_equivalence,
    make_finding,
    make_inspection,
    make_intervention,
    make_plan_line,
    make_recommendation,
    stand,
)
from tests.inspectorate.api.described import schema_of, validator_of
from tests.inspectorate.api.test_urls import LISTS

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# Worked out for a day, and in no table: docs/api.md tells what they mean.
RECKONED = ["is_overdue", "awaits_verification"]


@pytest.fixture
def record(arfon: Edition, dwyfor: Edition) -> None:
    """The stories of the sample, beside all that they lack."""
    case = make_inspection()
    asked = make_recommendation(case)
    asked.findings.add(make_finding(case))
    make_edition(case)
    stand(asked, lifecycle="closed", closed_reason="issued_in_error")
    plan = make_action_plan(case)
    make_plan_line(plan)
    days = {"received_on": TODAY, "decided_on": TODAY}
    told = {"reflects_findings": True, "decision_reason": "It does."}
    ActionPlan.objects.update(status="submitted", received_on=TODAY)
    ActionPlan.objects.update(status="agreed", **told, **days)
    case.authorities.get().predecessors.add(make_authority("Old Exampleshire"))
    make_intervention()
    make_announced()
    make_decision(make_episode(), Act.REFER, announced=True)
    make_decision(make_episode(placed=False), Act.PLACE, announced=True)
    make_equivalence()
    call_command("load_sample", verbosity=0)
    follow(NOON)


def address(pattern: URLPattern) -> str:
    return f"/api/v1/{pattern.pattern}"


def content(schema: dict, pattern: URLPattern) -> dict:
    """What the description tells of the forms of a list."""
    operation = schema["paths"][address(pattern)]["get"]
    return operation["responses"]["200"]["content"]


def item_of(schema: dict, pattern: URLPattern) -> dict:
    """What it tells of one row."""
    page = content(schema, pattern)["application/json"]["schema"]
    if "$ref" in page:
        page = schema["components"]["schemas"][page["$ref"].rpartition("/")[2]]
    return page["properties"]["results"]["items"]


def file(client: Client, pattern: URLPattern, **asked: str) -> Iterator[bytes]:
    answer = client.get(address(pattern), asked)
    assert answer.status_code == 200
    return answer.streaming_content


@pytest.mark.usefixtures("record")
def test_every_page_and_line_of_every_list_is_as_it_is_described(
    client: Client, subtests: pytest.Subtests
) -> None:
    schema = schema_of(client)
    for pattern in LISTS:
        with subtests.test(list=str(pattern.pattern)):
            page = content(schema, pattern)["application/json"]["schema"]
            one = validator_of(item_of(schema, pattern), schema)

            listed = client.get(address(pattern), {"page_size": 100}).json()
            lines = b"".join(file(client, pattern, format="jsonl")).splitlines()

            validator_of(page, schema).validate(listed)
            rows = [json.loads(line) for line in lines]
            for row in rows:
                one.validate(row)
            assert rows[:100] == listed["results"]
            assert rows


@pytest.mark.usefixtures("record")
def test_line_in_one_language_is_as_it_is_described(
    client: Client, subtests: pytest.Subtests
) -> None:
    schema = schema_of(client)
    for pattern in LISTS:
        with subtests.test(list=str(pattern.pattern)):
            one = validator_of(item_of(schema, pattern), schema)
            lines = b"".join(file(client, pattern, format="jsonl", lang="cy"))

            for line in lines.splitlines():
                one.validate(json.loads(line))


def test_every_column_of_every_csv_is_in_the_data_dictionary(
    client: Client, subtests: pytest.Subtests
) -> None:
    told = csv.DictReader(io.StringIO(dictionary(TABLES.values()).decode()))
    meanings = {row["column"]: row["told_en"] for row in told}
    guide = (settings.BASE_DIR / "docs" / "api.md").read_text(encoding="utf-8")
    schema = schema_of(client)
    for pattern in LISTS:
        with subtests.test(list=str(pattern.pattern)):
            forms = content(schema, pattern)
            if "text/csv" not in forms:
                assert str(pattern.pattern) == "changes/"
                continue

            head = b"".join(file(client, pattern, format="csv")).decode("utf-8-sig")

            columns = head.partition("\r\n")[0].split(",")
            unknown = [column for column in columns if not meanings.get(column)]
            is_reckoned = str(pattern.pattern) == "recommendations/"
            assert unknown == (RECKONED if is_reckoned else [])
            assert [column for column in unknown if f"`{column}`" not in guide] == []
            assert forms["text/csv"]["example"].strip().split(",") == columns
