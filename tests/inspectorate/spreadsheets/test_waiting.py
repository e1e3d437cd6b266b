import time

import pytest

from inspectorate.spreadsheets import Unreadable, opened, sealed

SAID = [[2, {"text": "Hwyr."}]]


def test_what_was_sealed_is_opened_as_it_was() -> None:
    assert opened(sealed(SAID, salt="import 7"), salt="import 7") == SAID


@pytest.mark.parametrize(
    ("salt", "added", "later"),
    [("import 8", "", 0), ("import 7", "x", 0), ("import 7", "", 8 * 60 * 60 + 1)],
    ids=["another person", "altered", "after eight hours"],
)
def test_what_was_not_shown_or_long_ago_is_refused_with_the_cure(
    salt: str, added: str, later: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = sealed(SAID, salt="import 7") + added
    then = time.time() + later
    monkeypatch.setattr(time, "time", lambda: then)

    with pytest.raises(Unreadable, match="send the file again"):
        opened(text, salt=salt)
