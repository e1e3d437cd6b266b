from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from inspectorate.reports.models import EditionForm
from inspectorate.reports.rendering import styles
from tests.factories import make_edition

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.usefixtures("edition_files"),
]


def test_what_is_missing_is_made_and_the_rest_left(
    capsys: pytest.CaptureFixture[str],
) -> None:
    first, second = make_edition(), make_edition()

    call_command("make_forms", "--edition", f"{first.report.slug}/1")
    made = list(first.forms.values_list("pk", "made_at"))
    call_command("make_forms")

    assert list(first.forms.values_list("pk", "made_at")) == made
    assert second.forms.count() == 6
    assert capsys.readouterr().out == "Editions given their forms: 1.\n" * 2


@pytest.mark.parametrize("name", ["none/1", "none", "none/x", "/1"])
def test_edition_that_is_not_there_is_named(name: str) -> None:
    with pytest.raises(CommandError, match=f"There is no edition {name}"):
        call_command("make_forms", "--edition", name)


def test_one_that_fails_holds_up_no_other(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    editions = [make_edition(), make_edition()]
    monkeypatch.setattr(styles, "STYLES", tmp_path)
    styles.part.cache_clear()

    with pytest.raises(CommandError, match="Not made: 2;"):
        call_command("make_forms")

    told = capsys.readouterr().err
    assert all(f"{edition.report.slug}/1: " in told for edition in editions)
    assert not EditionForm.objects.exists()
