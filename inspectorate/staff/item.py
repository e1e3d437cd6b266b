from datetime import date
from typing import NamedTuple

SHOWN = 10


class Item(NamedTuple):
    """A line of work. `due` None means that no day is set for it."""

    address: str
    name: str
    told: str
    due: date | None
    is_overdue: bool
