from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.utils import timezone
from pytest_django import Settings

from inspectorate.public.models import Asking
from tests.factories import make_edition
from tests.inspectorate.notices.worker import work
from tests.subscribers import make_asking, make_subscription

pytestmark = pytest.mark.django_db


def test_run_tells_who_is_to_be_told_once_and_clears_away(
    settings: Settings, mailoutbox: list[EmailMessage], capsys: pytest.CaptureFixture
) -> None:
    settings.NOTICES_BY_EMAIL = True
    now = timezone.now()
    long_ago = now - timedelta(days=10)
    make_subscription(confirmed_at=long_ago)
    make_subscription(confirmed_at=long_ago, often="weekly")
    make_asking(asked_at=long_ago)
    make_edition(at=now - timedelta(days=8))

    call_command("alert")
    work()
    call_command("alert")
    work()

    first, second = capsys.readouterr().out.splitlines()
    assert first == (
        "E-mails at once: 1. Weekly e-mails: 1. Queued again: 0. Outcome unknown: 0. "
        "Askings that nobody confirmed: 1."
    )
    assert second.startswith("E-mails at once: 0. Weekly e-mails: 0.")
    assert len(mailoutbox) == 2
    assert not Asking.objects.exists()
