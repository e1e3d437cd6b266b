from datetime import date
from typing import NamedTuple

SHOWN = 10


class Item(NamedTuple):
    """A line of work. `due` None means that no day is set for it; `returned` tells why
    it has come back, if it has.
    """

    address: str
    name: str
    told: str
    due: date | None
    is_overdue: bool
    returned: str = ""
