import gzip
import io

import pytest

from inspectorate.reports.importing import lines
from inspectorate.reports.importing.lines import Line, Problem


class Pipe(io.RawIOBase):
    """Bytes that can be read once, as from standard input."""

    def __init__(self, content: bytes) -> None:
        self.rest = content

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:
        piece = self.rest[: len(buffer)]
        self.rest = self.rest[len(piece) :]
        buffer[: len(piece)] = piece
        return len(piece)


def read(content: bytes) -> list[Line | Problem]:
    return list(lines.read(io.BufferedReader(Pipe(content))))


def test_lines_are_numbered_and_blank_ones_skipped() -> None:
    assert read(b'{"a": 1}\n\n  \n{"b": 2}') == [Line(1, {"a": 1}), Line(4, {"b": 2})]


def test_gzip_is_known_by_its_content() -> None:
    assert read(gzip.compress(b'{"a": 1}\n')) == [Line(1, {"a": 1})]


def test_byte_order_mark_at_the_start_is_no_fault() -> None:
    assert read(b'\xef\xbb\xbf{"a": 1}\n') == [Line(1, {"a": 1})]


def test_empty_file_has_no_lines() -> None:
    assert read(b"") == []


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"{", "The line is not JSON: Expecting property name"),
        (b"[1, 2]", "The line is not a JSON object in braces."),
        (b'{"a": NaN}', "The line is not JSON: it knows no number NaN."),
        (b'{"a": "\xe9t\xe9"}', "The line is not UTF-8 (byte 8); save the file so."),
        (b"[" * 200_000, "The line is not JSON that can be read"),
        (b'{"a": ' + b"9" * 5_000 + b"}", "The line is not JSON that can be read"),
        (b'{"a": "\x00"}', "The line is not JSON: Invalid control character"),
    ],
)
def test_broken_line_is_told_and_the_next_one_read(raw: bytes, reason: str) -> None:
    problem, line = read(raw + b'\n{"b": 2}\n')

    assert (problem.line, problem.field) == (1, "")
    assert problem.reason.startswith(reason)
    assert line == Line(2, {"b": 2})


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"])
@pytest.mark.parametrize(
    ("raw", "column"), [(b'{"source": "x",', 16), (b'{"a": 1, b', 10), (b'{"a": "x', 7)]
)
def test_column_of_broken_json_does_not_count_from_the_line_break(
    raw: bytes, column: int, end: bytes
) -> None:
    [problem] = read(raw + end)

    assert problem.reason.endswith(f" at column {column}.")


def test_line_over_the_limit_is_told_and_skipped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lines, "LINE_LIMIT", 20)

    problem, line = read(b'{"a": "' + b"x" * 100 + b'"}\n{"b": 2}\n')

    assert problem.line == 1
    assert problem.reason.startswith("The line is longer than")
    assert line == Line(2, {"b": 2})


WHOLE = gzip.compress(b'{"a": 1}\n' * 20_000)
HALF = len(WHOLE) // 2


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(WHOLE[:HALF], id="half is missing"),
        pytest.param(WHOLE[:-4], id="end is missing"),
        pytest.param(WHOLE[:-8] + b"\0" * 8, id="sum is wrong"),
        pytest.param(
            WHOLE[:HALF] + bytes(byte ^ 255 for byte in WHOLE[HALF:]), id="bytes differ"
        ),
    ],
)
def test_damaged_gzip_is_told_where_it_breaks_off(content: bytes) -> None:
    *_whole, last = read(content)

    assert isinstance(last, Problem)
    assert last.reason == (
        "The gzip data is cut off or damaged here; fetch the file again."
    )
