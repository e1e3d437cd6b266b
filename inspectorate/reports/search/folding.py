"""Words as they are compared: without case and accents, hyphens open and closed."""

import re
import unicodedata
from functools import lru_cache

SIGNS = {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-", "–": "-"}
LETTERS = {"ß": "s", "æ": "a", "Æ": "a", "ø": "o", "Ø": "o", "đ": "d", "ł": "l"}
# Latin letters, those of Welsh with all their signs among them.
LATIN = [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]
# Invisible, and within a word.
HIDDEN = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
OTHER = re.compile(r"[^\x00-\x7f]+")
# Whatever is no letter or digit, as a space between words.
SPACED = bytes(n if chr(n).isalnum() and n < 128 else ord(" ") for n in range(256))

LONGEST = 64

PART = re.compile(r"[a-z0-9]+")
HYPHENED = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
WORD = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*")


def base_letters() -> dict[int, str]:
    """Each letter by the plain one that it is compared as: one for one, so that a
    place in what is folded is the same place in the text.
    """
    plain = {
        code: unicodedata.normalize("NFKD", chr(code))[0].lower() for code in LATIN
    }
    found = {code: letter for code, letter in plain.items() if letter.isascii()}
    others = {ord(sign): letter for sign, letter in {**SIGNS, **LETTERS}.items()}
    return {**found, **others}


TABLE = base_letters()


def clean(text: str) -> str:
    """The text with each letter and its accent as one sign."""
    if text.isascii():
        return text
    return HIDDEN.sub("", unicodedata.normalize("NFC", text))


def fold(cleaned: str) -> str:
    if not cleaned.isascii():
        # Not the whole text: to translate it takes as long as all else of an index.
        cleaned = OTHER.sub(lambda found: found[0].translate(TABLE), cleaned)
    return cleaned.lower()


def words_of(text: str, language: str) -> set[str]:
    """All by which a text is found: Castell-nedd is castell, nedd and castellnedd."""
    folded = fold(clean(text))
    words = set(folded.encode("ascii", "replace").translate(SPACED).decode().split())
    if "-" in folded:
        told = " ".join(each for each in folded.split() if "-" in each)
        words.update(joined(each) for each in HYPHENED.findall(told))
    return set(map(KEYS[language], words))


def joined(word: str) -> str:
    return word.replace("-", "")


def key(word: str, language: str) -> str:
    """What a word is kept as: an English one in the singular; of a very long one,
    which PostgreSQL does not take, the beginning.
    """
    return KEYS[language](word)


def beginning(word: str) -> str:
    return word[:LONGEST]


@lru_cache(maxsize=50_000)
def singular(word: str) -> str:
    """By its ending alone (Harman's three rules, and -es after a hiss): what differs
    from the dictionary does so in texts and in searches alike.
    """
    word = beginning(word)
    if len(word) < 4 or word.endswith(("us", "ss")) or not word.endswith("s"):
        return word
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1]


KEYS = {"en": singular, "cy": beginning}


def spellings(kept: str, language: str) -> list[str]:
    """The words that are kept as this one, as far as the letters go that are kept."""
    if language != "en":
        return [kept]
    stem = kept.removesuffix("y")
    return [
        word
        for word in dict.fromkeys([kept, f"{kept}s", f"{kept}es", f"{stem}ies"])
        if singular(word) == kept
    ]
