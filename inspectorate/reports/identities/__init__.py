"""What in a text may tell who a child, a relative or a front-line worker is.

A text is not refused for it: whoever reads it for identities clears each warning, or
has it mended. The rules look at shapes and at the words near them, in English and
Welsh; docs/identities.md says how much they find and how often they are wrong.
"""

from collections.abc import Collection

from inspectorate.reports.identities import names, people, shapes
from inspectorate.reports.identities.warned import Kind, Warned

__all__ = ["Kind", "Warned", "warnings"]


def warnings(text: str, office_holders: Collection[str] = ()) -> list[Warned]:
    """Every part of `text` that may identify somebody, in its order.

    `office_holders` are the full names that may stand in a report.
    """
    found = [*shapes.found(text), *people.found(text)]
    # An address is not told once more for the name in it.
    told = {place for each in found for place in range(each.start, each.end)}
    found += [
        name for name in names.found(text, office_holders) if name.start not in told
    ]
    return sorted(found, key=lambda warned: (warned.start, warned.kind))
