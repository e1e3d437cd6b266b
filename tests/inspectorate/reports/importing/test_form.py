import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from inspectorate.reports.importing import form

ROOT = Path(form.__file__).parents[3]
TODAY = date(2024, 5, 6)


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
    assert form.check(well_formed(), TODAY) == ([], well_formed())


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
            "“E1” does not have the form of this field. Write a capital letter and ",
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
            "“2019-02-30” is not a day of the calendar.",
        ),
        (
            lambda d: d.update(published_on="30.4.2019"),
            "published_on",
            "“30.4.2019” does not have the form of this field. Write 2015-04-23, ",
        ),
        (
            lambda d: d["recommendations"][0].update(due_on="2019-13-01"),
            "recommendations[1].due_on",
            "“2019-13-01” is not a day of the calendar.",
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
            "{} must be a list in [ ].",
        ),
        (
            lambda d: d.update(authority="none"),
            "authority",
            '"none" must be an object in { }.',
        ),
        (
            lambda d: d.update(stated_recommendation_count="7"),
            "stated_recommendation_count",
            '"7" must be a whole number.',
        ),
        (
            lambda d: d["recommendations"][0].update(priority="yes"),
            "recommendations[1].priority",
            '"yes" must be true or false.',
        ),
        (
            lambda d: d.update(kind="VISIT"),
            "kind",
            "“VISIT” is not one of PEI, RBI, ",
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
        (
            lambda d: d.update(summary=["One.", 7]),
            "summary[2]",
            "7 must be a text in quotes.",
        ),
        (
            lambda d: d.update(summary=[{"text": "One.", "sauce": "x"}]),
            "summary[1].sauce",
            "The format has no such field.",
        ),
    ],
)
def test_fault_is_told_by_field_and_reason(
    spoil: Callable[[dict], object], field: str, reason: str
) -> None:
    document = well_formed()
    spoil(document)

    [(found_field, found_reason)], _sound = form.check(document, TODAY)

    assert found_field == field
    assert found_reason.startswith(reason)


def test_every_fault_of_a_line_is_told() -> None:
    document = well_formed()
    document["sections"][0]["heading"] = ""
    del document["source"], document["authority"]
    document["recommendations"] += [{"number": "2", "due_on": "2019-02-30"}, "Do it."]
    document.update(fieldwork_end="2018", title_cy="Arolygiad", kind="VISIT")

    faults, sound = form.check(document, TODAY)

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


def recommending(**fields: object) -> dict:
    item = {"number": "1", "text": "Do it.", **fields}
    return {**well_formed(), "recommendations": [item]}


def finding(theme: str) -> dict:
    item = {"classification": "strength", "theme": theme, "text": "Good."}
    return {**well_formed(), "findings": [item]}


@pytest.mark.parametrize(
    ("document", "field"),
    [
        (
            {**well_formed(), "authority": {"gss_code": "E06000044\n", "name": "A"}},
            "authority.gss_code",
        ),
        ({**well_formed(), "licence": "CC0-1.0\n"}, "licence"),
        ({**well_formed(), "service": "parks\n"}, "service"),
        ({**well_formed(), "fieldwork_start": "2019\n"}, "fieldwork_start"),
        ({**well_formed(), "published_on": "\n"}, "published_on"),
        (
            recommending(timescale="3m", due_on="2019-07-01\n"),
            "recommendations[1].due_on",
        ),
        (recommending(themes=["planning\n"]), "recommendations[1].themes[1]"),
        (finding("planning\n"), "findings[1].theme"),
    ],
)
def test_code_or_date_with_a_line_break_at_its_end_is_a_fault(
    document: dict, field: str
) -> None:
    [(found_field, reason)], _sound = form.check(document, TODAY)

    assert found_field == field
    assert "\\n” does not have the form of this field. Write " in reason


@pytest.mark.parametrize("blank", ["", " ", "\n\t", "\N{NO-BREAK SPACE}"])
@pytest.mark.parametrize(
    ("spoil", "field"),
    [
        (lambda d, blank: d.update(source=blank), "source"),
        (lambda d, blank: d.update(framework=blank), "framework"),
        (lambda d, blank: d.update(title=blank), "title"),
        (lambda d, blank: d.update(summary=[blank]), "summary[1]"),
        (lambda d, blank: d.update(summary=[{"text": blank}]), "summary[1].text"),
        (
            lambda d, blank: d["sections"][0].update(heading=blank),
            "sections[1].heading",
        ),
        (
            lambda d, blank: d["recommendations"][0].update(text=blank),
            "recommendations[1].text",
        ),
    ],
)
def test_text_of_nothing_but_white_space_is_empty(
    spoil: Callable[[dict, str], object], field: str, blank: str
) -> None:
    document = well_formed()
    spoil(document, blank)

    faults, _sound = form.check(document, TODAY)

    assert faults == [(field, "This field is empty.")]


@pytest.mark.parametrize("name", ["fieldwork_start", "fieldwork_end", "published_on"])
@pytest.mark.parametrize("day", ["2024-05-07", "2024-06", "2025"])
def test_day_after_today_is_a_fault(name: str, day: str) -> None:
    """The end of fieldwork is not stated here, so that its start may stand alone."""
    document = {**well_formed(), "fieldwork_end": "", name: day}

    faults, _sound = form.check(document, TODAY)

    assert faults == [(name, f"{day} is not yet past.")]


@pytest.mark.parametrize("day", ["2024-05-06", "2024-05", "2024", "XXXX-12", ""])
def test_day_that_may_be_today_or_before_is_no_fault(day: str) -> None:
    document = {**well_formed(), "fieldwork_end": day, "published_on": day}

    assert form.check(document, TODAY) == ([], document)


@pytest.mark.parametrize(
    ("stated", "timescale"),
    [
        ({}, "not_stated"),
        ({"timescale": "not_stated"}, "not_stated"),
        ({"timescale": "ongoing"}, "ongoing"),
    ],
)
def test_due_date_without_a_timescale_that_has_one_is_a_fault(
    stated: dict, timescale: str
) -> None:
    faults, _sound = form.check(recommending(due_on="2019-07-01", **stated), TODAY)

    reason = (
        f"A due date contradicts the timescale {timescale}; state the timescale "
        "(immediate, 1m, 3m, 6m, 12m), or leave due_on out."
    )
    assert faults == [("recommendations[1].due_on", reason)]


def test_due_date_is_not_judged_by_a_timescale_that_is_wrong() -> None:
    document = recommending(due_on="2019-07-01", timescale="2w")

    [(field, _reason)], _sound = form.check(document, TODAY)

    assert field == "recommendations[1].timescale"


def test_due_date_that_runs_past_today_with_its_timescale_is_no_fault() -> None:
    document = recommending(due_on="2030-07-01", timescale="12m")

    assert form.check(document, TODAY) == ([], document)


@pytest.mark.parametrize("licence", ["OGL-UK-3.0", "CC0-1.0", "GPL-2.0+"])
def test_licence_with_the_form_of_an_spdx_identifier_is_no_fault(licence: str) -> None:
    document = {**well_formed(), "licence": licence}

    assert form.check(document, TODAY) == ([], document)


@pytest.mark.parametrize("licence", ["", " ", "OGL UK", "OGL_UK", "OGL–UK", "Ö"])
def test_licence_without_that_form_is_a_fault(licence: str) -> None:
    faults, _sound = form.check({**well_formed(), "licence": licence}, TODAY)

    assert [field for field, _reason in faults] == ["licence"]


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
    assert numbered("1", "2", "2", "4", "7") == [
        "paragraph number 2 is printed again",
        "paragraph number 3 is missing",
        "paragraph numbers 5 to 6 are missing",
    ]


def test_gap_is_named_once_by_its_ends_however_wide() -> None:
    assert numbered("1", "99999999999999999999", "", "1.1", "1.9", "2.1") == [
        "paragraph numbers 2 to 99999999999999999998 are missing",
        "paragraph numbers 1.2 to 1.8 are missing",
    ]


def test_gap_is_split_by_the_numbers_that_stand_elsewhere() -> None:
    assert numbered("1", "300000", "", "7", "", "9", recommended=("20",)) == [
        "paragraph numbers 2 to 6 are missing",
        "paragraph number 8 is missing",
        "paragraph numbers 10 to 19 are missing",
        "paragraph numbers 21 to 299999 are missing",
    ]


def test_gap_between_numbers_that_come_twice_is_named_once() -> None:
    assert numbered("1", "4", "1", "6")[1:] == [
        "paragraph numbers 2 to 3 are missing",
        "paragraph number 5 is missing",
    ]


def test_numbers_that_are_not_neighbours_leave_no_gap() -> None:
    assert numbered("9", "1", "", "5", "A", "7", "1.9", "2.20") == []


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
