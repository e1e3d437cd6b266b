from datetime import date
from decimal import Decimal

import pytest

from authorities.models import Alias, Authority
from inspectorate.measures.importing import cells
from inspectorate.measures.models.reading import Status
from inspectorate.spreadsheets import Unreadable
from tests.factories import make_authority


@pytest.mark.parametrize(
    ("text", "number", "decimals"),
    [
        ("88.9", "88.9", 1),
        ("88.90", "88.9", 2),
        (" 36,696 ", "36696", 0),
        ("88.9 %", "88.9", 1),
        ("-1.5", "-1.5", 1),
        ("−1.5", "-1.5", 1),
        ("0", "0", 0),
    ],
)
def test_figure_is_read_with_its_decimals(
    text: str, number: str, decimals: int
) -> None:
    assert cells.figure(text) == (Decimal(number), decimals)


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("88,9", "with a point for decimals"),
        ("=A1/B1", "A formula is not worked out"),
        ("1e3", "is no number"),
        ("NaN", "is no number"),
        ("٣", "is no number"),
        ("<5", "c where the figure is suppressed"),
        ("1.23456", "more than 4 decimals: round it"),
        ("9" * 13, "too large"),
        ("9" * 4000, "too large"),
    ],
)
def test_text_that_is_no_figure_is_answered_by_its_cure(text: str, cure: str) -> None:
    with pytest.raises(Unreadable, match=cure):
        cells.figure(text)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2016-17", date(2016, 4, 1), date(2017, 3, 31)),
        ("2016/17", date(2016, 4, 1), date(2017, 3, 31)),
        ("2016–2017", date(2016, 4, 1), date(2017, 3, 31)),
        ("1999-00", date(1999, 4, 1), date(2000, 3, 31)),
        ("2018-03-31", date(2018, 3, 31), date(2018, 3, 31)),
        ("31/03/2018", date(2018, 3, 31), date(2018, 3, 31)),
    ],
)
def test_period_is_a_year_from_april_or_a_day(
    text: str, start: date, end: date
) -> None:
    assert cells.period(text) == (start, end)


@pytest.mark.parametrize(
    "text", ["2016", "2016-18", "2018-02-30", "9999-00", "Q1", "0000-01", ""]
)
def test_text_that_is_no_period_is_answered_by_its_cure(text: str) -> None:
    with pytest.raises(Unreadable, match="write 2016-17 for a year"):
        cells.period(text)


@pytest.mark.parametrize(
    "text", ["suppressed", "Suppressed", "NOT_AVAILABLE", "not available"]
)
def test_status_is_known_by_code_and_name(text: str) -> None:
    assert cells.status(text) in Status


def test_status_that_is_none_is_answered_by_those_there_are() -> None:
    with pytest.raises(Unreadable, match="is none of: Published, Provisional"):
        cells.status("final")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["Cardiff", "caerdydd", "W06000015", " cardiff ", "cardiff"]
)
def test_authority_is_found_by_any_of_its_names(text: str) -> None:
    found = cells.Authorities(Authority.objects.prefetch_related("aliases"))

    assert found.find(text) == Authority.objects.get(slug="cardiff")


@pytest.mark.parametrize("text", ["Wales", "CYMRU", "W92000004"])
def test_wales_is_no_authority(text: str) -> None:
    assert cells.Authorities([]).find(text) is None


@pytest.mark.django_db
def test_authority_that_is_none_or_several_is_answered_by_the_cure() -> None:
    for name in ("Northshire", "Southshire"):
        row = make_authority(name)
        Alias.objects.create(authority=row, kind=Alias.Kind.NAME, text="The Shire")
    found = cells.Authorities(Authority.objects.prefetch_related("aliases"))

    with pytest.raises(Unreadable, match="several authorities: write the GSS code"):
        found.find("the shire")
    with pytest.raises(Unreadable, match="or Wales for all of it"):
        found.find("Cardif")
