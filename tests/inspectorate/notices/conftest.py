from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.inspectorate.notices.mail_server import MailServer


@pytest.fixture(autouse=True)
def by_email(settings: Settings) -> None:
    settings.NOTICES_BY_EMAIL = True


@pytest.fixture
def mail_server(settings: Settings) -> Iterator[MailServer]:
    """A real one, which settings then name."""
    with MailServer() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.address
        settings.EMAIL_TIMEOUT = 5
        yield server
