"""Texts that people send: whether they can be kept and read."""

import hashlib

from django.utils.translation import gettext

from inspectorate.fields import Wording
from inspectorate.lifecycle import Refusal

# What one text may hold: some six pages.
LONGEST = 20_000


def plain(text: str) -> str:
    """A text as a form brings it back: nothing around it, and one kind of line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def print_of(text: str) -> str:
    return hashlib.sha256(plain(text).encode()).hexdigest()[:16]


def prints_of(wording: Wording) -> str:
    return "-".join(print_of(text) for text in wording)


def check_text(*texts: str) -> None:
    if faults := text_faults(*texts):
        raise Refusal(*faults)


def text_faults(*texts: str, longest: int = LONGEST) -> list[str]:
    """Where the database could not keep a text, or nobody would read it."""
    found = []
    for text in texts:
        if "\x00" in text:
            told = gettext("There is a NUL character in the text: take it out.")
            found.append(told)
        if len(text) > longest:
            told = gettext(
                "This text has %(length)s characters, and %(longest)s is the most: "
                "shorten it, or refer to a document."
            )
            found.append(told % {"length": len(text), "longest": longest})
    return found
