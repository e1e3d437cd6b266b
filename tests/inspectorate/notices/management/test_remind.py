from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone

from inspectorate.notices.sources import Telling
from tests.factories import make_notice, make_user


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """The days that the one source was asked for."""
    days = []

    def source(on: date) -> Iterator[Telling]:
        days.append(on)
        yield from ()

    monkeypatch.setattr("inspectorate.notices.reminding.SOURCES", [source])
    return days


@pytest.mark.django_db
def test_command_reminds_for_today_or_the_day_that_is_given(
    asked: list[date], capsys: pytest.CaptureFixture
) -> None:
    make_notice(make_user("inspector"))

    call_command("remind")
    call_command("remind", "--on", "2026-03-02")

    assert asked == [timezone.localdate(), date(2026, 3, 2)]
    assert capsys.readouterr().out.splitlines()[0] == (
        "New notices: 0. E-mails queued again: 1. Daily e-mails: 0. Outcome unknown: 0."
    )


@pytest.mark.django_db
def test_command_takes_away_sessions_that_are_over(asked: list[date]) -> None:
    now = timezone.now()
    for key, later in (("over", -1), ("open", 1)):
        ends = now + timedelta(hours=later)
        Session.objects.create(session_key=key, session_data="", expire_date=ends)

    call_command("remind")

    assert [each.session_key for each in Session.objects.all()] == ["open"]


@pytest.mark.parametrize("text", ["tomorrow", "2026-02-30", "2.3.2026", ""])
def test_nonsense_for_a_day_is_refused_with_the_cure(text: str) -> None:
    with pytest.raises(CommandError, match=f"“{text}” is no day; write it as 2026"):
        call_command("remind", f"--on={text}")


@pytest.mark.django_db
def test_source_that_fails_fails_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(on: date) -> list[Telling]:
        raise ZeroDivisionError

    monkeypatch.setattr("inspectorate.notices.reminding.SOURCES", [broken])

    with pytest.raises(CommandError, match=r"broken\. The others were asked"):
        call_command("remind")
