"""A file that somebody sends as evidence: checked before anything of it is kept."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import NamedTuple

from django.conf import settings
from django.core.files import File
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from inspectorate.inspections import media, scanner
from inspectorate.lifecycle import Refusal

LONGEST_NAME = 150


class Upload(NamedTuple):
    """A file that may be kept. `name` is to be shown, never to be opened."""

    file: File
    name: str
    media_type: str
    size: int
    sha256: str
    scanned: bool


def check(file: File) -> Upload:
    """Raises Refusal with the sentence for whoever sent it."""
    name = clean_name(file.name or "")
    check_size(file.size)
    kind = kind_of(file, name)
    scanned = scanner.scan(file)
    return Upload(file, name, kind.name, file.size, digest(file), scanned)


def check_all(files: Iterable[File]) -> list[Upload]:
    """Raises Refusal with what is wrong with each of them, by name."""
    uploads: list[Upload] = []
    reasons: list[str] = []
    for file in files:
        try:
            uploads.append(check(file))
        except Refusal as refusal:
            name = clean_name(file.name or "")
            told = [str(reason) for reason in refusal.reasons]
            reasons += [each if name in each else f"“{name}”: {each}" for each in told]
    if reasons:
        raise Refusal(*reasons)
    return uploads


def most_bytes() -> int:
    return settings.EVIDENCE_MAX_MB * 1_000_000


def check_size(size: int) -> None:
    if size == 0:
        raise Refusal(_("This file is empty: choose another one."))
    if size > most_bytes():
        raise Refusal(
            _(
                "This file has %(size)s MB, and at most %(most)s MB are taken: split "
                "it, or save it in a smaller form."
            )
            # Rounded up, lest one byte too many be told as none.
            % {"size": -(-size // 1_000_000), "most": settings.EVIDENCE_MAX_MB}
        )


def kind_of(file: File, name: str) -> media.MediaType:
    kinds = media.recognise(file)
    if not kinds:
        raise Refusal(
            _(
                "“%(name)s” is not of a kind that is taken, whatever its name says. "
                "Save it as one of these: %(kinds)s."
            )
            % {"name": name, "kinds": taken_kinds()}
        )
    ending = PurePosixPath(name).suffix.lower()
    for kind in kinds:
        if ending in kind.endings:
            return kind
    endings = [ending for kind in kinds for ending in kind.endings]
    raise Refusal(
        _(
            "“%(name)s” holds %(kind)s, but its name does not say so: give it a name "
            "that ends in %(endings)s, and choose it again."
        )
        % {
            "name": name,
            "kind": kinds[0].label,
            "endings": get_text_list(endings, _("or")),
        }
    )


def taken_kinds() -> str:
    return get_text_list([str(kind.label) for kind in media.TAKEN], _("or"))


def clean_name(name: str) -> str:
    """Without folders, line breaks and signs that turn the direction of writing.

    A long one keeps its beginning and its ending.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(sign if sign.isprintable() else " " for sign in last)
    words = PurePosixPath(" ".join(seen.split()) or "file")
    ending = words.suffix[:10]
    return words.name.removesuffix(words.suffix)[: LONGEST_NAME - 10] + ending


def digest(file: File) -> str:
    """SHA-256, read piece by piece."""
    found = hashlib.sha256()
    for chunk in file.chunks():
        found.update(chunk)
    return found.hexdigest()
