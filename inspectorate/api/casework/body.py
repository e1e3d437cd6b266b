"""What programs send, read strictly before anything is made of it.

Python's own reader fails on a body of 100,000 brackets, takes the last of two equal
keys, and reads numbers that JSON does not have.
"""

import json
import math
import re
from typing import NoReturn

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser, MultiPartParser

from inspectorate.api.errors import TooLarge
from inspectorate.inspections.upload import most_bytes

# 500 findings of six pages each are less.
MOST_BYTES = 5_000_000
# Beside the file of a form: its fields, and what parts them.
FIELDS_BYTES = 1_000_000
DEEPEST = 20
STRINGS = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
BRACKETS = re.compile(r"[\[\]{}]")


class StrictJSON(BaseParser):
    """JSON in UTF-8, of a bounded size and depth, each key once, no NUL."""

    media_type = "application/json"

    def parse(self, stream: object, media_type: str, parser_context: dict) -> object:
        raw = whole(stream, parser_context)
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            raise ParseError(_("The body is not in UTF-8: write it so.")) from None
        refuse_depth(text)
        try:
            return json.loads(
                text,
                object_pairs_hook=with_keys_once,
                parse_constant=no_number,
                parse_float=number,
            )
        except json.JSONDecodeError as error:
            told = _("This is no JSON, from line %(line)d, sign %(sign)d on.")
            at = {"line": error.lineno, "sign": error.colno}
            raise ParseError(told % at) from None
        except (ValueError, RecursionError):
            # A number of more digits than any has.
            raise ParseError(_("A number in the body is too long.")) from None


class StrictForm(MultiPartParser):
    """A form with a file, no larger than a file of evidence may be."""

    def parse(self, stream: object, media_type: str, parser_context: dict) -> object:
        length = int(parser_context["request"].META.get("CONTENT_LENGTH") or 0)
        if length > most_bytes() + FIELDS_BYTES:
            told = _("A file may have %(most)s MB at most.")
            raise TooLarge(told % {"most": settings.EVIDENCE_MAX_MB})
        try:
            return super().parse(stream, media_type, parser_context)
        except SuspiciousOperation as error:
            told = _("This form has too many fields or files, or one that is too long.")
            raise ParseError(told) from error
        except ParseError as error:
            told = _(
                "The form could not be read: send multipart/form-data, and name in "
                "Content-Type the boundary that stands between its parts."
            )
            raise ParseError(told) from error


def whole(stream: object, parser_context: dict) -> bytes:
    length = int(parser_context["request"].META.get("CONTENT_LENGTH") or 0)
    raw = b"" if length > MOST_BYTES else stream.read(MOST_BYTES + 1)
    if length > MOST_BYTES or len(raw) > MOST_BYTES:
        told = _("A body may have %(most)d MB at most.")
        raise TooLarge(told % {"most": MOST_BYTES // 1_000_000})
    return raw


def refuse_depth(text: str) -> None:
    """Before it is read: what is nested too deep would exhaust the reader."""
    depth = 0
    for sign in BRACKETS.findall(STRINGS.sub("", text)):
        if sign in "[{":
            depth += 1
            if depth > DEEPEST:
                told = _("The body is nested more than %d deep: nothing here is.")
                raise ParseError(told % DEEPEST)
        else:
            depth -= 1


def with_keys_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            told = _("The key “%s” stands twice in one object: give it once.")
            raise ParseError(told % shown(key))
        refuse_unstorable(key)
        found[key] = value
        for each in value if isinstance(value, list) else [value]:
            refuse_unstorable(each)
    return found


def refuse_unstorable(value: object) -> None:
    """No database holds a NUL, and no text half of a sign that takes two."""
    if not isinstance(value, str):
        return
    if "\0" in value:
        raise ParseError(
            _("There is a NUL in the body, which no text has: take it out.")
        )
    try:
        value.encode()
    except UnicodeEncodeError:
        told = _("There is half of a character in the body (a lone surrogate).")
        raise ParseError(told) from None


def shown(key: str) -> str:
    return key.encode(errors="replace").decode().replace("\0", " ")[:40]


def number(text: str) -> float:
    value = float(text)
    return value if math.isfinite(value) else no_number(text)


def no_number(text: str) -> NoReturn:
    raise ParseError(_("“%s” is no number of JSON.") % text[:40])
