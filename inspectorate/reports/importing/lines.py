"""Reading a file of JSON Lines, plain or gzip, without trusting a byte of it."""

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

LINE_LIMIT = 20 * 1024 * 1024
GZIP_MAGIC = b"\x1f\x8b"


class Problem(NamedTuple):
    """What is wrong with a line: where, and in a sentence why."""

    line: int
    field: str
    reason: str

    def __str__(self) -> str:
        place = f"line {self.line}, {self.field}" if self.field else f"line {self.line}"
        return f"{place}: {self.reason}"


class UnknownNumberError(ValueError):
    """NaN or Infinity, which Python reads; at which column, it does not tell."""


class Line(NamedTuple):
    number: int
    document: dict


def read(file: io.BufferedReader) -> Iterator[Line | Problem]:
    """Yield each line's object, or what is wrong with it; blank lines are skipped."""
    number = 0
    lines = raw_lines(decompressed(file))
    while True:
        number += 1
        try:
            raw = next(lines, None)
        except (EOFError, gzip.BadGzipFile, zlib.error):
            reason = "The gzip data is cut off or damaged here; fetch the file again."
            yield Problem(number, "", reason)
            return
        if raw is None:
            return
        if raw.strip():
            yield parse(number, raw)


def decompressed(file: io.BufferedReader) -> BinaryIO:
    """Unzip what begins like gzip, whatever the file is called."""
    if file.peek(2)[:2] == GZIP_MAGIC:
        return gzip.GzipFile(fileobj=file)
    return file


def raw_lines(file: BinaryIO) -> Iterator[bytes]:
    """Yield lines; of one that is too long, a piece one byte over the limit."""
    while raw := file.readline(LINE_LIMIT + 1):
        yield raw
        rest = raw
        while len(rest) > LINE_LIMIT and not rest.endswith(b"\n"):
            rest = file.readline(LINE_LIMIT + 1)


def parse(number: int, raw: bytes) -> Line | Problem:
    if len(raw) > LINE_LIMIT:
        reason = f"The line is longer than {LINE_LIMIT // 1024**2} MiB."
        return Problem(number, "", reason)
    try:
        # Columns are counted from the last line break, so there must be none.
        text = raw.rstrip(b"\r\n").decode("utf-8-sig" if number == 1 else "utf-8")
        document = json.loads(text, parse_constant=refuse_constant)
    except (ValueError, RecursionError) as error:
        return Problem(number, "", reason_of(error))
    if not isinstance(document, dict):
        return Problem(number, "", "The line is not a JSON object in braces.")
    return Line(number, document)


def reason_of(error: ValueError | RecursionError) -> str:
    match error:
        case UnicodeDecodeError(start=start):
            return f"The line is not UTF-8 (byte {start + 1}); save the file so."
        case json.JSONDecodeError(msg=told, colno=column):
            return f"The line is not JSON: {told} at column {column}."
        case UnknownNumberError():
            return f"The line is not JSON: it knows no number {error}."
    return "The line is not JSON that can be read: too deep, or a number too big."


def refuse_constant(name: str) -> None:
    raise UnknownNumberError(name)
