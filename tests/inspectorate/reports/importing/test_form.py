import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from inspectorate.reports.importing import form

ROOT = Path(form.__file__).parents[3]


def well_formed() -> dict:
    return {
        "source": "Example source",
        "framework": "ILACS",
        "authority": {"gss_code": "E99000001", "name": "Exampleshire"},
        "fieldwork_start": "2019-03-04",
        "fieldwork_end": "2019-03-15",
        "published_on": "2019-04-30",
        "judgements": [{"area": "Overall effectiveness", "grade": "good"}],
        "sections": [
            {"heading": "Findings", "paragraphs": [{"number": "1", "text": "One."}]}
        ],
        "recommendations": [{"number": "1", "text": "Do it."}],
    }


def test_well_formed_report_has_no_faults() -> None:
    assert form.check(well_formed()) == ([], well_formed())


@pytest.mark.parametrize(
    ("spoil", "field", "reason"),
    [
        (lambda d: d.pop("authority"), "authority", "This field is missing."),
        (
            lambda d: d["authority"].pop("gss_code"),
            "authority.gss_code",
            "This field is missing.",
        ),
        (
            lambda d: d["authority"].update(gss_code="E1"),
            "authority.gss_code",
            '"E1" does not have the form of this field.',
        ),
        (lambda d: d.update(sauce="x"), "sauce", "The format has no such field."),
        (
            lambda d: d.update(fieldwork_end="2019-03-01"),
            "fieldwork_end",
            "Fieldwork ends (2019-03-01) before it starts (2019-03-04).",
        ),
        (
            lambda d: d.update(published_on="2019-02-30"),
            "published_on",
            '"2019-02-30" is not a day of the calendar.',
        ),
        (
            lambda d: d.update(published_on="30.4.2019"),
            "published_on",
            '"30.4.2019" does not have the form of this field.',
        ),
        (
            lambda d: d["recommendations"][0].update(due_on="2019-13-01"),
            "recommendations[1].due_on",
            '"2019-13-01" is not a day of the calendar.',
        ),
        (
            lambda d: d["sections"][0]["paragraphs"][0].update(text="x" * 20_001),
            "sections[1].paragraphs[1].text",
            "The text has 20001 characters, 20000 at most.",
        ),
        (
            lambda d: d["sections"][0]["paragraphs"][0].update(text=""),
            "sections[1].paragraphs[1].text",
            "This field is empty.",
        ),
        (
            lambda d: d["sections"][0].update(heading="a\0b"),
            "sections[1].heading",
            "The text holds a NUL character; take it out.",
        ),
        (
            lambda d: d["sections"][0].update(heading="a\ud800b"),
            "sections[1].heading",
            "The text holds half a surrogate pair; repair its encoding.",
        ),
        (
            lambda d: d.update(judgements={}),
            "judgements",
            "{} is not of the type array.",
        ),
        (
            lambda d: d.update(kind="VISIT"),
            "kind",
            '"VISIT" is not one of PEI, RBI, ',
        ),
        (
            lambda d: d.update(languages=["en", "cy"]),
            "title_cy",
            "A report with Welsh among its languages has a Welsh title.",
        ),
        (
            lambda d: d.update(title_cy="Arolygiad"),
            "title_cy",
            "title_cy is given, but Welsh is not among the languages.",
        ),
        (
            lambda d: d.update(languages=["cy"], title_cy="Arolygiad"),
            "languages",
            "Every text of this format is English first; add en to the languages.",
        ),
        (
            lambda d: d.update(stated_recommendation_count=-1),
            "stated_recommendation_count",
            "-1 breaks the rule minimum (0).",
        ),
    ],
)
def test_fault_is_told_by_field_and_reason(
    spoil: Callable[[dict], object], field: str, reason: str
) -> None:
    document = well_formed()
    spoil(document)

    [(found_field, found_reason)], _sound = form.check(document)

    assert found_field == field
    assert found_reason.startswith(reason)


def test_every_fault_of_a_line_is_told() -> None:
    document = well_formed()
    document["sections"][0]["heading"] = ""
    del document["source"], document["authority"]
    document["recommendations"] += [{"number": "2", "due_on": "2019-02-30"}, "Do it."]
    document.update(fieldwork_end="2018", title_cy="Arolygiad", kind="VISIT")

    faults, sound = form.check(document)

    assert {field for field, _reason in faults} == {
        "source",
        "authority",
        "kind",
        "title_cy",
        "fieldwork_end",
        "sections[1].heading",
        "recommendations[2].text",
        "recommendations[2].due_on",
        "recommendations[3]",
    }
    first = {"number": "1", "text": "Do it."}
    assert sound["recommendations"] == [first, {"number": "2"}, None]


def numbered(*numbers: str, recommended: tuple[str, ...] = ()) -> list[str]:
    document = well_formed()
    document["sections"][0]["paragraphs"] = [
        {"number": number, "text": "Text."} for number in numbers
    ]
    document["recommendations"] = [
        {"number": number, "text": "Do it."} for number in recommended
    ]
    return list(form.warnings(document))


def test_numbers_in_order_give_no_warning() -> None:
    assert numbered("7", "8", "9", "10", "", "1.9", "1.10") == []


def test_repeated_number_and_gap_are_warnings() -> None:
    assert numbered("1", "2", "2", "5") == [
        "paragraph number 2 is printed again",
        "paragraph number 3 is missing",
        "paragraph number 4 is missing",
    ]


def test_number_of_a_recommendation_is_not_missing() -> None:
    assert numbered("1", "4", recommended=("2", "3", "3")) == [
        "recommendation number 3 is printed again"
    ]


def test_documentation_names_every_field_and_no_other() -> None:
    schema = json.loads(
        Path(form.__file__).with_name("schema.json").read_text(encoding="utf-8")
    )
    text = (ROOT / "docs" / "import-format.md").read_text(encoding="utf-8")
    table = text.split("## What happens")[0]
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", table, flags=re.MULTILINE)
    documented = set(re.findall(r"`(\w+)`", " ".join(rows)))

    named_elsewhere = {"service_name", "service_name_cy"}
    assert documented | named_elsewhere == set(schema["properties"])
    inner = set()
    for name in ("authority", "judgements", "sections", "recommendations", "findings"):
        part = schema["properties"][name]
        inner |= set(part.get("items", part)["properties"])
    assert {field for field in inner if f"`{field}`" not in table} == set()
