"""What a page was drawn from: sealed into it, and compared when it comes back.

Not the values but a short print of each: texts may be long, and what a person may not
read is no business of their page's source.
"""

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from hashlib import blake2b, sha256

from django.conf import settings
from django.core import signing
from django.db import models

from inspectorate.history.models import UNRECORDED, as_json

SALT = "inspectorate.history.drawn"
LENGTH = 8  # signs of one print, of 6 bits each


@dataclass
class Drawn:
    """The prints of a row's columns, and of those of its parts by formset and number.

    `refused` is set on a page that was sent back because of somebody else's save: it
    is only saved by who says so.
    """

    row: str
    parts: dict[str, dict[str, str]] = field(default_factory=dict)
    refused: bool = False

    def seal(self, row: models.Model) -> str:
        return signing.dumps(asdict(self), salt=salt_of(row))


def unseal(text: str, row: models.Model) -> Drawn | None:
    """None for what this program did not draw, or drew of another row."""
    try:
        return Drawn(**signing.loads(text, salt=salt_of(row)))
    except (signing.BadSignature, TypeError):
        return None


def salt_of(row: models.Model) -> str:
    return f"{SALT}:{row._meta.label_lower}:{row.pk}"


def state_of(row: models.Model, linked: Iterable[str] = ()) -> dict[str, object]:
    """Return a row's columns, and the numbers behind the many-to-many ones `linked`.

    Wider than history's snapshot, which leaves out what is nobody's history. Password
    and last sign-in are on no form: the row is read under its lock before it is saved.
    """
    state = {
        column.attname: as_json(column, row)
        for column in row._meta.concrete_fields
        if column.name not in UNRECORDED
    }
    links = (row._meta.get_field(name) for name in linked)
    return state | {link.name: numbers(link.value_from_object(row)) for link in links}


def numbers(rows: Iterable[models.Model]) -> list[int]:
    return sorted(row.pk for row in rows)


def prints(row: models.Model, state: Mapping[str, object], pk: object = None) -> str:
    """Return the print of each value in turn; `pk` is for a row that lost its own."""
    key = sha256(settings.SECRET_KEY.encode()).digest()
    place = [row._meta.label_lower, str(pk or row.pk)]
    return "".join(
        one_print(key, [*place, column, value]) for column, value in state.items()
    )


def one_print(key: bytes, told: list[object]) -> str:
    text = json.dumps(told, sort_keys=True, default=str).encode()
    digest = blake2b(text, key=key, digest_size=LENGTH * 6 // 8).digest()
    return urlsafe_b64encode(digest).decode()


def differing(was: str | None, now: str, columns: Iterable[str]) -> set[str]:
    """The columns whose prints differ; all, where it is not known what was."""
    columns = list(columns)
    if was is None or len(was) != len(now):
        return set(columns)
    pairs = zip(pieces(was), pieces(now), columns, strict=True)
    return {column for before, after, column in pairs if before != after}


def pieces(text: str) -> list[str]:
    return [text[at : at + LENGTH] for at in range(0, len(text), LENGTH)]
