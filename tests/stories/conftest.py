"""Days of the stories, for doors that ask no one which day it is."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from time import monotonic

import pytest
from django.utils import timezone
from pytest_django import Settings

Days = Callable[[str], None]


class Clock(type):
    """What stands for `datetime` where Django reads the clock, also for the moments
    that models set by themselves.
    """

    began = datetime(2012, 1, 2, 12, tzinfo=UTC)
    started = 0.0

    def __instancecheck__(cls, moment: object) -> bool:
        return isinstance(moment, datetime)

    def now(cls, tz: tzinfo | None = None) -> datetime:
        return (cls.began + timedelta(seconds=monotonic() - cls.started)).astimezone(tz)


class StoryMoment(metaclass=Clock):
    """Any moment is one of these."""


@pytest.fixture
def it_is(monkeypatch: pytest.MonkeyPatch) -> Days:
    """Makes it noon of a day, for every door, from then on; time goes on by itself."""

    def begin(day: str) -> None:
        Clock.began = datetime.fromisoformat(f"{day}T12:00:00+00:00")
        Clock.started = monotonic()

    begin("2012-01-02")
    monkeypatch.setattr(timezone, "datetime", StoryMoment)
    return begin


@pytest.fixture
def submissions(settings: Settings, tmp_path: Path) -> None:
    """Files of officers are kept in a folder of this test."""
    mine = {**settings.STORAGES["submissions"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "submissions": mine}
