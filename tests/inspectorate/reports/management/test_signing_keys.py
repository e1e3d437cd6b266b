"""The commands that make keys of the register, and make them known."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import Settings

from inspectorate.environment import signing_key
from inspectorate.reports import chain
from inspectorate.reports.models import RegisterEntry
from inspectorate.signing import Signer
from tests.factories import make_edition

OLD = bytes(range(32))


def new_key(path: Path) -> Signer:
    out = StringIO()
    call_command("new_signing_key", stdout=out, stderr=StringIO())
    path.write_text(out.getvalue())
    return Signer(signing_key.read(out.getvalue()))


def test_new_keys_differ(tmp_path: Path) -> None:
    assert new_key(tmp_path / "one").code != new_key(tmp_path / "other").code


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("lost", [False, True])
def test_new_key_signs_after_it_was_made_known(
    lost: bool, tmp_path: Path, settings: Settings
) -> None:
    settings.SIGNING_KEY = OLD
    make_edition()
    new = new_key(tmp_path / "key")
    settings.SIGNING_KEY = b"" if lost else OLD
    out = StringIO()

    call_command("rotate_signing_key", str(tmp_path / "key"), lost=lost, stdout=out)

    assert out.getvalue() == (
        f"Links made: 1. Set SIGNING_KEY to the key {new.code} now.\n"
    )
    settings.SIGNING_KEY = signing_key.read((tmp_path / "key").read_text())
    make_edition(at=timezone.now())
    assert RegisterEntry.objects.last().signed_with.code == new.code
    assert list(chain.faults()) == []


@pytest.mark.django_db
def test_file_that_holds_no_key_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("no key")

    with pytest.raises(CommandError, match="is not a file that can be read, with a"):
        call_command("rotate_signing_key", str(file))


@pytest.mark.django_db
def test_new_key_is_refused_while_the_old_one_is_not_set(tmp_path: Path) -> None:
    new_key(tmp_path / "key")

    with pytest.raises(CommandError, match="set the old key, or add --lost"):
        call_command("rotate_signing_key", str(tmp_path / "key"))
