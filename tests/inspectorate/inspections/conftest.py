from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture
def shelf(settings: Settings, tmp_path: Path) -> Path:
    """The folder where files of evidence are kept, empty at first."""
    options = settings.STORAGES["evidence"]["OPTIONS"]
    folder = tmp_path / "evidence"
    mine = {**settings.STORAGES["evidence"], "OPTIONS": {**options, "location": folder}}
    settings.STORAGES = {**settings.STORAGES, "evidence": mine}
    folder.mkdir()
    return folder
