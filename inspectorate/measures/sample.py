"""Readings to try the program with, from files in data/."""

from datetime import date
from decimal import Decimal
from itertools import groupby
from pathlib import Path

from django.db import transaction

from authorities.models import Authority
from inspectorate.history.models import System
from inspectorate.measures.models import Delivery, Measure, Reading
from inspectorate.reference import read_csv

DATA = Path(__file__).parent / "data"
# Each is of a real source; the other file says of each of its rows that it is made up.
SOURCED, MADE_UP = "sample.csv", "made_up.csv"


@transaction.atomic
def load(name: str, *, by: System) -> list[Delivery]:
    """Store and publish what a file has, a delivery for each measure set."""
    deliveries = []
    rows = read_csv(DATA / name)
    for code, its in groupby(rows, key=lambda row: row["set"]):
        readings = [reading_of(row) for row in its]
        measure_set = readings[0].measure.measure_set
        told = {"by": by, "file_name": f"{code} {name}"}
        delivery = Delivery.objects.take(measure_set, readings, **told)
        delivery.publish(by=by)
        deliveries.append(delivery)
    return deliveries


def reading_of(row: dict[str, str]) -> Reading:
    its = Measure.objects.select_related("measure_set")
    where = row["authority"]
    numbers = ("value", "numerator", "denominator")
    days = ("period_start", "period_end")
    texts = ("status", "source", "source_url", "note_en", "note_cy")
    return Reading(
        measure=its.get(measure_set__code=row["set"], code=row["measure"]),
        authority=Authority.objects.get(slug=where) if where else None,
        decimals=int(row["decimals"]),
        **{name: Decimal(row[name]) if row[name] else None for name in numbers},
        **{name: date.fromisoformat(row[name]) for name in days},
        **{name: row[name] for name in texts},
    )
