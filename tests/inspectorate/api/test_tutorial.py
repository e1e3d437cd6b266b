"""The tutorial of docs/api.md works as it stands, line by line."""

import doctest
import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
# What ./run demo fills its record with, in its order.
FILLED_BY = re.findall(
    r"\bmanage (load_\w+|demo_\w+)", (ROOT / "run").read_text(encoding="utf-8")
)
HERE = "http://127.0.0.1:8000"


def test_every_line_of_the_tutorial_answers_what_the_page_says(
    live_server: LiveServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
) -> None:
    settings.DEBUG = settings.NOTICES_BY_EMAIL = True
    for command in FILLED_BY:
        call_command(command, verbosity=0, stdout=StringIO())
    monkeypatch.chdir(tmp_path)
    section = PAGE.split("## Tutorial")[1].split("\n## ")[0]
    blocks = re.findall(r"^```pycon\n(.+?)^```", section, re.MULTILINE | re.DOTALL)
    text = "\n".join(blocks).replace(HERE, live_server.url)

    told: list[str] = []
    lines = doctest.DocTestParser().get_doctest(text, {}, "tutorial", "api.md", 0)
    runner = doctest.DocTestRunner(optionflags=doctest.REPORT_NDIFF)
    result = runner.run(lines, out=told.append)

    assert "".join(told) == ""
    assert result == (0, len(lines.examples))
    rows = (tmp_path / "findings.csv").read_text(encoding="utf-8").splitlines()
    assert rows[0] == "theme,good,of concern"
    assert len(rows) > 10
