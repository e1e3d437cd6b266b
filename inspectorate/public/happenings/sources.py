"""Every kind of happening together."""

from collections.abc import Callable
from itertools import chain

from inspectorate.public.happenings import Happening, Sought, newest
from inspectorate.public.happenings.concerns import decisions
from inspectorate.public.happenings.editions import editions
from inspectorate.public.happenings.interventions import steps
from inspectorate.public.happenings.recommendations import recommendations

Source = Callable[[Sought], list[Happening]]
# By the word that a ledger row keeps of where it was read.
SOURCES: dict[str, Source] = {
    "edition": editions,
    "recommendation": recommendations,
    "decision": decisions,
    "step": steps,
}


def happenings(sought: Sought) -> list[Happening]:
    """The newest first."""
    found = chain.from_iterable(source(sought) for source in SOURCES.values())
    return newest(list(found), sought.most)
