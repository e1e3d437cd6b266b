from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from inspectorate.accounts.roles import ROLES
from inspectorate.history.models import Entry
from inspectorate.lifecycle import Refusal, locked
from inspectorate.measures.models import (
    Delivery,
    Discard,
    Equivalence,
    Measure,
    MeasureSet,
    Reading,
    Release,
)
from tests.factories import (
    SYSTEM,
    TODAY,
    draft_reading,
    make_delivery,
    make_equivalence,
    make_measure,
    make_measure_set,
    make_reading,
    make_user,
    revise,
)
from tests.races import during

pytestmark = pytest.mark.django_db

BRINGS = ["head_of_inspection", "publishing_officer"]
PUBLISHES = ["chief_inspector", "publishing_officer"]
CODES = [role.code for role in ROLES]


@pytest.mark.parametrize("role", CODES)
def test_readings_are_brought_by_those_whose_role_says_so(role: str) -> None:
    by, reading = make_user(role), draft_reading(make_measure(), None)
    take = Delivery.objects.take
    if role not in BRINGS:
        with pytest.raises(Refusal, match="Your role does not include this act"):
            take(reading.measure.measure_set, [reading], by=by)
        return

    delivery = take(reading.measure.measure_set, [reading], by=by)

    acts = Entry.objects.filter(actor_id=by.pk).values_list("subject_type", "act")
    assert list(delivery.readings.all()) == [reading]
    assert set(acts) == {
        ("measures.delivery", "created"),
        ("measures.reading", "created"),
    }


def test_delivery_of_nothing_is_refused() -> None:
    with pytest.raises(Refusal, match="no reading in it"):
        Delivery.objects.take(make_measure_set(), [], by=SYSTEM)


@pytest.mark.parametrize("role", CODES)
def test_readings_are_published_by_those_whose_role_says_so(role: str) -> None:
    delivery, by = make_delivery(), make_user(role)
    if role not in PUBLISHES:
        with pytest.raises(Refusal, match="Your role does not include this act"):
            delivery.publish(by=by, today=TODAY)
        assert not Release.objects.exists()
        return

    delivery.publish(by=by, today=TODAY)

    entry = Entry.objects.about(delivery).last()
    assert (entry.act, entry.after) == ("published", {"public_on": "2026-03-02"})
    assert Reading.objects.published(TODAY).count() == 1


def test_delivery_is_published_once() -> None:
    delivery = make_delivery()
    delivery.publish(by=SYSTEM, today=TODAY)

    with pytest.raises(Refusal, match="published already"):
        Delivery.objects.get().publish(by=SYSTEM, today=TODAY)

    assert Release.objects.count() == 1


def test_delivery_was_not_public_before_it_was_published() -> None:
    delivery, yesterday = make_delivery(), TODAY - timedelta(days=1)

    with pytest.raises(Refusal, match="choose a later day"):
        delivery.publish(by=SYSTEM, on=yesterday, today=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.create(
            delivery=delivery, released_on=TODAY, public_on=yesterday
        )


def test_delivery_that_is_published_takes_no_further_reading() -> None:
    published = make_reading()
    late = draft_reading(published.measure, None, period_end=date(2025, 4, 1))
    late.delivery = published.delivery

    with pytest.raises(IntegrityError), transaction.atomic():
        late.save()


def test_empty_delivery_is_not_published() -> None:
    empty = Delivery.objects.create(measure_set=make_measure_set())

    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.create(delivery=empty, released_on=TODAY, public_on=TODAY)


def test_delivery_holds_readings_of_its_own_set_alone() -> None:
    delivery = make_delivery()
    foreign = draft_reading(make_measure(), None)
    foreign.delivery = delivery

    with pytest.raises(IntegrityError), transaction.atomic():
        foreign.save()


@pytest.mark.parametrize(
    "changes",
    [{"code": "OTHER"}, {"slug": "other"}, {"per": None}, {"direction": "lower"}],
    ids=str,
)
def test_measure_with_readings_keeps_what_they_stand_on(changes: dict) -> None:
    measure = make_measure()
    Measure.objects.filter(pk=measure.pk).update(**changes)
    Measure.objects.filter(pk=measure.pk).update(
        **{name: getattr(measure, name) for name in changes}
    )
    make_reading(measure=measure)

    with pytest.raises(IntegrityError), transaction.atomic():
        Measure.objects.filter(pk=measure.pk).update(**changes)

    assert Measure.objects.filter(pk=measure.pk).update(name_en="Visits") == 1


def test_equivalence_joins_measures_of_two_sets() -> None:
    measure = make_measure()
    other = make_measure(measure.measure_set)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_equivalence(measure, earlier=other)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_equivalence(measure, earlier=measure)

    assert str(make_equivalence(measure)).endswith(f"→ {measure.code}")


def test_measure_goes_on_from_an_earlier_set_alone() -> None:
    later = make_measure(make_measure_set(order=2))
    earlier = make_measure(make_measure_set(order=1))
    wrong = Equivalence(measure=earlier, earlier=later)

    with pytest.raises(ValidationError, match="is of no earlier set"):
        wrong.full_clean()
    with pytest.raises(IntegrityError, match="exchange the two"), transaction.atomic():
        wrong.save()
    make_equivalence(later, earlier=earlier)

    with pytest.raises(IntegrityError, match="take that away"), transaction.atomic():
        MeasureSet.objects.filter(pk=earlier.measure_set_id).update(order=2)


@pytest.mark.parametrize("role", CODES)
def test_delivery_is_discarded_by_those_who_bring_one(role: str) -> None:
    delivery, by = make_delivery(), make_user(role)
    if role not in BRINGS:
        with pytest.raises(Refusal, match="Your role does not include this act"):
            delivery.throw_away(by=by, reason="The file of last year.")
        assert not Discard.objects.exists()
        return

    delivery.throw_away(by=by, reason="The file of last year.")

    entry = Entry.objects.about(delivery).last()
    assert (entry.act, entry.reason) == ("discarded", "The file of last year.")
    assert not Reading.objects.standing().exists()
    assert Reading.objects.count() == 1


def test_delivery_is_discarded_once_with_a_reason_and_never_published_after() -> None:
    delivery = make_delivery()
    with pytest.raises(Refusal, match="Say why"):
        delivery.throw_away(by=SYSTEM, reason=" ")
    delivery.throw_away(by=SYSTEM, reason="The wrong file.")
    delivery = Delivery.objects.get(pk=delivery.pk)

    with pytest.raises(Refusal, match="discarded already"):
        delivery.throw_away(by=SYSTEM, reason="Again.")
    with pytest.raises(Refusal, match="It is discarded"):
        delivery.publish(by=SYSTEM, today=TODAY)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_delivery_is_not_discarded_while_a_file_is_compared_with_it() -> None:
    delivery = make_delivery()

    seen, _answer = during(
        lambda: locked(MeasureSet).get(pk=delivery.measure_set_id),
        lambda: delivery.throw_away(by=SYSTEM, reason="The wrong file."),
        Discard.objects.exists,
    )

    assert not seen
    assert Discard.objects.exists()


def test_delivery_that_is_published_is_never_discarded() -> None:
    delivery = make_reading().delivery

    with pytest.raises(Refusal, match="published already"):
        delivery.throw_away(by=SYSTEM, reason="The wrong file.")
    with (
        pytest.raises(IntegrityError, match="is published"),
        transaction.atomic(),
    ):
        Discard.objects.create(delivery=delivery, reason="The wrong file.")


def test_database_keeps_what_is_discarded_from_the_public() -> None:
    delivery = make_delivery()
    Discard.objects.create(delivery=delivery, reason="The wrong file.")
    more = draft_reading(delivery.readings.get().measure, None, delivery=delivery)

    for write in (
        more.save,
        lambda: Release.objects.create(
            delivery=delivery, released_on=TODAY, public_on=TODAY
        ),
    ):
        with (
            pytest.raises(IntegrityError, match="is discarded"),
            transaction.atomic(),
        ):
            write()


def test_what_is_discarded_leaves_standing_what_was_there_before() -> None:
    first = make_reading()
    wrong = revise(first, published=False, value=12)

    wrong.delivery.throw_away(by=SYSTEM, reason="The wrong file.")

    assert list(Reading.objects.standing()) == [first]
    assert list(Reading.objects.discarded_last()) == [wrong]
