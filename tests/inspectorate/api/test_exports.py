import csv
import io
import json
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from inspectorate.opendata.files import as_csv
from inspectorate.opendata.tables import TABLES
from inspectorate.reports.models import Edition, PublishedFinding
from tests.factories import make_edition, make_finding, make_inspection
from tests.inspectorate.api.problems import sentences

LISTS = [
    *("authorities", "reports", "editions", "paragraphs", "judgements", "findings"),
    *("recommendations", "register", "services", "themes", "readings"),
]


def body(client: Client, url: str, **parameters: str) -> bytes:
    answer = client.get(url, parameters)
    assert answer.status_code == 200, answer.content
    assert answer.streaming
    return b"".join(answer.streaming_content)


def rows_of(text: bytes) -> list[dict]:
    return list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline="")))


def test_csv_has_the_columns_of_the_open_data_and_every_row_that_filters_leave(
    client: Client, arfon: Edition, dwyfor: Edition
) -> None:
    own = PublishedFinding.objects.filter(edition=arfon)

    text = body(client, "/api/v1/findings/", format="csv", authority="W99000001")

    table = TABLES["findings"]
    assert text == b"".join(as_csv(table, table.read(own)))
    assert [row["report"] for row in rows_of(text)] == ["arfon-1993-01"]


def test_header_accept_asks_for_a_file_too(client: Client, arfon: Edition) -> None:
    answer = client.get("/api/v1/findings/", headers={"Accept": "text/csv"})

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="findings.csv"'
    assert "Accept" in answer["Vary"]


@pytest.mark.slow
@pytest.mark.parametrize("name", LISTS)
def test_lines_are_the_objects_of_the_list(
    client: Client,
    get: Callable[..., dict],
    arfon: Edition,
    dwyfor: Edition,
    name: str,
) -> None:
    url = f"/api/v1/{name}/"

    lines = body(client, url, format="jsonl").splitlines()

    listed = get(url, page_size=100)["results"]
    assert [json.loads(line) for line in lines] == listed


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in LISTS if name in TABLES])
def test_csv_is_the_file_of_the_table_whichever_database_writes_it(
    client: Client, arfon: Edition, dwyfor: Edition, name: str
) -> None:
    table = TABLES[name]

    text = body(client, f"/api/v1/{name}/", format="csv")

    if name == "recommendations":
        assert len(rows_of(text)) == 2
    else:
        assert sorted(text.splitlines(keepends=True)) == sorted(
            b"".join(as_csv(table, table.rows())).splitlines(keepends=True)
        )


def test_csv_in_one_language_leaves_out_the_columns_of_the_other(
    client: Client, arfon: Edition
) -> None:
    (row,) = rows_of(body(client, "/api/v1/findings/", format="csv", lang="cy"))

    assert row["text_cy"] == "Mae arweinwyr yn adnabod eu gwasanaethau'n dda."
    assert [name for name in row if name.endswith("_en")] == []


def test_csv_of_recommendations_tells_where_each_stands(
    client: Client, arfon: Edition
) -> None:
    (row,) = rows_of(body(client, "/api/v1/recommendations/", format="csv"))

    told = ("acceptance", "progress", "verification", "lifecycle", "is_overdue")
    expected = ["rejected", "paused", "limited", "open", "true"]
    assert [row[name] for name in told] == expected


def test_text_that_a_spreadsheet_would_carry_out_stands_behind_an_apostrophe(
    client: Client, db: None
) -> None:
    inspection = make_inspection()
    make_finding(inspection, text_en="=HYPERLINK(1)\x07")
    make_edition(inspection)

    (row,) = rows_of(body(client, "/api/v1/findings/", format="csv"))

    assert row["text_en"] == "'=HYPERLINK(1)\ufffd"


@pytest.mark.parametrize("name", ["page_size", "cursor"])
def test_file_has_no_pages(client: Client, db: None, name: str) -> None:
    answer = client.get("/api/v1/findings/", {"format": "csv", name: "1"})

    assert answer.status_code == 400
    told = "A file has all rows. Leave this parameter out."
    assert sentences(answer) == {name: [told]}


def test_unknown_format_is_refused_as_json(client: Client, db: None) -> None:
    answer = client.get("/api/v1/findings/", {"format": "xml"})

    assert answer.status_code == 400
    told = "“xml” is not one of its values. Choose one of: json, csv, jsonl."
    assert sentences(answer) == {"format": [told]}


def test_refusal_of_a_file_is_a_problem_like_any_other(
    client: Client, db: None
) -> None:
    answer = client.get("/api/v1/findings/", {"format": "csv", "year": "MMXX"})

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_file_takes_as_many_queries_for_three_rows_as_for_one(
    client: Client, db: None
) -> None:
    counts = []
    for _edition in range(3):
        inspection = make_inspection()
        make_finding(inspection)
        make_edition(inspection)
        with CaptureQueriesContext(connection) as queries:
            body(client, "/api/v1/findings/", format="jsonl")
        counts.append(len(queries))

    assert len(set(counts)) == 1
