from smtplib import (
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPServerDisconnected,
)

import pytest

from inspectorate.notices import mail


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            SMTPDataError(554, b"5.7.1 Spam\r\n from a@b.example"),
            "554 5.7.1 Spam from …",
        ),
        (SMTPDataError(554, b"\xff"), "554 \ufffd"),
        (
            SMTPRecipientsRefused(
                {"mair@b.example": (550, b"<mair@b.example> unknown")}
            ),
            "550 <…> unknown",
        ),
        (SMTPServerDisconnected("Connection closed"), "Connection closed"),
        (
            ConnectionRefusedError(111, "Connection refused"),
            "[Errno 111] Connection refused",
        ),
        (TimeoutError(), "TimeoutError"),
        (SMTPException("x" * 400), "x" * 300),
    ],
)
def test_what_went_wrong_is_told_shortly_and_without_an_address(
    error: Exception, words: str
) -> None:
    assert mail.told(error) == words
