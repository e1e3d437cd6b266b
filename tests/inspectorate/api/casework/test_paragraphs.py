import pytest

from inspectorate.history.models import Entry
from inspectorate.inspections.models import Inspection
from inspectorate.reports.models import Paragraph, Report
from tests.factories import make_report, make_section, make_user
from tests.inspectorate.api.casework.program import Program
from tests.inspectorate.api.problems import kind, sentences


@pytest.fixture
def report(case: Inspection) -> Report:
    return make_report(case, paragraphs=2)


def test_text_of_a_draft_is_changed_in_one_language(
    mair: Program, report: Report
) -> None:
    paragraph = report.paragraphs.first()
    way = f"paragraphs/{paragraph.stable_id}/"

    answer = mair.patch(way, {"text": {"cy": " Newydd.\r\nLlinell.  "}})

    assert answer.status_code == 200, answer.content
    told = answer.json()["text"]
    assert told == {"en": paragraph.text_en, "cy": "Newydd.\nLlinell."}
    entry = Entry.objects.filter(subject_type="reports.paragraph").latest("pk")
    assert entry.after == {"text_cy": "Newydd.\nLlinell."}
    assert kind(mair.patch(way, {"position": 9})) == (400, "invalid-body")


def test_translator_writes_too_and_who_only_reads_does_not(
    mair: Program, report: Report
) -> None:
    way = f"paragraphs/{report.paragraphs.first().stable_id}/"
    translator = Program(make_user("publishing_officer"))
    assurer = Program(make_user("quality_assurer"))
    stranger = Program(make_user("inspector"))

    text = {"text": {"cy": "Cyfieithiad."}}
    told = {"if_match": "*"}
    assert translator.patch(way, text).status_code == 200
    assert kind(assurer.patch(way, text)) == (403, "forbidden")
    assert kind(stranger.patch(way, text, **told)) == (404, "not-found")


def test_paragraph_is_added_behind_another_one(mair: Program, report: Report) -> None:
    first, second = report.paragraphs.all()
    section = report.sections.get()

    answer = mair.post(
        "paragraphs/",
        {"section": section.pk, "after": first.stable_id, "text": {"en": "New."}},
    )
    ahead = mair.post("paragraphs/", {"section": section.pk})

    assert answer.status_code == 201, answer.content
    told = answer.json()
    assert mair.get(told["url"]).json()["text"] == {"en": "New.", "cy": ""}
    order = [each.stable_id for each in report.paragraphs.order_by("position")]
    assert order == [
        ahead.json()["stable_id"],
        first.stable_id,
        told["stable_id"],
        second.stable_id,
    ]


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({}, "section"),
        ({"section": 999_999}, "section"),
        ({"section": "1"}, "section"),
        ({"after": "nothing"}, "after"),
        ({"text": {"en": "x" * 100_001}}, "text.en"),
        ({"report": "x"}, "report"),
    ],
)
def test_paragraph_that_does_not_fit_is_refused(
    mair: Program, report: Report, fields: dict, place: str
) -> None:
    known = {} if place == "section" else {"section": report.sections.get().pk}

    answer = mair.post("paragraphs/", {**known, **fields})

    assert kind(answer) == (400, "invalid-body")
    assert list(sentences(answer)) == [place]
    assert Paragraph.objects.count() == 2


def test_draft_of_others_is_not_there(mair: Program, report: Report) -> None:
    other = make_section(make_report(paragraphs=1))
    own = Program(make_user("inspector"))

    answer = mair.post("paragraphs/", {"section": other.pk})

    assert list(sentences(answer)) == ["section"]
    assert own.get("paragraphs/").json()["results"] == []
    assert own.get("sections/").json()["results"] == []
    assert len(mair.get("sections/?inspection=EXAMPLE-2026-01").json()["results"]) == 1
    assert len(mair.get(f"paragraphs/?report={report.slug}").json()["results"]) == 2


def test_text_that_is_fixed_is_not_changed(mair: Program, report: Report) -> None:
    way = f"paragraphs/{report.paragraphs.first().stable_id}/"
    section = report.sections.get().pk
    Report.objects.update(status="awaiting_sign_off")

    changed = mair.patch(way, {"text": {"en": "New."}})
    added = mair.post("paragraphs/", {"section": section})

    assert [kind(changed), kind(added)] == [(409, "refused"), (409, "refused")]
