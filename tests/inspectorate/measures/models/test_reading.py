from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from inspectorate.measures.models import Reading
from inspectorate.measures.models.reading import period_told, plain_number
from tests.factories import (
    SYSTEM,
    TODAY,
    draft_reading,
    make_authority,
    make_delivery,
    make_measure,
    make_measure_set,
    make_reading,
    revise,
)

pytestmark = pytest.mark.django_db

WITHOUT = ["suppressed", "not_available", "not_published"]


def refused(**fields: object) -> str:
    """The sentences with which a reading is refused."""
    measure = fields.pop("measure", None) or make_measure()
    with pytest.raises(ValidationError) as refusal:
        draft_reading(measure, None, **fields).clean()
    return " ".join(refusal.value.messages)


@pytest.mark.parametrize("status", WITHOUT)
def test_figure_that_is_not_told_has_no_value(status: str) -> None:
    told = refused(status=status, value=Decimal("3.5"))

    assert "has no value: leave value, numerator and denominator empty" in told
    with pytest.raises(IntegrityError), transaction.atomic():
        make_reading(status=status, value=Decimal("3.5"))


@pytest.mark.parametrize("status", WITHOUT)
def test_figure_that_is_not_told_is_stored_as_none_and_not_as_nought(
    status: str,
) -> None:
    reading = make_reading(status=status)

    stored = Reading.objects.get(pk=reading.pk)

    assert (stored.value, stored.has_value) == (None, False)


def test_published_figure_needs_its_value() -> None:
    assert "c where it is suppressed" in refused(value=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_reading(value=None)


def test_nought_is_a_figure() -> None:
    reading = make_reading(value=Decimal(0), numerator=0, denominator=40)

    assert Reading.objects.get(pk=reading.pk).has_value


@pytest.mark.parametrize("name", ["numerator", "denominator"])
@pytest.mark.parametrize("count", [1, 4])
def test_small_count_of_people_is_refused(name: str, count: int) -> None:
    figures = {"numerator": 40, "denominator": 45, name: count}

    assert "write c as the value (suppressed)" in refused(**figures)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_reading(**figures)


def test_small_count_is_refused_where_the_value_is_the_count() -> None:
    children = make_measure(per=None, direction="context")

    assert "3 is a count from 1 to 4" in refused(measure=children, value=Decimal(3))
    with pytest.raises(IntegrityError), transaction.atomic():
        make_reading(measure=children, value=Decimal(3))


@pytest.mark.parametrize(
    "given", [{"least_count": 0}, {"is_of_people": False}], ids=str
)
def test_small_count_stands_where_the_set_or_the_measure_lets_it(given: dict) -> None:
    least = {"least_count": given.pop("least_count", 5)}
    measure = make_measure(make_measure_set(**least), **given)

    reading = make_reading(measure=measure, numerator=3, denominator=4, value=75)

    reading.clean()
    assert Reading.objects.get(pk=reading.pk).numerator == 3


def test_period_that_ends_before_it_begins_is_refused() -> None:
    days = {"period_start": date(2025, 4, 1), "period_end": date(2025, 3, 31)}

    assert refused(**days) == "The period ends before it begins: exchange the two days."
    with pytest.raises(IntegrityError), transaction.atomic():
        make_reading(**days)


def test_second_first_reading_of_the_same_is_refused() -> None:
    first = make_reading(make_authority())

    with pytest.raises(IntegrityError), transaction.atomic():
        make_reading(first.authority, first.measure)


def test_second_first_reading_of_wales_is_refused() -> None:
    first = make_reading()

    with pytest.raises(IntegrityError), transaction.atomic():
        make_reading(None, first.measure)


def test_revision_leaves_what_it_revises_and_stands_in_its_place() -> None:
    first = make_reading(make_authority())

    second = revise(first, value=Decimal("87.1"))

    assert list(Reading.objects.standing()) == [second]
    assert first.revised_by == second
    assert Reading.objects.get(pk=first.pk).value == Decimal("88.9")


def test_reading_is_revised_once_and_the_revision_after_it() -> None:
    first = make_reading(make_authority())
    second = revise(first, value=Decimal("87.1"))

    with pytest.raises(IntegrityError), transaction.atomic():
        revise(first, value=Decimal(86))

    assert revise(second, value=Decimal(86)).number == 3


@pytest.mark.parametrize("other", ["authority", "measure", "period", "number"])
def test_revision_of_something_else_is_refused(other: str) -> None:
    first = make_reading(make_authority("Northshire"))
    fields = {"revises": first, "number": 2, "status": "revised"}
    authority, measure = first.authority, first.measure
    if other == "authority":
        authority = make_authority("Southshire")
    if other == "measure":
        measure = make_measure()
    if other == "period":
        fields["period_start"] = date(2024, 5, 1)
    if other == "number":
        fields["number"] = 3

    with pytest.raises(IntegrityError), transaction.atomic():
        make_reading(authority, measure, **fields)


@pytest.mark.parametrize("fields", [{"number": 2}, {"status": "revised", "number": 1}])
def test_number_tells_whether_it_revises(fields: dict) -> None:
    first = make_reading()
    if fields["number"] == 1:
        fields["revises"] = first

    with pytest.raises(IntegrityError), transaction.atomic():
        make_reading(None, first.measure, **fields)


def test_reading_is_never_changed_nor_deleted() -> None:
    reading = make_reading()

    with pytest.raises(IntegrityError), transaction.atomic():
        Reading.objects.filter(pk=reading.pk).update(note_en="Mended.")
    with pytest.raises(IntegrityError), transaction.atomic():
        reading.delete()

    assert Reading.objects.get(pk=reading.pk).note_en == ""


def test_source_is_needed() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_reading(source="")


@pytest.mark.parametrize(
    ("value", "decimals", "numerator", "denominator", "warns"),
    [
        ("88.9", 1, 36_696, 41_267, False),
        ("88.92", 2, 36_696, 41_267, False),
        ("88.9", 2, 36_696, 41_267, True),
        ("89", 0, 36_696, 41_267, False),
        ("88.8", 1, 36_696, 41_267, True),
        ("50", 0, 0, 40, True),
        ("0", 0, 0, 40, False),
        ("50", 0, 40, 0, False),
        ("50", 0, None, None, False),
    ],
)
def test_value_that_its_parts_do_not_make_is_warned_of_and_stored(
    value: str,
    decimals: int,
    numerator: int | None,
    denominator: int | None,
    *,
    warns: bool,
) -> None:
    reading = make_reading(
        value=Decimal(value),
        decimals=decimals,
        numerator=None if numerator is None else Decimal(numerator),
        denominator=None if denominator is None else Decimal(denominator),
    )

    assert bool(reading.warnings()) is warns


def test_share_of_one_is_asked_about_where_per_cent_are_meant() -> None:
    reading = make_reading(value=Decimal("0.889"), decimals=3)

    assert reading.warnings()[0].endswith("Look whether it must be multiplied by 100.")


def test_public_reads_a_delivery_from_its_day_on() -> None:
    draft = draft_reading(make_measure(), None)
    delivery = make_delivery(draft)

    assert not Reading.objects.published().exists()

    delivery.publish(by=SYSTEM, on=date(2026, 3, 5), today=TODAY)
    assert not Reading.objects.published(date(2026, 3, 4)).exists()
    assert list(Reading.objects.published(date(2026, 3, 5))) == [draft]


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        (date(2016, 4, 1), date(2017, 3, 31), "2016-17"),
        (date(1999, 4, 1), date(2000, 3, 31), "1999-00"),
        (date(2018, 3, 31), date(2018, 3, 31), "2018-03-31"),
        (date(2018, 1, 1), date(2018, 3, 31), "2018-01-01 – 2018-03-31"),
    ],
)
def test_period_is_told_as_inspectors_write_it(
    start: date, end: date, told: str
) -> None:
    assert period_told(start, end) == told


@pytest.mark.parametrize(
    ("number", "told"), [("88.9000", "88.9"), ("100", "100"), ("0.0000", "0")]
)
def test_number_is_told_without_noughts_at_its_end(number: str, told: str) -> None:
    assert plain_number(Decimal(number)) == told
