from pathlib import Path

import pytest
from django.core.cache import cache
from pytest_django import Settings

from inspectorate.inspections.models import Inspection
from tests.factories import make_framework, make_inspection, make_team_member, make_user
from tests.inspectorate.api.casework.program import Program


@pytest.fixture(autouse=True)
def forgotten(db: None) -> None:
    """How often a token has asked is counted in the cache."""
    cache.clear()


@pytest.fixture(autouse=True)
def evidence_files(settings: Settings, tmp_path: Path) -> Path:
    folder = tmp_path / "evidence"
    mine = {**settings.STORAGES["evidence"], "OPTIONS": {"location": folder}}
    settings.STORAGES = {**settings.STORAGES, "evidence": mine}
    return folder


@pytest.fixture
def case() -> Inspection:
    """One in fieldwork, with a framework of its own and nobody on its team yet."""
    framework = make_framework("en cy", code="NEW-2020", family="NEW")
    return make_inspection(
        year=2026, reference="EXAMPLE-2026-01", framework=framework, status="fieldwork"
    )


@pytest.fixture
def mair(case: Inspection) -> Program:
    """The program of an inspector on the team, which may do what she may."""
    inspector = make_user("inspector", name="Mair Jones")
    make_team_member(case, user=inspector)
    return Program(inspector)


@pytest.fixture
def lead(case: Inspection) -> Program:
    inspector = make_user("lead_inspector", name="Gwen Rees")
    make_team_member(case, user=inspector, role="lead")
    return Program(inspector)
