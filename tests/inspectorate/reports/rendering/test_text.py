import pytest

from inspectorate.reports.rendering import text
from tests.inspectorate.reports.rendering.documents import make_source, with_text

pytestmark = pytest.mark.django_db


def test_text_tells_the_report_in_its_order() -> None:
    source = make_source()

    told = text.compose(source, "cy").decode()

    parts = [
        "Arolygiad o wasanaethau plant\n=============================\n",
        "Mae arweinwyr yn adnabod eu gwasanaethau'n dda.",
        "Sicrhau bod gan bob plentyn weithiwr cymdeithasol.",
        "1 Arweinyddiaeth a rheolaeth\n----------------------------\n\n",
        "Darllenodd arolygwyr 2 o'r ffeiliau achos.",
        source.sha256,
    ]
    places = [told.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)
    assert "Inspectors read" not in told


@pytest.mark.slow
def test_text_has_nothing_that_a_terminal_obeys() -> None:
    told = text.compose(with_text(make_source(), "A\x1b[2J \x07 #b\r\n\tc"), "en")

    assert b"A[2J  #b\n\tc" in told


@pytest.mark.slow
def test_paragraph_without_text_says_so() -> None:
    told = text.compose(with_text(make_source(), ""), "en").decode()

    assert "[Text not held: only the number of this paragraph is known.]" in told
