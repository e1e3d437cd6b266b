"""The standing wording that is shipped in data/."""

from collections.abc import Callable
from pathlib import Path

from django.db import models

from inspectorate.reference import keep, read_json

DATA = Path(__file__).parent / "data"


def load(get_model: Callable[[str, str], type[models.Model]]) -> None:
    """Make the rows that are not there yet; `get_model` as that of an app registry."""
    for row in read_json(DATA / "snippets.json"):
        keep(get_model("reports", "Snippet"), {"code": row["code"]}, row)
