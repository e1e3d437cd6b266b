import logging

import pytest
from django.test import Client


def test_request_is_logged_without_what_the_reader_reads_with(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    client.get("/robots.txt", headers={"user-agent": "Curious/1.0"})

    told = " ".join(str(record.msg) for record in caplog.records)
    assert "GET /robots.txt" in told
    assert "Curious" not in told
