import pytest

from inspectorate.inspections.models import Inspection
from inspectorate.public.compare.recommendations import Asked, compared
from inspectorate.reports.models import Edition
from tests.factories import (
    make_authority,
    make_edition,
    make_inspection,
    make_recommendation,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def inspections() -> list[Inspection]:
    """The older one and the newer one."""
    authority = make_authority()
    return [make_inspection(authority) for _each in range(2)]


def references(asked: Asked) -> list[list[str]]:
    """The last part of each, of what is made again in both its reports."""
    again = [f"{each.old.number}={each.new.number}" for each in asked.again]
    return [again, *([row.number for row in rows] for rows in asked[1:])]


def compare(old: Inspection, new: Inspection) -> list[list[str]]:
    editions: list[Edition] = [make_edition(old), make_edition(new)]
    return references(compared(*editions))


def test_repeated_one_is_made_again(inspections: list[Inspection]) -> None:
    old, new = inspections
    first = make_recommendation(old)
    make_recommendation(old)
    make_recommendation(new)
    make_recommendation(new, repeat_of=first)

    assert compare(old, new) == [["R1=R2"], ["R1"], ["R2"]]


def test_one_that_was_closed_as_replaced_is_made_again(
    inspections: list[Inspection],
) -> None:
    old, new = inspections
    successor = make_recommendation(new)
    replaced = {"lifecycle": "closed", "closed_reason": "superseded"}
    make_recommendation(old, successor=successor, **replaced)

    assert compare(old, new) == [["R1=R1"], [], []]


def test_same_words_alone_are_not_made_again(inspections: list[Inspection]) -> None:
    old, new = inspections
    for inspection in (old, new):
        make_recommendation(inspection, text_en="Train staff.")

    assert compare(old, new) == [[], ["R1"], ["R1"]]


def test_what_repeats_a_third_report_is_of_the_newer_only(
    inspections: list[Inspection],
) -> None:
    old, new = inspections
    make_recommendation(new, repeat_of=make_recommendation())

    assert compare(old, new) == [[], ["R1"], []]


def test_reports_without_any_have_nothing_to_compare(
    inspections: list[Inspection],
) -> None:
    old, new = (make_edition(each) for each in inspections)

    assert not compared(old, new)
