"""Codes for what an import makes: short enough for their columns, and free."""

import hashlib
import itertools

from django.db import models
from django.utils.text import slugify

STEM_LENGTH = 40  # leaves room for -2, -3 … in a column of 50
AREA_LENGTH = 80


def code_of(words: str) -> str:
    return "_".join(words.casefold().split())


def stem_of(words: str, fallback: str) -> str:
    """NEW-BODY for New Body; `fallback` for words without a Latin letter or digit."""
    return slugify(words)[:STEM_LENGTH].strip("-_").upper() or fallback


def area_stem(name: str) -> str:
    """The code of a name; one that is too long ends in its digest, not in a cut.

    So no cut name is mistaken for another name that is as long as the cut.
    """
    code = code_of(name) or "area"
    if len(code) <= AREA_LENGTH:
        return code
    tail = hashlib.sha256(code.encode()).hexdigest()[:12]
    return f"{code[: AREA_LENGTH - 13]}_{tail}"


def free_code(rows: models.QuerySet, stem: str) -> str:
    """Return `stem`, or stem-2, stem-3 … where one of `rows` has it, in any case."""
    numbered = (f"{stem}-{number}" for number in itertools.count(2))
    codes = itertools.chain([stem], numbered)
    return next(code for code in codes if not rows.filter(code__iexact=code).exists())
