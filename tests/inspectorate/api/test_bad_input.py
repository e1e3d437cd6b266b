"""Whatever is sent to the public part of the API has an answer of docs/api.md."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings
from django.test import Client

from inspectorate.reports.models import Edition
from tests.inspectorate.api.problems import kind, sentences

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

REPORTS = "/api/v1/reports/"
INVALID, NOTHING = (400, "invalid-parameter"), (404, "not-found")
METHOD, FORM = (405, "method-not-allowed"), (406, "not-acceptable")
BRACKETS = b"[" * 100_000
MUCH = b"0" * 50_000_000


class Asked(NamedTuple):
    address: str
    answered: tuple[int, str]
    method: str = "GET"
    body: bytes = b""
    headers: dict[str, str] = {}


def writing(method: str, body: bytes, form: str = "application/json") -> Asked:
    return Asked(REPORTS, METHOD, method, body, {"content-type": form})


ASKED = {
    "cursor that is none": Asked(f"{REPORTS}?cursor=x", INVALID),
    "cursor with a NUL": Asked(f"{REPORTS}?cursor=%00", INVALID),
    "cursor of 100,000 characters": Asked(f"{REPORTS}?cursor={'W' * 100_000}", INVALID),
    "cursor of another list": Asked(f"{REPORTS}?cursor=W1siYSJdLCBmYWxzZV0", INVALID),
    "page of a million rows": Asked(f"{REPORTS}?page_size=1000000", INVALID),
    "page of a number that is none": Asked(f"{REPORTS}?page_size=ten", INVALID),
    "filter that is not known": Asked(f"{REPORTS}?colour=red", INVALID),
    "filter in other letters": Asked(f"{REPORTS}?Year=2015", INVALID),
    "filter given twice": Asked(f"{REPORTS}?year=2015&year=2016", INVALID),
    "filter of brackets": Asked(f"{REPORTS}?year[]=2015", INVALID),
    "number that is a word": Asked(f"{REPORTS}?year=MMXV", INVALID),
    "number of 5,000 digits": Asked(f"{REPORTS}?year={'9' * 5000}", INVALID),
    "number in Arabic figures": Asked(f"{REPORTS}?page_size=٣٠٠", INVALID),
    "day that is none": Asked(f"{REPORTS}?published_after=2015-02-30", INVALID),
    "yes that is another word": Asked("/api/v1/recommendations/?overdue=1", INVALID),
    "code with a NUL": Asked(f"{REPORTS}?authority=a%00b", INVALID),
    "half of a pair of letters": Asked(f"{REPORTS}?authority=%ED%A0%80", INVALID),
    "bytes that are no text": Asked(f"{REPORTS}?authority=%FF%FE", INVALID),
    "code of 100,000 letters": Asked(f"{REPORTS}?authority={'a' * 100_000}", INVALID),
    "a thousand parameters": Asked(
        f"{REPORTS}?{'&'.join(f'p{n}=1' for n in range(1000))}", INVALID
    ),
    "search for nothing": Asked("/api/v1/search/", INVALID),
    "search for a NUL": Asked("/api/v1/search/?q=%00", INVALID),
    "thing with a NUL": Asked(f"{REPORTS}%00/", NOTHING),
    "thing with a line break": Asked(f"{REPORTS}a%0Ab/", NOTHING),
    "thing above its folder": Asked(f"{REPORTS}..%2F..%2Fadmin/", NOTHING),
    "edition below one": Asked(f"{REPORTS}dwyfor-2025-01/editions/0/", NOTHING),
    "edition of 30 digits": Asked(
        f"{REPORTS}dwyfor-2025-01/editions/{'9' * 30}/", NOTHING
    ),
    "parameter of one thing": Asked(f"{REPORTS}dwyfor-2025-01/?page_size=5", INVALID),
    "brackets, 100,000 of them": writing("POST", BRACKETS),
    "brackets sent with a question": Asked(
        REPORTS, (200, ""), "GET", BRACKETS, {"content-type": "application/json"}
    ),
    "50 MB": writing("POST", MUCH),
    "50 MB sent with a question": Asked(
        REPORTS, (200, ""), "GET", MUCH, {"content-type": "application/json"}
    ),
    "XML": writing("PUT", b"<a/>", "application/xml"),
    "form": writing("POST", b"a=1", "application/x-www-form-urlencoded"),
    "file without its bounds": writing("POST", b"--", "multipart/form-data"),
    "content type that is none": writing("PATCH", b"{}", ";;;"),
    "NUL bytes": writing("POST", b"\x00" * 1000),
    "TRACE": writing("TRACE", b""),
    "method of nobody": writing("BREW", b""),
    "accepting what is not there": Asked(
        REPORTS, FORM, headers={"accept": "application/xml"}
    ),
    "accepting nonsense": Asked(REPORTS, FORM, headers={"accept": ";;;"}),
    "language of nobody": Asked(
        REPORTS, (200, ""), headers={"accept-language": "x" * 5000}
    ),
    "digest of nobody": Asked(
        f"{REPORTS}dwyfor-2025-01/editions/1/",
        (200, ""),
        headers={"if-none-match": '"'},
    ),
    "host of somebody else": Asked(
        REPORTS, (400, "unreadable"), headers={"host": "elsewhere.example"}
    ),
    "host that is none": Asked(REPORTS, (400, "unreadable"), headers={"host": "a b"}),
}


@pytest.mark.parametrize("name", ASKED)
def test_whatever_is_sent_has_its_answer(
    name: str, dwyfor: Edition, settings: pytest.FixtureRequest
) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    asked = ASKED[name]
    client = Client(raise_request_exception=False)

    given = dict(asked.headers)
    form = given.pop("content-type", "application/octet-stream")
    answer = client.generic(
        asked.method, asked.address, asked.body, form, headers=given
    )

    if asked.answered[0] == 200:
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
        return
    assert kind(answer) == asked.answered
    sentences(answer)
    assert answer.json()["detail"].endswith(".")
    # What is for another host gets no number, for it gets no further.
    number = answer.headers.get("X-Request-ID", "")
    assert number == answer.json()["request_id"]
    assert bool(number) == ("host" not in asked.headers)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """The address of the web server as in real use, with two threads."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = {"DEBUG": "true", "SECRET_KEY": "a" * 60, "DATA_DIR": str(tmp_path)}
    command = "-m granian --interface wsgi --blocking-threads 2 --workers 1 --port"
    program = [sys.executable, *command.split(), str(port)]
    process = subprocess.Popen(
        [*program, "inspectorate.wsgi:application"],
        cwd=settings.BASE_DIR,
        env={**os.environ, **own, "LOG_LEVEL": "CRITICAL"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield f"127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def answered(server: str) -> int:
    """The status of an address that needs no row; waits while the server begins."""
    ends = time.monotonic() + 40
    while True:
        try:
            address = f"http://{server}/api/v1/problems/not-found/"
            with urllib.request.urlopen(address, timeout=5) as answer:
                return answer.status
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > ends:
                raise
            time.sleep(0.2)


def test_clients_that_hang_keep_nobody_else_waiting(server: str) -> None:
    assert answered(server) == 200
    host, _sign, port = server.partition(":")
    half = [
        b"GET /api/v1/reports/ HTTP/1.1\r\nHost: 127",
        b"POST /api/v1/reports/ HTTP/1.1\r\nHost: 127\r\nContent-Length: 99\r\n\r\n[[",
    ]

    with ExitStack() as open_still:
        for begun in half * 20:
            hanging = socket.create_connection((host, int(port)), timeout=5)
            open_still.enter_context(hanging)
            hanging.sendall(begun)
        begun_at = time.monotonic()

        assert answered(server) == 200
        assert time.monotonic() - begun_at < 5
