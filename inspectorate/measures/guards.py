"""What the database holds of readings beyond one row."""

from inspectorate.guards import Guard

# Numbers that count people, by the measure; both sides of the comparison are numbers.
SMALL = """EXISTS (
    SELECT 1 FROM measures_measure measure
    JOIN measures_measureset its ON its.id = measure.measure_set_id
    WHERE measure.id = NEW.measure_id AND measure.is_of_people AND (
        (NEW.numerator > 0 AND NEW.numerator < its.least_count)
        OR (NEW.denominator > 0 AND NEW.denominator < its.least_count)
        OR (measure.per IS NULL AND NEW.value > 0 AND NEW.value < its.least_count)
    )
)"""
OF_ANOTHER = """NEW.revises_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM measures_reading former
    WHERE former.id = NEW.revises_id AND former.measure_id = NEW.measure_id
        AND former.place = NEW.place AND former.number = NEW.number - 1
        AND former.period_start = NEW.period_start
        AND former.period_end = NEW.period_end
)"""
RELEASED = """EXISTS (
    SELECT 1 FROM measures_release release WHERE release.delivery_id = NEW.delivery_id
)"""
DISCARDED = """EXISTS (
    SELECT 1 FROM measures_discard gone WHERE gone.delivery_id = NEW.delivery_id
)"""
EMPTY = """NOT EXISTS (
    SELECT 1 FROM measures_reading reading WHERE reading.delivery_id = NEW.delivery_id
)"""
# Who adds to a delivery and who publishes it would not see each other.
DELIVERY = ("SELECT 1 FROM measures_delivery WHERE id = NEW.delivery_id",)
OF_ANOTHER_SET = """EXISTS (
    SELECT 1 FROM measures_measure measure
    JOIN measures_measureset its ON its.id = measure.measure_set_id
    JOIN measures_delivery delivery ON delivery.id = NEW.delivery_id
    WHERE measure.id = NEW.measure_id AND delivery.measure_set_id <> its.id
)"""
IN_USE = """EXISTS (
    SELECT 1 FROM measures_measure stored
    JOIN measures_reading reading ON reading.measure_id = stored.id
    WHERE stored.id = NEW.id AND (
        stored.measure_set_id <> NEW.measure_set_id OR stored.code <> NEW.code
        OR stored.slug <> NEW.slug OR stored.direction <> NEW.direction
        OR COALESCE(stored.per, 0) <> COALESCE(NEW.per, 0)
    )
)"""
OF_ONE_SET = """EXISTS (
    SELECT 1 FROM measures_measure one
    JOIN measures_measure other ON other.measure_set_id = one.measure_set_id
    WHERE one.id = NEW.measure_id AND other.id = NEW.earlier_id
)"""
NOT_EARLIER = """EXISTS (
    SELECT 1 FROM measures_measure one
    JOIN measures_measureset later ON later.id = one.measure_set_id
    JOIN measures_measure other ON other.id = NEW.earlier_id
    JOIN measures_measureset former ON former.id = other.measure_set_id
    WHERE one.id = NEW.measure_id AND later.id <> former.id
        AND former."order" >= later."order"
)"""
MOVED = """EXISTS (
    SELECT 1 FROM measures_equivalence said
    JOIN measures_measure one ON one.id = said.measure_id
    JOIN measures_measureset later ON later.id = one.measure_set_id
    JOIN measures_measure other ON other.id = said.earlier_id
    JOIN measures_measureset former ON former.id = other.measure_set_id
    WHERE (later.id = NEW.id AND former."order" >= NEW."order")
        OR (former.id = NEW.id AND NEW."order" >= later."order")
)"""

GUARDS = [
    Guard(
        "reading_small_count",
        "measures_reading",
        breaks=SMALL,
        refusal="A small count may tell who somebody is: suppress it.",
    ),
    Guard(
        "reading_revises_its_own",
        "measures_reading",
        breaks=OF_ANOTHER,
        refusal="It revises a reading of something else: name the one before it.",
    ),
    Guard(
        "reading_before_release",
        "measures_reading",
        breaks=RELEASED,
        refusal="This delivery is published: bring the reading in another one.",
        locks=DELIVERY,
    ),
    Guard(
        "reading_of_set_delivered",
        "measures_reading",
        breaks=OF_ANOTHER_SET,
        refusal="This delivery is of another measure set.",
    ),
    Guard(
        "release_of_something",
        "measures_release",
        breaks=EMPTY,
        refusal="There is no reading in this delivery.",
        locks=DELIVERY,
    ),
    *(
        Guard(
            f"{name}_not_of_a_discarded",
            f"measures_{name}",
            breaks=DISCARDED,
            refusal="This delivery is discarded: bring another one.",
            locks=DELIVERY,
        )
        for name in ("reading", "release")
    ),
    Guard(
        "discard_never_of_what_is_released",
        "measures_discard",
        breaks=RELEASED,
        refusal="This delivery is published: revise it by another one.",
        locks=DELIVERY,
    ),
    Guard(
        "measure_fixed_in_use",
        "measures_measure",
        breaks=IN_USE,
        refusal="This measure has readings: add another measure.",
    ),
    Guard(
        "equivalence_across_sets",
        "measures_equivalence",
        breaks=OF_ONE_SET,
        refusal="Both measures are of one set: choose one of an earlier set.",
    ),
    Guard(
        "equivalence_from_later_to_earlier",
        "measures_equivalence",
        breaks=NOT_EARLIER,
        refusal="A measure goes on from one of an earlier set: exchange the two.",
    ),
    Guard(
        "measure_set_stays_later",
        "measures_measureset",
        breaks=MOVED,
        refusal="An equivalence goes from this set or to it: take that away first.",
        events=("UPDATE",),
    ),
]
