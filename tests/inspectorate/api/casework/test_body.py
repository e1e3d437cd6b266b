"""Nothing that can be sent ends as a fault of ours."""

import json

import pytest
from django.http import HttpResponse

from inspectorate.api.casework.body import DEEPEST, MOST_BYTES
from inspectorate.inspections.models import Finding, Inspection
from tests.inspectorate.api.casework.program import Program
from tests.inspectorate.api.problems import kind

GOOD = b'{"inspection": "EXAMPLE-2026-01", "text": {"en": "A."}}'


def send(
    program: Program, raw: bytes, kind_of: str = "application/json"
) -> HttpResponse:
    return program.send("POST", "findings/", raw, content_type=kind_of)


@pytest.mark.parametrize(
    "raw",
    [
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b'{"text": ' + b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1) + b"}",
        b"{",
        b"nonsense",
        b"\xff\xfe{}",
        b"\xef\xbb\xbf{}",
        b'{"text": {"en": "A\\u0000B"}}',
        b'{"text": {"en": "A\x00B"}}',
        b'{"A\\u0000": 1}',
        b'{"evidence": ["\\u0000"]}',
        b'{"text": {"en": "\\ud800"}}',
        b'{"\\ud800": 1, "\\ud800": 2}',
        b'{"inspection": "A", "inspection": "B"}',
        b'{"text": {"en": "A", "en": "B"}}',
        b'{"previous": NaN}',
        b'{"previous": Infinity}',
        b'{"previous": -Infinity}',
        b'{"previous": 1e999}',
        b'{"previous": ' + b"9" * 10_000 + b"}",
        b'{"text": {"en": "' + b"\\" * 9_999,
    ],
    ids=range(22),
)
def test_body_that_cannot_be_read_is_told_so(
    mair: Program, case: Inspection, raw: bytes
) -> None:
    answer = send(mair, raw)

    assert kind(answer) == (400, "unreadable"), answer.content[:300]
    assert not Finding.objects.exists()


@pytest.mark.parametrize("raw", [b"", b"[]", b'"x"', b"7", b"null", b"true", b"[{}]"])
def test_body_that_is_no_object_is_not_understood(mair: Program, raw: bytes) -> None:
    assert kind(send(mair, raw)) == (400, "invalid-body")


def test_brackets_within_a_text_are_text(mair: Program, case: Inspection) -> None:
    body = {"inspection": case.reference, "text": {"en": '[{"' * 500}}

    answer = send(mair, json.dumps(body).encode())

    assert answer.json()["text"]["en"] == '[{"' * 500


def test_body_that_is_too_large_is_not_read(mair: Program) -> None:
    answer = send(mair, b'"' + b"x" * (MOST_BYTES + 1) + b'"')

    assert kind(answer) == (413, "too-large")
    assert "5 MB" in answer.json()["detail"]


def test_form_with_50_megabytes_is_not_read(mair: Program, settings: object) -> None:
    settings.EVIDENCE_MAX_MB = 1

    answer = mair.send(
        "POST",
        "evidence/",
        b"x" * 2_100_000,
        content_type="multipart/form-data; boundary=x",
    )

    assert kind(answer) == (413, "too-large")


@pytest.mark.parametrize(
    "told",
    [
        "text/plain",
        "application/xml",
        "",
        "nonsense",
        "application/x-www-form-urlencoded",
    ],
)
def test_body_in_another_form_is_not_read(mair: Program, told: str) -> None:
    assert kind(send(mair, GOOD, told)) == (415, "unsupported-media-type")


def test_form_is_read_where_a_file_comes_and_nowhere_else(mair: Program) -> None:
    answer = mair.upload("findings/", {"inspection": "EXAMPLE-2026-01"})

    assert kind(answer) == (415, "unsupported-media-type")


@pytest.mark.parametrize(
    "raw", [b"--x\r\nnonsense", b"", b"--x--", b"--x\r\n\r\n\r\n" * 20_000]
)
def test_form_that_is_broken_is_no_fault(mair: Program, raw: bytes) -> None:
    answer = mair.send(
        "POST", "evidence/", raw, content_type="multipart/form-data; boundary=x"
    )

    assert answer.status_code == 400


def test_form_without_its_boundary_or_with_too_many_fields_is_no_fault(
    mair: Program,
) -> None:
    without = mair.send("POST", "evidence/", b"x", content_type="multipart/form-data")
    many = mair.upload("evidence/", {f"field{n}": "x" for n in range(2_000)})
    twice = mair.upload("evidence/", {"kind": ["survey", "document"]})

    assert [kind(without), kind(many)] == [(400, "unreadable"), (400, "unreadable")]
    assert "once only" in str(twice.json()["errors"])


@pytest.mark.parametrize(
    "method", ["TRACE", "PUT", "DELETE", "CONNECT", "FOO", "INITIAL"]
)
@pytest.mark.parametrize(
    "way", ["findings/", "findings/1/", "inspections/A-1/acts/close/", "findings/bulk/"]
)
def test_method_that_is_none_is_so_for_everybody(
    mair: Program, way: str, method: str
) -> None:
    own = mair.send(method, way, b"[" * 100_000)
    stranger = mair.client.generic(method, f"/api/v1/casework/{way}")

    assert kind(own) == kind(stranger) == (405, "method-not-allowed")


@pytest.mark.parametrize(
    "way",
    [
        "findings/0/",
        f"findings/{10**18}/",
        f"findings/{10**40}/",
        "findings/%00/",
        "findings/-1/",
        "findings/x/",
        "recommendations/%00/",
        "recommendations/NOTHING-R1/",
        "paragraphs/nothing/",
        "inspections/NOTHING/",
        "inspections/NOTHING/acts/",
        "evidence/1/files/1/",
        "nothing/",
    ],
)
def test_address_of_nothing_is_told_as_a_problem(mair: Program, way: str) -> None:
    assert kind(mair.get(way)) == (404, "not-found")


@pytest.mark.parametrize(
    "asked",
    ["?cursor=x", "?page_size=0", "?inspection=%00", "?inspection=", "?a=1", "?%00=1"],
)
def test_nonsense_of_a_list_is_refused(mair: Program, asked: str) -> None:
    assert kind(mair.get(f"findings/{asked}")) == (400, "invalid-parameter")


def test_parameter_of_a_change_is_refused(mair: Program) -> None:
    assert kind(mair.post("findings/?a=1", {})) == (400, "invalid-parameter")


def test_program_that_reads_welsh_is_told_in_welsh(mair: Program) -> None:
    answer = mair.get("nothing/", accept_language="cy")

    assert answer["Content-Language"] == "cy"
