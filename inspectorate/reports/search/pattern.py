"""Words as a regular expression: it finds in a text what the index keeps of that text.

Django asks SQLite by Python's `re` and PostgreSQL by its own `~`. What the two read
differently is not in it, such as signs for the bounds of words, or no regard to case:
every letter stands as a class of all that it is folded from.
"""

import string
from collections.abc import Iterable

from inspectorate.reports.search.folding import LONGEST, TABLE, spellings

PLAIN = string.ascii_lowercase + string.digits


def signs_of(plain: str) -> str:
    """All that is compared as this one: aAàÀáÁâÂ…"""
    others = (chr(code) for code, folded in TABLE.items() if folded == plain)
    return "".join(dict.fromkeys([plain, plain.upper(), *others]))


def ranged(signs: str) -> str:
    """The signs as the inside of a class; three or more in a row as a range."""
    rows: list[list[int]] = []
    for code in sorted(map(ord, signs)):
        if rows and code == rows[-1][-1] + 1:
            rows[-1].append(code)
        else:
            rows.append([code])
    return "".join(
        f"{chr(row[0])}-{chr(row[-1])}" if len(row) > 2 else "".join(map(chr, row))
        for row in rows
    )


LETTERS = {plain: f"[{ranged(signs_of(plain))}]" for plain in PLAIN}
# What folding.HIDDEN takes out, and accents that stand apart from their letters.
WITHIN = "\u00ad\u200b-\u200d\u2060\ufeff\u0300-\u036f"
UNSEEN = f"[{WITHIN}]*"
WORD = f"{ranged(''.join(map(signs_of, PLAIN)))}{WITHIN}"
# The hyphen itself last, where it makes no range.
HYPHENS = "".join(chr(code) for code, sign in TABLE.items() if sign == "-") + "-"

BEFORE, AFTER = f"(?:^|[^{WORD}])", f"(?:[^{WORD}]|$)"
# Of a word with hyphens that is met closed: no further part of it stands beside.
BEFORE_PARTS = f"(?:^|[^{WORD}{HYPHENS}]|{BEFORE}{UNSEEN}[{HYPHENS}])"
AFTER_PARTS = f"(?:[^{WORD}{HYPHENS}]|$|[{HYPHENS}]{UNSEEN}{AFTER})"


def pattern(kept: Iterable[str], language: str) -> str:
    """Of the words that are kept so, any, whole: castellnedd is Castell-nedd too."""
    words = [word for each in kept for word in spellings(each, language)]
    whole = "|".join(letters_of(word, UNSEEN, WORD) for word in words)
    hyphen = f"{UNSEEN}(?:[{HYPHENS}]{UNSEEN})?"
    parts = "|".join(letters_of(word, hyphen, WORD + HYPHENS) for word in words)
    return (
        f"{BEFORE}{UNSEEN}(?:{whole}){UNSEEN}{AFTER}"
        f"|{BEFORE_PARTS}{UNSEEN}(?:{parts}){UNSEEN}{AFTER_PARTS}"
    )


def letters_of(word: str, between: str, further: str) -> str:
    """Of a very long one, of which the beginning is kept, any end will do."""
    letters = between.join(LETTERS[letter] for letter in word[:LONGEST])
    return letters if len(word) < LONGEST else f"{letters}[{further}]*"
