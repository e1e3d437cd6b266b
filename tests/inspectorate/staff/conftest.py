import pytest
from django.contrib import admin


@pytest.fixture
def no_menu(monkeypatch: pytest.MonkeyPatch) -> None:
    """For a test that asks every page for its code: its menu is half of the time."""
    monkeypatch.setattr(admin.site, "get_app_list", lambda *_args, **_named: [])
