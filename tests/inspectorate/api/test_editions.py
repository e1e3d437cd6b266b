import hashlib
import json
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from inspectorate.reports.models import Edition
from inspectorate.reports.publication import issue
from tests.factories import (
    NOON,
    SYSTEM,
    make_edition,
    make_edition_form,
    make_inspection,
    make_judgement,
    make_recommendation,
    make_report,
    make_withdrawal,
)
from tests.inspectorate.api.problems import kind

API = "http://testserver/api/v1"
ONE = "/api/v1/reports/arfon-1993-01/editions/1/"


def keys(answer: dict) -> list[tuple[str, int]]:
    return [(edition["report"], edition["number"]) for edition in answer["results"]]


def test_edition_tells_what_its_report_tells_and_how_it_stands_in_the_register(
    get: Callable[..., dict], arfon: Edition
) -> None:
    edition = get(ONE)
    report = get("/api/v1/reports/arfon-1993-01/")
    del edition["document"]

    shared = {name: edition.pop(name) for name in report if name in edition}
    told_apart = shared.pop("url"), shared.pop("links")
    assert told_apart == (
        f"{API}/reports/arfon-1993-01/editions/1/",
        {
            "document": f"{API}/reports/arfon-1993-01/editions/1/document/",
            "paragraphs": f"{API}/paragraphs/?report=arfon-1993-01&edition=1",
            "findings": f"{API}/findings/?report=arfon-1993-01&edition=1",
            "judgements": f"{API}/judgements/?report=arfon-1993-01&edition=1",
            "recommendations": f"{API}/recommendations/?report=arfon-1993-01&edition=1",
        },
    )
    assert shared == {name: report[name] for name in shared}
    assert sorted(report.keys() - shared.keys() - {"url", "links"}) == [
        "current_edition",
        "editions",
        "slug",
    ]
    assert edition == {
        "report": "arfon-1993-01",
        "number": 1,
        "is_current": True,
        "entered_at": "2026-03-02T12:00:00.000000Z",
        "sha256": arfon.sha256,
        "register": {
            "sequence": 1,
            "kind": "edition",
            "previous": "0" * 64,
            "content": arfon.register_entry.content,
            "digest": arfon.register_entry.digest,
            "key": None,
            "signature": "",
        },
        "forms": [],
    }


def test_edition_names_its_files_and_where_they_are(
    get: Callable[..., dict], arfon: Edition
) -> None:
    form = make_edition_form(arfon, form="pdf", language="cy", name="arfon-cy.pdf")

    edition = get(ONE)

    assert edition["forms"] == [
        {
            "form": "pdf",
            "language": "cy",
            "name": "arfon-cy.pdf",
            "size": form.size,
            "sha256": form.sha256,
            "made_with": "Inspectorate",
            "file": "http://testserver/cy/reports/arfon-1993-01/editions/1/files/arfon-cy.pdf",
        }
    ]


def test_document_stands_in_the_edition_byte_for_byte(
    client: Client, arfon: Edition
) -> None:
    response = client.get(ONE)

    assert response.content.endswith(b',"document":' + arfon.document.encode() + b"}")
    assert response.json()["document"]["title"]["en"] == arfon.title_en


@pytest.mark.slow
def test_stranger_verifies_document_and_register_by_what_the_api_tells(
    client: Client, arfon: Edition, dwyfor: Edition
) -> None:
    edition = client.get("/api/v1/reports/dwyfor-2025-01/editions/1/").json()
    document = client.get(edition["links"]["document"])
    register = edition["register"]

    assert document["Content-Type"] == "application/json"
    assert hashlib.sha256(document.content).hexdigest() == edition["sha256"]
    link = hashlib.sha256(register["content"].encode()).hexdigest()
    assert link == register["digest"]
    content = json.loads(register["content"])
    entered_at = datetime.fromisoformat(content.pop("entered_at"))
    assert entered_at == datetime.fromisoformat(edition["entered_at"])
    assert content == {
        "format": "inspectorate-register/1",
        "chain": "public",
        "sequence": register["sequence"],
        "previous": register["previous"],
        "kind": "edition",
        "report": "dwyfor-2025-01",
        "edition": 1,
        "sha256": edition["sha256"],
    }
    assert register["previous"] == client.get(ONE).json()["register"]["digest"]


@pytest.mark.parametrize("url", [ONE, f"{ONE}document/"])
def test_client_that_holds_an_edition_is_told_so_without_reading_it_again(
    client: Client, arfon: Edition, url: str
) -> None:
    first = client.get(url)
    again = client.get(url, headers={"if-none-match": first["ETag"]})

    assert arfon.sha256 in first["ETag"]
    assert first["Cache-Control"] == "public, no-cache"
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]


def test_tag_changes_when_a_later_edition_takes_the_place(
    client: Client, arfon: Edition, corrected: Callable[..., Edition]
) -> None:
    before = client.get(ONE)["ETag"]
    corrected(arfon.report)
    after = client.get(ONE, headers={"if-none-match": before})

    assert after.status_code == 200
    assert after.json()["is_current"] is False


@pytest.mark.slow
def test_list_holds_every_edition_the_last_one_entered_first(
    get: Callable[..., dict],
    arfon: Edition,
    dwyfor: Edition,
    corrected: Callable[..., Edition],
) -> None:
    corrected(arfon.report)

    assert keys(get("/api/v1/editions/")) == [
        ("dwyfor-2025-01", 1),
        ("arfon-1993-01", 2),
        ("arfon-1993-01", 1),
    ]
    assert keys(get("/api/v1/editions/", report="arfon-1993-01")) == [
        ("arfon-1993-01", 2),
        ("arfon-1993-01", 1),
    ]
    assert "document" not in get("/api/v1/editions/")["results"][0]


@pytest.mark.parametrize(
    ("moment", "found"),
    [
        ("2026-03-02T12:00:00Z", 1),
        ("2026-03-02T12:00:01Z", 0),
        ("2026-03-02T12:00:00.000000Z", 1),
        ("2026-03-02T12:00:00+00:00", 1),
        # As an address with an unescaped + comes.
        ("2026-03-02T12:00:00 00:00", 1),
        ("2026-03-02T12:00:00.000001 00:00", 0),
        ("2026-03-02T14:00:00 0200", 1),
        ("2026-03-02 12:00", 1),
    ],
)
def test_filter_by_entry_takes_in_the_moment_itself(
    get: Callable[..., dict], arfon: Edition, moment: str, found: int
) -> None:
    answer = get("/api/v1/editions/", entered_after=moment)

    assert len(answer["results"]) == found


@pytest.mark.django_db
def test_list_takes_as_many_queries_for_three_rows_as_for_one(
    count_queries: Callable[[str], int],
) -> None:
    for _edition in range(3):
        inspection = make_inspection()
        make_judgement(inspection)
        make_recommendation(inspection)
        make_edition(inspection)
    url = "/api/v1/editions/?page_size="

    assert count_queries(f"{url}1") == count_queries(f"{url}3") == 7


@pytest.mark.parametrize("url", [ONE, f"{ONE}document/"])
def test_withdrawn_edition_tells_when_and_why_and_no_word_of_it(
    client: Client, arfon: Edition, url: str
) -> None:
    make_withdrawal(arfon)

    response = client.get(url)

    told = response.json()
    assert kind(response) == (410, "withdrawn")
    assert told["detail"] == "What stood at this address has been withdrawn."
    assert told["withdrawn_at"] == "2026-03-02T12:00:00.000000Z"
    reason = {"en": "A child could be known.", "cy": "Gellid adnabod plentyn."}
    assert told["reason"] == reason


def test_edition_that_was_issued_alone_answers_like_none(
    client: Client, arfon: Edition
) -> None:
    report = make_report(signed=True)
    issue(report, by=SYSTEM, reason="A secure home.", at=NOON)

    response = client.get(f"/api/v1/reports/{report.slug}/editions/1/")

    assert kind(response) == (404, "not-found")


def test_report_that_is_published_again_leaves_its_withdrawn_edition_gone(
    client: Client, arfon: Edition, corrected: Callable[..., Edition]
) -> None:
    make_withdrawal(arfon)
    corrected(arfon.report)

    assert client.get(ONE).status_code == 410
    assert client.get(ONE.replace("editions/1", "editions/2")).status_code == 200
