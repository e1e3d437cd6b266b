import sys
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from inspectorate.accounts.models import User
from inspectorate.history.models import Entry
from inspectorate.inspections.admin import EvidenceAdmin
from inspectorate.inspections.models import Evidence, Inspection
from inspectorate.inspections.office import DOCX
from tests.admin_pages import address, change_page, client_of, errors, filled, strictly
from tests.factories import (
    make_evidence,
    make_evidence_file,
    make_finding,
    make_inspection,
    make_team_member,
)
from tests.inspectorate.inspections.files import EXE, HTML, PDF, office

pytestmark = pytest.mark.django_db

AGAIN = "Choose the file again: it was not stored yet."


def member_of(inspection: Inspection, role: str = "inspector") -> Client:
    client = client_of(role)
    make_team_member(inspection, user=User.objects.latest("pk"))
    return client


def upload(content: bytes = PDF, name: str = "plan.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def save(client: Client, item: Evidence, **changes: object) -> HttpResponse:
    page = change_page(item)
    return client.post(page, {**filled(client.get(page)), **changes})


def new_form(inspection: Inspection, **fields: object) -> dict[str, object]:
    return {
        "inspection": inspection.pk,
        "reference": "CF-07",
        "kind": "document",
        "marking": "official",
        "summary": "Plans were late.",
        **fields,
    }


def file_page(item: Evidence, revision: int = 1) -> str:
    return address(Evidence, "file", item.pk, revision)


# Files come in


def test_inspector_adds_an_item_with_its_file(shelf: Path) -> None:
    inspection = make_inspection()
    client = member_of(inspection)
    form = new_form(inspection, upload=upload())

    answer = client.post(address(Evidence, "add"), form)

    item = Evidence.objects.get()
    file = item.files.get()
    assert answer.status_code == 302
    assert (item.reference, file.name, file.revision) == ("CF-07", "plan.pdf", 1)
    assert file.uploaded_by == User.objects.latest("pk")
    assert [entry.act for entry in Entry.objects.about(item)] == [
        "created",
        "added file",
    ]


def test_inspector_adds_a_revision_and_the_page_lists_both(shelf: Path) -> None:
    item = make_evidence()
    first = make_evidence_file(item, name="notes.txt")
    client = member_of(item.inspection)

    save(client, item, upload=upload(office(DOCX), "notes.docx"))

    page = strictly(client.get(change_page(item)))
    assert page.text.index("notes.docx</a>") < page.text.index("notes.txt</a>")
    assert first.sha256 in page.text
    assert "Not scanned" in page.text
    assert "34 bytes" in page.text.replace("\xa0", " ")


def test_item_is_saved_without_a_file_as_before(shelf: Path) -> None:
    item = make_evidence()

    save(member_of(item.inspection), item, summary="Plans were on time.")

    item.refresh_from_db()
    assert (item.summary, item.files.count()) == ("Plans were on time.", 0)


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (EXE, "plan.pdf", "“plan.pdf” is not of a kind that is taken"),
        (HTML, "photo.jpg", "“photo.jpg” holds plain text, but its name does not say"),
        (PDF.ljust(1_000_001), "plan.pdf", "This file has 2 MB, and at most 1 MB are"),
        (b"", "plan.pdf", "This file is empty: choose another one."),
        (
            office(DOCX, "application/vnd.ms-office.vbaProject"),
            "notes.docx",
            "This document holds macros",
        ),
        (
            b"Nine of twelve plans were on time.",
            "notes.txt",
            "This is the same file as revision 1: choose the changed one.",
        ),
    ],
)
def test_refused_file_loses_nothing_that_was_typed(
    content: bytes, name: str, sentence: str, shelf: Path, settings: Settings
) -> None:
    settings.EVIDENCE_MAX_MB = 1
    item = make_evidence_file().evidence
    client = member_of(item.inspection)

    answer = save(client, item, summary="Typed.", upload=upload(content, name))

    form = answer.context["adminform"].form
    assert [str(each)[: len(sentence)] for each in form.errors["upload"]] == [sentence]
    assert ">\nTyped.</textarea>" in answer.text
    assert len([*shelf.iterdir()]) == item.files.count() == 1
    assert Evidence.objects.get().summary != "Typed."


def test_infected_file_is_refused_at_its_field(shelf: Path, settings: Settings) -> None:
    settings.VIRUS_SCANNER = [sys.executable, "-c", "raise SystemExit(1)"]
    inspection = make_inspection()
    client = member_of(inspection)
    form = new_form(inspection, upload=upload())

    answer = client.post(address(Evidence, "add"), form)

    assert errors(answer)[0].startswith("A virus was found in this file")
    assert ([*shelf.iterdir()], Evidence.objects.count()) == ([], 0)


def test_file_has_to_be_chosen_again_when_something_else_is_wrong(
    shelf: Path,
) -> None:
    inspection = make_inspection()
    client = member_of(inspection)
    form = new_form(inspection, summary="", upload=upload())

    answer = client.post(address(Evidence, "add"), form)

    assert errors(answer) == ["This field is required.", AGAIN]
    assert [*shelf.iterdir()] == []


def test_reference_that_is_taken_has_the_file_chosen_again(shelf: Path) -> None:
    item = make_evidence(reference="CF-07")
    client = member_of(item.inspection)
    form = new_form(item.inspection, upload=upload())

    answer = client.post(address(Evidence, "add"), form)

    assert AGAIN in errors(answer)
    assert ([*shelf.iterdir()], Evidence.objects.count()) == ([], 1)


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../etc/plan.pdf", "plan.pdf"),
        ("plan\u202efdp.pdf", "planfdp.pdf"),
        ("plan\x00.pdf", "plan.pdf"),
        ("x" * 300 + ".pdf", "x" * 140 + ".pdf"),
    ],
)
def test_odd_name_is_cleaned(sent: str, shown: str, shelf: Path) -> None:
    item = make_evidence()
    client = member_of(item.inspection)
    file = upload()
    # Past Django's own cleaning, which a browser's request does not go through.
    file.__dict__["_name"] = sent

    save(client, item, upload=file)

    assert [each.name for each in item.files.all()] == [shown]


def test_no_file_stays_when_the_page_fails_after_it_was_kept(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = make_evidence()
    client = member_of(item.inspection)
    form = {**filled(client.get(change_page(item))), "upload": upload()}
    monkeypatch.setattr(EvidenceAdmin, "response_change", lambda *_args: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        client.post(change_page(item), form)

    assert ([*shelf.iterdir()], item.files.count()) == ([], 0)


def test_page_tells_limits_and_that_files_are_not_scanned(settings: Settings) -> None:
    settings.EVIDENCE_MAX_MB = 7
    item = make_evidence()
    client, page = member_of(item.inspection), change_page(item)

    unscanned = client.get(page).text
    settings.VIRUS_SCANNER = ["clamdscan"]
    scanned = client.get(page).text

    assert "At most 7 MB: PDF, JPEG, PNG" in unscanned
    assert "Files are not scanned for viruses here" in unscanned
    assert "Files are not scanned for viruses here" not in scanned


# Files go out


def test_member_of_the_team_is_handed_a_file_safely(shelf: Path) -> None:
    item = make_evidence()
    make_evidence_file(item, name="cynllun “tŷ”; a.txt", text="Diary")

    answer = member_of(item.inspection).get(file_page(item))

    assert b"".join(answer) == b"Diary"
    assert answer["Content-Type"] == "text/plain"
    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''cynllun%20%E2%80%9Ct%C5%B7%E2%80%9D%3B%20a.txt"
    )
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert {"private", "no-store"} <= {*answer["Cache-Control"].split(", ")}
    entry = Entry.objects.about(item).last()
    assert (entry.act, entry.actor_id) == ("read file", User.objects.latest("pk").pk)


@pytest.mark.parametrize(
    ("role", "code"),
    [
        ("chief_inspector", 200),
        ("head_of_inspection", 200),
        ("quality_assurer", 200),
        ("information_governance", 200),
        ("lead_inspector", 404),
        ("inspector", 404),
        ("publishing_officer", 404),
        ("link_officer", 302),
    ],
)
def test_file_is_not_there_for_who_may_not_read_it(
    role: str, code: int, shelf: Path
) -> None:
    item = make_evidence_file().evidence

    answer = client_of(role).get(file_page(item))

    b"".join(answer)
    assert answer.status_code == code
    reads = Entry.objects.about(item).filter(act="read file").count()
    assert reads == (1 if code == 200 else 0)


def test_stranger_is_sent_to_sign_in(shelf: Path) -> None:
    page = file_page(make_evidence_file().evidence)

    answer = Client().get(page)

    assert answer.url == f"{reverse('admin:login')}?next={page}"


def test_file_that_does_not_exist_answers_like_one_of_another_case(
    shelf: Path,
) -> None:
    item = make_evidence_file().evidence
    client = client_of("inspector")

    answers = [
        client.get(page)
        for page in (file_page(item), file_page(item, 9), file_page(Evidence(pk=9**30)))
    ]

    assert [each.status_code for each in answers] == [404] * 3
    assert len({each.content for each in answers}) == 1


@pytest.mark.parametrize("method", ["post", "head", "put", "delete"])
def test_file_is_only_read(method: str, shelf: Path) -> None:
    item = make_evidence_file().evidence

    assert getattr(client_of(), method)(file_page(item)).status_code == 405


def test_lost_file_is_told_on_the_page_of_its_item(shelf: Path) -> None:
    file = make_evidence_file()
    storages["evidence"].delete(file.stored_as)

    answer = client_of().get(file_page(file.evidence), follow=True)

    assert answer.redirect_chain == [(change_page(file.evidence), 302)]
    assert "This file is not where it was stored" in answer.text


# Who may do what


def test_list_holds_the_evidence_of_ones_own_cases() -> None:
    mine = make_evidence()
    make_evidence()
    client = member_of(mine.inspection)

    listed = client.get(address(Evidence, "changelist")).context["cl"]

    assert [*listed.result_list] == [mine]


def test_item_of_another_case_is_not_there_to_read_or_change() -> None:
    item = make_evidence(summary="As it was.")
    client = client_of("inspector")

    read = client.get(change_page(item))
    changed = client.post(change_page(item), new_form(item.inspection))

    assert [read.url, changed.url] == [reverse("admin:index")] * 2
    item.refresh_from_db()
    assert item.summary == "As it was."


@pytest.mark.parametrize("role", ["chief_inspector", "quality_assurer"])
def test_who_answers_for_all_only_reads(role: str, shelf: Path) -> None:
    item = make_evidence_file().evidence
    client = client_of(role)

    page = client.get(change_page(item))
    changed = client.post(change_page(item), new_form(item.inspection))

    assert file_page(item) in page.text
    assert 'type="file"' not in page.text
    assert 'name="_save"' not in page.text
    assert changed.status_code == 403


def test_item_is_not_added_to_a_case_of_others_by_a_forged_number(
    shelf: Path,
) -> None:
    member_of(mine := make_inspection())
    client = client_of("inspector")
    form = new_form(mine, upload=upload())

    answer = client.post(address(Evidence, "add"), form)

    told = "Choose an inspection on whose team you are, and that is not over."
    assert errors(answer) == [told, AGAIN]
    assert not Evidence.objects.exists()


def test_item_stays_in_its_case() -> None:
    item = make_evidence()
    other = make_inspection()
    client = member_of(item.inspection)
    make_team_member(other, user=User.objects.latest("pk"))

    answer = save(client, item, inspection=other.pk)

    assert answer.status_code == 302
    assert Evidence.objects.get().inspection == item.inspection


def test_finding_is_offered_the_evidence_of_ones_own_cases_only() -> None:
    mine = make_evidence(reference="CF-1")
    make_evidence(reference="CF-2")
    client = member_of(mine.inspection)

    answer = client.get(
        reverse("admin:autocomplete"),
        {
            "app_label": "inspections",
            "model_name": "finding",
            "field_name": "evidence",
            "term": "CF",
        },
    )

    assert [each["id"] for each in answer.json()["results"]] == [str(mine.pk)]


def test_list_counts_files_and_findings_at_the_same_cost(shelf: Path) -> None:
    item = make_evidence_file().evidence
    make_finding(item.inspection).evidence.add(item)
    client = client_of()
    page = address(Evidence, "changelist")
    with CaptureQueriesContext(connection) as for_one:
        client.get(page)
    for _number in range(2):
        make_evidence_file(item, text=str(_number))
        another = make_evidence(item.inspection)
        make_finding(item.inspection).evidence.add(item, another)

    with CaptureQueriesContext(connection) as for_three:
        text = client.get(page).text

    assert len(for_three) == len(for_one)
    assert text.count('<td class="field-file_count">3</td>') == 1
    assert text.count('<td class="field-finding_count">3</td>') == 1


def test_new_item_is_offered_the_next_reference_and_gets_it_where_it_has_none() -> None:
    case = make_inspection()
    make_evidence(case, reference="E-02")
    client, page = member_of(case), address(Evidence, "add")

    offered = filled(client.get(f"{page}?inspection={case.pk}"))
    client.post(page, new_form(case, reference=""))

    assert offered["reference"] == "E-03"
    assert case.evidence.filter(reference="E-03").exists()
