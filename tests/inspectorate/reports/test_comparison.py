"""What two documents of a report differ in."""

from copy import deepcopy

import pytest

from inspectorate.reports.comparison import compare
from inspectorate.reports.difference import Change, Fact, Part
from inspectorate.reports.marked_up import Run

BOTH = {"en": "", "cy": ""}


def both(en: str, cy: str = "") -> dict[str, str]:
    return {"en": en, "cy": cy}


def paragraph(stable_id: str, number: str, en: str, cy: str = "") -> dict:
    anchor = f"p-{number.replace('.', '-')}"
    told = {"stable_id": stable_id, "number": number, "anchor": anchor}
    return {**told, "text": both(en, cy)}


def section(heading: str, *paragraphs: dict, number: str = "") -> dict:
    told = {"number": number, "depth": 1, "grade": None}
    return {**told, "heading": both(heading), "paragraphs": list(paragraphs)}


def finding(en: str, **said: object) -> dict:
    return {
        "classification": "strength",
        "theme": None,
        "other_themes": [],
        "text": both(en),
        "legal_reference": "",
        "change": "",
        "compared_with": BOTH,
        "compared_with_inspection": "",
        **said,
    }


def recommendation(reference: str, en: str, **said: object) -> dict:
    return {
        "number": "1",
        "reference": reference,
        "text": both(en),
        "themes": [],
        "priority": False,
        "owner_role": "",
        "timescale": "3m",
        "due_on": "2026-05-01",
        **said,
    }


def judgement(code: str, label: str | None) -> dict:
    grade = label and {"label": both(label), "meaning": both(f"{label} it is.")}
    return {
        "area": {"code": code, "name": both(code.title())},
        "grade": grade,
        "wording": BOTH,
        "mapped_by": "",
        "mapping_note": BOTH,
    }


@pytest.fixture
def old() -> dict:
    return {
        "kind": "report",
        "title": both("Inspection of Arfon", "Arolygiad o Arfon"),
        "summary": both(""),
        "languages": ["en"],
        "stated_recommendation_count": None,
        "licence": "OGL-UK-3.0",
        "recorded_from": "",
        "inspection": {"reference": "ARFON-1", "fieldwork_start": "2025-11-03"},
        "judgements": [judgement("leadership", "Good")],
        "findings": [finding("Children are heard by their workers.")],
        "recommendations": [recommendation("ARFON-1-R1", "Keep files.")],
        "sections": [
            section(
                "Leaders",
                paragraph("aaaa", "1.1", "Leaders read 12 files.", "Darllenwyd 12."),
                paragraph("bbbb", "1.2", "They listen."),
                number="1",
            ),
            section("Children", paragraph("cccc", "2.1", "They are safe."), number="2"),
        ],
    }


@pytest.fixture
def new(old: dict) -> dict:
    return deepcopy(old)


def fates(part: Part) -> list[tuple[str, str]]:
    return [(change.fate, name_of(change.told)) for change in part.changes]


def name_of(told: dict) -> str:
    return told.get("stable_id") or told.get("heading", {}).get("en") or "?"


def only(part: Part) -> Change:
    (change,) = part.changes
    return change


def test_editions_that_say_the_same_have_no_change(old: dict, new: dict) -> None:
    found = compare(old, new)

    assert found.count == 0
    assert found.text == Part([], 5, 0)


def test_changed_words_are_marked_in_the_language_that_changed(
    old: dict, new: dict
) -> None:
    new["sections"][0]["paragraphs"][0]["text"]["en"] = "Leaders read all 14 files."

    change = only(compare(old, new).text)

    (text,) = change.texts
    assert (change.fate, change.kept, text.language) == ("changed", ["cy"], "en")
    assert text.runs == [
        Run("same", "Leaders read "),
        Run("removed", "12 "),
        Run("added", "all 14 "),
        Run("same", "files. "),
    ]


def test_sentence_that_is_added_leaves_the_one_before_it(old: dict, new: dict) -> None:
    new["sections"][0]["paragraphs"][1]["text"]["en"] = "They listen. Often."

    (text,) = only(compare(old, new).text).texts

    assert text.runs == [Run("same", "They listen. "), Run("added", "Often. ")]


def test_translation_that_is_added_is_told_as_a_change(old: dict, new: dict) -> None:
    new["sections"][0]["paragraphs"][1]["text"]["cy"] = "Gwrandawant."

    change = only(compare(old, new).text)

    (text,) = change.texts
    assert (change.fate, change.kept, text.language) == ("changed", ["en"], "cy")
    assert text.runs == [Run("added", "Gwrandawant. ")]


def test_formatting_alone_marks_no_word_and_is_told(old: dict, new: dict) -> None:
    new["sections"][0]["paragraphs"][1]["text"]["en"] = "They **listen**."

    (text,) = only(compare(old, new).text).texts

    assert text.is_same_in_words
    assert text.runs == [Run("same", "They listen.")]


def test_paragraph_that_comes_between_renumbers_and_changes_no_other(
    old: dict, new: dict
) -> None:
    first, second = new["sections"][0]["paragraphs"]
    between = paragraph("dddd", "1.2", "They walk about.")
    second["number"] = "1.3"
    new["sections"][0]["paragraphs"] = [first, between, second]

    part = compare(old, new).text

    assert fates(part) == [("added", "dddd")]
    assert (part.unchanged, part.renumbered) == (5, 1)


def test_removed_paragraph_is_told_where_it_stood(old: dict, new: dict) -> None:
    del new["sections"][0]["paragraphs"][0]
    new["sections"][1]["paragraphs"][0]["text"]["en"] = "They are quite safe."

    assert fates(compare(old, new).text) == [("removed", "aaaa"), ("changed", "cccc")]


def test_paragraph_in_another_section_has_moved(old: dict, new: dict) -> None:
    moved = new["sections"][0]["paragraphs"].pop(1)
    moved["number"] = "2.1"
    new["sections"][1]["paragraphs"].insert(0, moved)

    change = only(compare(old, new).text)

    assert (change.fate, change.is_moved, change.texts) == ("moved", True, [])
    told = [each["section"]["heading"]["en"] for each in (change.old, change.new)]
    assert told == ["Leaders", "Children"]


def test_paragraphs_that_change_places_are_one_that_moved(old: dict, new: dict) -> None:
    new["sections"][0]["paragraphs"].reverse()

    part = compare(old, new).text

    assert [fate for fate, _name in fates(part)] == ["moved"]


def test_paragraph_that_moved_with_other_words_tells_both(old: dict, new: dict) -> None:
    moved = new["sections"][0]["paragraphs"].pop(1)
    moved["text"]["en"] = "They listen well."
    new["sections"][1]["paragraphs"].append(moved)

    change = only(compare(old, new).text)

    assert (change.fate, change.is_moved) == ("changed", True)


def test_heading_of_the_same_paragraphs_has_changed_and_no_paragraph_moved(
    old: dict, new: dict
) -> None:
    new["sections"][0]["heading"]["en"] = "Leaders and managers"

    change = only(compare(old, new).text)

    assert (change.fate, change.old["heading"]["en"]) == ("changed", "Leaders")


def test_section_that_is_added_before_the_others_moves_none(
    old: dict, new: dict
) -> None:
    new["sections"].insert(0, section("Before", paragraph("dddd", "0.1", "So.")))

    part = compare(old, new).text

    assert fates(part) == [("added", "Before"), ("added", "dddd")]


def test_other_section_under_the_same_number_is_another(old: dict, new: dict) -> None:
    other = section("Money", paragraph("eeee", "2.1", "Enough."), number="2")
    new["sections"][1] = other

    assert fates(compare(old, new).text) == [
        ("removed", "Children"),
        ("removed", "cccc"),
        ("added", "Money"),
        ("added", "eeee"),
    ]


def test_grade_is_told_as_it_was_and_as_it_is(old: dict, new: dict) -> None:
    new["judgements"] = [judgement("leadership", None)]

    change = only(compare(old, new).judgements)

    assert change.facts == [
        Fact("grade", both("Good"), None),
        Fact("grade_meaning", both("Good it is."), None),
    ]


def test_recommendation_is_known_by_its_reference(old: dict, new: dict) -> None:
    new["recommendations"] = [
        recommendation("ARFON-1-R2", "Train people."),
        recommendation("ARFON-1-R1", "Keep files.", due_on="2026-06-01", number="2"),
    ]

    part = compare(old, new).recommendations

    assert [(each.fate, each.told["reference"]) for each in part.changes] == [
        ("added", "ARFON-1-R2"),
        ("changed", "ARFON-1-R1"),
    ]
    assert part.changes[1].facts == [Fact("due_on", "2026-05-01", "2026-06-01")]
    assert part.changes[1].kept == ["en"]


def test_finding_is_known_by_most_of_its_words(old: dict, new: dict) -> None:
    new["findings"] = [
        finding("Files are kept."),
        finding("Children are always heard by their workers.", change="improved"),
    ]

    changes = compare(old, new).findings.changes

    assert [each.fate for each in changes] == ["added", "changed"]
    assert changes[1].facts == [Fact("change", "", "improved")]


def test_findings_that_say_the_same_stay_apart(old: dict, new: dict) -> None:
    old["findings"] = [finding("The same words.") for _time in range(2)]
    new["findings"] = [finding("The same words.") for _time in range(3)]

    part = compare(old, new).findings

    assert [each.fate for each in part.changes] == ["added"]
    assert part.unchanged == 2


def test_title_summary_and_front_are_compared(old: dict, new: dict) -> None:
    new["title"]["cy"] = "Arolygu Arfon"
    new["summary"]["en"] = "In short."
    new["inspection"]["fieldwork_start"] = "2025-11-04"

    found = compare(old, new)

    assert [text.language for text in only(found.title).texts] == ["cy"]
    assert only(found.summary).texts[0].runs == [Run("added", "In short. ")]
    told = Fact("inspection_fieldwork_start", "2025-11-03", "2025-11-04")
    assert only(found.front).facts == [told]
    assert found.count == 3


def test_very_long_text_is_told_whole_before_and_after(old: dict, new: dict) -> None:
    words = ("one two " * 1000, "two one " * 1000)
    for document, text in zip((old, new), words, strict=True):
        document["summary"]["en"] = text

    (text,) = only(compare(old, new).summary).texts

    assert [run.fate for run in text.runs] == ["removed", "added"]
