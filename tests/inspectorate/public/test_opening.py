import pytest

from inspectorate.fields import Wording
from inspectorate.public.opening import opening

LONG = (
    "Revise the strategy for looked-after children so that services concentrate on "
    "their well-being and on what becomes of them."
)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", ""),
        ("Keep monitoring caseloads.", "Keep monitoring caseloads."),
        ("Do *this* [now](https://example.org).\n\n- and that", "Do this now."),
        (
            LONG,
            (
                "Revise the strategy for looked-after children so that services "
                "concentrate on their…"
            ),
        ),
    ],
)
def test_opening_is_the_first_line_or_its_first_words(text: str, named: str) -> None:
    assert opening(Wording(text, "")).en == named


def test_opening_of_one_endless_word_ends_all_the_same() -> None:
    assert len(opening(Wording("a" * 5000, "")).en) == 130


def test_each_language_has_its_own() -> None:
    assert opening(Wording("Hire staff.", "Penodi staff.")) == (
        "Hire staff.",
        "Penodi staff.",
    )
