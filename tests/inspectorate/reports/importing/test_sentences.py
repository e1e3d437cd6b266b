import pytest

from inspectorate.reports.importing import form
from inspectorate.reports.importing.sentences import quoted, shown
from tests.inspectorate.reports.importing.test_form import (
    TODAY,
    finding,
    recommending,
    well_formed,
)

GSS_CODE = "Write a capital letter and eight digits, such as W06000012."
LICENCE = "Write an SPDX identifier such as OGL-UK-3.0."
CODE = "Write small letters and underscores, such as looked_after."
PARTIAL_DATE = (
    "Write 2015-04-23, 2015-04 or 2015, or XXXX-02 for a February of no known year."
)
DAY = "Write a day such as 2015-04-23."


@pytest.mark.parametrize(
    ("document", "cure"),
    [
        ({**well_formed(), "authority": {"gss_code": "x y", "name": "A"}}, GSS_CODE),
        ({**well_formed(), "licence": "x y"}, LICENCE),
        ({**well_formed(), "service": "x y"}, CODE),
        (recommending(themes=["voice", "x y"]), CODE),
        (finding("x y"), CODE),
        ({**well_formed(), "fieldwork_start": "x y"}, PARTIAL_DATE),
        ({**well_formed(), "fieldwork_end": "x y"}, PARTIAL_DATE),
        ({**well_formed(), "published_on": "x y"}, PARTIAL_DATE),
        (recommending(timescale="3m", due_on="x y"), DAY),
    ],
)
def test_wrong_form_is_told_with_an_example_of_the_right_one(
    document: dict, cure: str
) -> None:
    [(_field, reason)], _sound = form.check(document, TODAY)

    assert reason == f"“x y” does not have the form of this field. {cure}"


def ruled(part: object) -> list[dict]:
    """Every schema within one that refuses a line break, as codes and dates do."""
    if isinstance(part, list):
        return [found for inner in part for found in ruled(inner)]
    if not isinstance(part, dict):
        return []
    return [part] * ("not" in part) + ruled(list(part.values()))


def test_each_form_of_the_schema_is_described_by_its_cure() -> None:
    described = [part["description"] for part in ruled(form.validator().schema)]

    assert set(described) == {GSS_CODE, LICENCE, CODE, PARTIAL_DATE, DAY}


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("good", "“good”"),
        ('so\n"so"', r"“so\n\"so\"”"),
        ("x" * 61, f"“{'x' * 60}…”"),
        (7, "7"),
    ],
)
def test_quoted_value_is_short_and_stays_on_its_line(value: object, told: str) -> None:
    assert quoted(value) == told


def test_shown_text_is_told_from_a_number() -> None:
    assert (shown("1"), shown(1), shown(None)) == ('"1"', "1", "null")
