import logging

import pytest
from django.test import Client
from structlog.stdlib import ProcessorFormatter

from tests.factories import make_user


def test_request_is_logged_without_what_the_reader_reads_with(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    client.get("/robots.txt", headers={"user-agent": "Curious/1.0"})

    told = " ".join(str(record.msg) for record in caplog.records)
    assert "GET /robots.txt" in told
    assert "Curious" not in told


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/portal/early/", "/en/follow/stop/", "/cy/follow/confirm/"]
)
def test_personal_link_stands_in_no_log(
    client: Client, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    caplog.set_level(logging.INFO)
    line = logging.getLogger().handlers

    client.get(f"{path}s3cret-token/")

    told = " ".join(str(record.msg) for record in caplog.records)
    assert f"GET {path}…/" in told
    assert "s3cret" not in told
    formatted = [
        handler.format(record)
        for handler in line
        if isinstance(handler.formatter, ProcessorFormatter)
        for record in caplog.records
    ]
    assert formatted
    assert "s3cret" not in " ".join(formatted)


def test_request_has_one_line(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)

    client.get("/robots.txt")

    asked = [each for each in caplog.records if "/robots.txt" in str(each.msg)]
    assert [each.msg["event"] for each in asked] == ["request_finished"]


@pytest.mark.django_db
def test_line_says_who_asked_where_somebody_is_signed_in(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    user = make_user()

    client.get("/robots.txt")
    client.force_login(user)
    client.get("/robots.txt")

    asked = [each.msg for each in caplog.records if "/robots.txt" in str(each.msg)]
    assert [each.get("user_id") for each in asked] == [None, user.pk]
