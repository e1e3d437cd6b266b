"""The protocols and powers in law that are shipped in data/, with their grounds."""

from collections.abc import Callable
from pathlib import Path

from django.db import models

from inspectorate.reference import keep, read_json

DATA = Path(__file__).parent / "data"


def load(get_model: Callable[[str, str], type[models.Model]]) -> None:
    """Make the rows that are not there yet; `get_model` as that of an app registry."""
    instrument = get_model("concerns", "Instrument")
    ground = get_model("concerns", "Ground")
    for row in read_json(DATA / "instruments.json"):
        grounds = row.pop("grounds")
        owner = keep(instrument, {"code": row["code"]}, row)
        for order, values in enumerate(grounds, start=1):
            key = {"instrument": owner, "code": values["code"]}
            keep(ground, key, {**values, "order": order})
