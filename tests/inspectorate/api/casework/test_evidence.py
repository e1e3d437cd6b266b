from pathlib import Path

import pytest
from pytest_django import Settings

from inspectorate.history.models import Entry
from inspectorate.inspections.models import Evidence, EvidenceFile, Inspection
from tests.factories import make_evidence, make_report, make_user
from tests.inspectorate.api.casework.program import Program, text_file
from tests.inspectorate.api.problems import kind, sentences

BODY = {
    "inspection": "EXAMPLE-2026-01",
    "kind": "document",
    "summary": "Minutes of the panel.",
}


def test_item_is_added_as_json_with_the_next_reference(
    mair: Program, case: Inspection
) -> None:
    answer = mair.post("evidence/", {**BODY, "collected_on": "2026-03-02"})

    assert answer.status_code == 201, answer.content
    item = Evidence.objects.get()
    told = answer.json()
    assert (item.reference, item.collected_by) == ("E-01", mair.user)
    assert (told["collected_on"], told["files"]) == ("2026-03-02", [])
    assert told["marking"] == "official_sensitive"
    assert mair.get(told["url"]).json() == told


def test_item_comes_with_its_file_as_a_form(mair: Program, case: Inspection) -> None:
    answer = mair.upload("evidence/", {**BODY, "file": text_file()})

    assert answer.status_code == 201, answer.content
    [told] = answer.json()["files"]
    assert (told["revision"], told["name"], told["size"]) == (1, "notes.txt", 14)
    content = mair.get(told["url"])
    assert content.getvalue() == b"What was seen."
    assert content["Content-Disposition"].startswith("attachment")
    assert content["Cache-Control"] == "private, no-store"
    assert Entry.objects.filter(act="read file", actor_id=str(mair.user.pk)).exists()


def test_file_becomes_the_next_revision(mair: Program, case: Inspection) -> None:
    item = make_evidence(case)
    way = f"evidence/{item.pk}/files/"
    read = mair.get(f"evidence/{item.pk}/")["ETag"]

    one = mair.upload(way, {"file": text_file()})
    same = mair.upload(way, {"file": text_file()})
    stale = mair.upload(way, {"file": text_file(content=b"B")}, if_match=read)
    two = mair.upload(way, {"file": text_file(content=b"B")})

    assert [one.status_code, two.status_code] == [201, 201]
    assert kind(same) == (409, "refused")
    assert "the same file as revision 1" in same.json()["detail"]
    assert kind(stale) == (412, "stale")
    assert [each["revision"] for each in two.json()["files"]] == [2, 1]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("notes.txt", b"", "empty"),
        ("notes.exe", b"MZ\x90\x00\x03", "not of a kind that is taken"),
        ("notes.pdf", b"Plain text.", "its name does not say so"),
    ],
)
def test_file_is_checked_as_in_the_admin(
    mair: Program,
    case: Inspection,
    evidence_files: Path,
    name: str,
    content: bytes,
    sentence: str,
) -> None:
    item = make_evidence(case)

    with_item = mair.upload("evidence/", {**BODY, "file": text_file(name, content)})
    alone = mair.upload(
        f"evidence/{item.pk}/files/", {"file": text_file(name, content)}
    )

    assert sentence in " ".join(sentences(with_item)["file"])
    assert kind(alone) == (409, "refused")
    assert sentence in alone.json()["detail"]
    assert Evidence.objects.count() == 1
    assert not EvidenceFile.objects.exists()
    assert not evidence_files.exists() or list(evidence_files.iterdir()) == []


def test_infected_file_is_refused(
    mair: Program, case: Inspection, settings: Settings
) -> None:
    settings.VIRUS_SCANNER = ["false"]

    answer = mair.upload("evidence/", {**BODY, "file": text_file()})

    assert kind(answer) == (400, "invalid-body")
    assert list(sentences(answer)) == ["file"]
    assert not Evidence.objects.exists()


def test_file_that_is_none_is_refused(mair: Program, case: Inspection) -> None:
    way = f"evidence/{make_evidence(case).pk}/files/"

    assert list(sentences(mair.upload(way, {}))) == ["file"]
    assert list(sentences(mair.upload(way, {"file": "text"}))) == ["file"]
    assert list(sentences(mair.post(way, {"file": "text"}))) == ["file"]
    assert list(sentences(mair.post("evidence/", {**BODY, "file": "x"}))) == ["file"]


def test_item_is_changed_by_its_version(mair: Program, case: Inspection) -> None:
    item = make_evidence(case)

    answer = mair.patch(f"evidence/{item.pk}/", {"summary": "Other minutes."})
    moved = mair.patch(f"evidence/{item.pk}/", {"inspection": "OTHER"})

    assert answer.json()["summary"] == "Other minutes."
    assert list(sentences(moved)) == ["inspection"]
    entry = Entry.objects.filter(subject_type="inspections.evidence").latest("pk")
    assert (entry.act, entry.after) == ("changed", {"summary": "Other minutes."})


def test_reference_is_given_once_in_a_case(mair: Program, case: Inspection) -> None:
    make_evidence(case, reference="CF-1")

    answer = mair.post("evidence/", {**BODY, "reference": "CF-1"})

    assert kind(answer) == (400, "invalid-body")
    assert Evidence.objects.count() == 1


def test_evidence_stays_closed_to_who_is_not_on_the_team(
    mair: Program, case: Inspection
) -> None:
    item = make_evidence(case)
    mair.upload(f"evidence/{item.pk}/files/", {"file": text_file()})
    make_report(case, published=True)
    ways = [f"evidence/{item.pk}/", f"evidence/{item.pk}/files/1/"]
    translator = Program(make_user("publishing_officer"))
    assurer = Program(make_user("quality_assurer"))

    assert [kind(translator.get(way))[0] for way in ways] == [404, 404]
    assert translator.get("evidence/").json()["results"] == []
    item_told, file = (assurer.get(way) for way in ways)
    assert file.getvalue()
    assert [item_told.status_code, file.status_code] == [200, 200]
    upload = assurer.upload(f"{ways[0]}files/", {"file": text_file(content=b"B")})
    assert kind(upload) == (403, "forbidden")


def test_file_that_the_storage_has_lost_is_no_fault(
    mair: Program, case: Inspection, evidence_files: Path
) -> None:
    item = make_evidence(case)
    mair.upload(f"evidence/{item.pk}/files/", {"file": text_file()})
    for each in evidence_files.iterdir():
        each.unlink()

    assert kind(mair.get(f"evidence/{item.pk}/files/1/")) == (409, "refused")
    assert kind(mair.get(f"evidence/{item.pk}/files/2/")) == (404, "not-found")
