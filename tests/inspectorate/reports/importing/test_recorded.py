import pytest

from inspectorate.reports.importing.lines import Line
from inspectorate.reports.importing.recorded import Recorded, digest_of, key_of
from tests.inspectorate.reports.importing.test_form import well_formed


def undated(**changes: object) -> dict:
    dates = dict.fromkeys(("fieldwork_start", "fieldwork_end", "published_on"), "")
    return {**well_formed(), **dates, **changes}


def test_key_fits_its_column_whatever_the_source_is_called() -> None:
    assert len(key_of({**well_formed(), "source": "x" * 200}, None)) == 64


def test_title_is_part_of_the_key_only_without_a_date() -> None:
    one, two = {"title": "Report one"}, {"title": "Report two"}

    assert key_of(undated(**one), None) != key_of(undated(**two), None)
    assert key_of(well_formed() | one, None) == key_of(well_formed() | two, None)


def test_digest_heeds_the_text_and_not_the_order_of_fields() -> None:
    backwards = dict(reversed(well_formed().items()))

    assert digest_of(backwards) == digest_of(well_formed())
    assert digest_of(undated()) != digest_of(well_formed())
    assert digest_of({"title": "\ud800"}) != digest_of({"title": ""})


@pytest.mark.django_db
def test_second_line_of_an_inspection_is_a_fault_or_a_repetition() -> None:
    recorded, document = Recorded(), well_formed()
    key, one, other = key_of(document, None), "01" * 32, "02" * 32

    assert recorded.meet(Line(3, document), key, one) == ([], "")
    assert recorded.meet(Line(5, document), key, one) == (
        [],
        "This is line 3 again, word for word, and is left out.",
    )
    reason = (
        "This is the same inspection as line 3; take one of the two out, or tell "
        "them apart by kind, service or date."
    )
    assert recorded.meet(Line(6, document), key, other) == ([("", reason)], "")
