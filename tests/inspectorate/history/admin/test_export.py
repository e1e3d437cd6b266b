"""Any list as a file: its rows as they are narrowed, to who may see them, recorded."""

import csv
import io

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from inspectorate.accounts.models import User
from inspectorate.history.models import Entry
from inspectorate.inspections.models import Evidence, Finding, Inspection, Interest
from tests.admin_pages import address, client_of, strictly
from tests.admin_rows import OURS
from tests.factories import (
    make_evidence,
    make_finding,
    make_inspection,
    make_interest,
    make_team_member,
    make_user,
)

pytestmark = pytest.mark.django_db


def content(response: HttpResponse) -> bytes:
    return b"".join(response.streaming_content)


def exported(client: Client, page: str) -> list[dict[str, str]]:
    answer = client.post(page, {"form": "csv"})
    assert answer.status_code == 200
    text = content(answer).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def client_for(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_list_leads_to_its_export(model: type) -> None:
    client = client_of()
    page = address(model, "export")

    assert f'href="{page}"' in client.get(address(model, "changelist")).text
    assert client.get(page).status_code == 200


def test_export_holds_the_list_as_it_is_narrowed_searched_and_ordered() -> None:
    case = make_inspection()
    make_finding(case, text_en="a found", classification="challenge")
    make_finding(case, text_en="b found")
    make_finding(case, text_en="c lost")
    make_finding(case, text_en="d found", is_public=False)
    query = "?q=found&is_public__exact=1&o=-2&p=1"

    rows = exported(client_of(), address(Finding, "export") + query)

    assert [row["Text (English)"] for row in rows] == ["b found", "a found"]
    assert rows[0]["Classification"] == "Strength"
    assert rows[0]["Inspection"] == case.reference
    assert list(rows[0])[:2] == ["Finding", "Classification"]


def test_export_leaves_an_entry_that_tells_who_took_what() -> None:
    make_finding(classification="challenge")
    make_finding()
    page = address(Finding, "export") + "?classification__exact=challenge"
    client = client_of("chief_inspector", name="Nia Rees")

    exported(client, page)

    [entry] = Entry.objects.filter(act="exported")
    assert (entry.subject_type, entry.subject_id) == ("inspections.finding", "")
    assert (entry.subject_name, entry.actor_name) == ("findings", "Nia Rees")
    assert entry.after == {
        "rows": 1,
        "file": "csv",
        "narrowed_by": "classification: Challenge",
        "address": "classification__exact=challenge",
    }
    assert "exported" in client.get(address(Entry, "changelist")).text
    assert client.get(address(Entry, "change", entry.pk)).status_code == 200


def test_looking_at_the_page_of_an_export_takes_nothing_out() -> None:
    make_inspection()

    answer = strictly(client_of().get(address(Inspection, "export") + "?q=2025"))

    assert "The file will hold 1 row" in answer.text
    assert "2025" in answer.text
    assert not Entry.objects.filter(act="exported").exists()


def test_export_for_excel_is_a_workbook_named_after_list_and_day() -> None:
    make_interest(nature="=cmd|' /C calc'!A0")

    answer = client_of().post(address(Interest, "export"), {"form": "xlsx"})

    sheet = load_workbook(io.BytesIO(content(answer))).active
    headings, line = sheet.values
    assert line[headings.index("Nature of the interest")] == "'=cmd|' /C calc'!A0"
    name = answer["Content-Disposition"]
    assert name.startswith('attachment; filename="declared-interests-20')
    assert name.endswith('.xlsx"')


def test_inspector_takes_out_only_what_they_may_read() -> None:
    inspector = make_user("inspector")
    mine, other = make_inspection(), make_inspection()
    make_team_member(mine, user=inspector)
    for case in (mine, other):
        make_finding(case)
        make_evidence(case)
    client = client_for(inspector)

    findings = exported(client, address(Finding, "export"))
    evidence = exported(client, address(Evidence, "export"))

    assert [row["Inspection"] for row in findings] == [mine.reference]
    assert [row["Inspection"] for row in evidence] == [mine.reference]


def test_who_may_not_view_a_list_may_not_take_it_out() -> None:
    page = address(Entry, "export")
    client = client_of("inspector")

    assert client.get(page).status_code == 403
    assert client.post(page, {"form": "csv"}).status_code == 403
    assert Client().post(page, {"form": "csv"}).status_code == 302
    assert not Entry.objects.filter(act="exported").exists()


@pytest.mark.parametrize(
    ("query", "status"),
    [("?q=%00", 400), ("?status__exact=%00", 400), ("?nonsense=1", 302)],
)
def test_nonsense_in_the_address_of_an_export_is_told(query: str, status: int) -> None:
    answer = client_of().post(address(Inspection, "export") + query, {"form": "csv"})

    assert answer.status_code == status


def test_form_of_file_that_is_unknown_is_refused_with_a_sentence() -> None:
    make_inspection()

    answer = client_of().post(address(Inspection, "export"), {"form": "pdf"})

    assert answer.status_code == 400
    assert "Choose the form of the file: CSV or Excel." in answer.text


def test_list_beyond_a_sheet_of_excel_is_sent_as_csv_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("inspectorate.history.admin.export.MOST_WORKBOOK_ROWS", 1)
    make_finding()
    make_finding()
    page = address(Finding, "export")

    answer = client_of().post(page, {"form": "xlsx"})

    assert "holds 1 rows and this list has 2: choose CSV" in answer.text
    assert len(exported(client_of(), page)) == 2


def test_page_of_a_long_export_counts_no_further_and_the_file_holds_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("inspectorate.history.admin.export.MOST_TOLD", 1)
    make_finding()
    make_finding()
    client, page = client_of(), address(Finding, "export")

    with CaptureQueriesContext(connection) as asked:
        told = strictly(client.get(page)).text

    assert "The file will hold more than 1 rows" in told
    counts = [each["sql"] for each in asked if "COUNT(*)" in each["sql"]]
    assert [sql for sql in counts if "LIMIT" not in sql] == []
    assert len(exported(client, page)) == 2
    assert Entry.objects.get(act="exported").after["rows"] == 2


def test_export_asks_as_often_however_many_rows() -> None:
    case, counts = make_inspection(), []
    client = client_of()
    for count in (1, 3):
        for _each in range(count):
            make_finding(case)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            exported(client, address(Finding, "export"))
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_export_is_in_the_language_of_who_asked() -> None:
    make_finding()
    answer = client_of().post(
        address(Finding, "export"), {"form": "csv"}, headers={"accept-language": "cy"}
    )

    assert "Strength" not in content(answer).decode()
