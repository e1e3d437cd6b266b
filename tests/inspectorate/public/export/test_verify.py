"""Whose signature a stranger takes; what else they find is in test_export.py."""

from pathlib import Path

import pytest
from pytest_django import Settings

from inspectorate.reports import register
from inspectorate.signing import Signer
from tests.factories import NOON, make_edition
from tests.inspectorate.public.export.test_export import copy, verify

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.parametrize("back", [False, True])
def test_stranger_names_a_link_that_a_retired_key_signed(
    tmp_path: Path, settings: Settings, back: bool
) -> None:
    """Also where the other key came back, and stands first among the known."""
    old, new, third = (Signer(bytes([seed] * 32)) for seed in (1, 2, 3))
    settings.SIGNING_KEY = bytes([1] * 32)
    make_edition(at=NOON)
    register.rotate(new, by=old, at=NOON)
    if back:
        register.rotate(old, by=new, at=NOON)
        old, new = new, old
    copy(tmp_path)
    assert verify(tmp_path).returncode == 0

    forged = register.introduce("public", third, by=old, at=NOON)

    copy(tmp_path)
    done = verify(tmp_path)
    assert done.returncode == 1
    told = f"Entry {forged.sequence}: its signature does not hold\n"
    assert done.stdout.startswith(told)
