"""The measure sets and their measures that are shipped in data/."""

from collections.abc import Callable
from pathlib import Path

from django.db import models
from django.utils.text import slugify

from inspectorate.reference import keep, read_csv, read_json

DATA = Path(__file__).parent / "data"
# What stands empty in the file where a measure has none.
NUMBERS = ("per", "target_low", "target_high")


def load(get_model: Callable[[str, str], type[models.Model]]) -> None:
    """Make the rows that are not there yet; `get_model` as that of an app registry."""
    measure_set = get_model("measures", "MeasureSet")
    sets = {}
    for order, row in enumerate(read_json(DATA / "sets.json"), start=1):
        values = {**row, "order": order}
        sets[row["code"]] = keep(measure_set, {"code": row["code"]}, values)
    measure = get_model("measures", "Measure")
    for order, row in enumerate(read_csv(DATA / "measures.csv"), start=1):
        its = sets[row.pop("set")]
        values = {**row, **{name: row[name] or None for name in NUMBERS}}
        values |= {"order": order, "slug": slug_of(row["code"])}
        values["is_of_people"] = row["is_of_people"] == "yes"
        keep(measure, {"measure_set": its, "code": row["code"]}, values)


def slug_of(code: str) -> str:
    """SCC/042(b) is scc-042b in an address."""
    return slugify(code.replace("/", "-"))
