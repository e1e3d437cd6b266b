import re

import pytest

from inspectorate.reports.rendering import page
from tests.inspectorate.reports.rendering.documents import make_source, with_text

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_page_holds_both_languages_and_needs_no_other_file() -> None:
    html = page.compose(make_source()).decode()

    assert html.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert '<main id="en" lang="en">' in html
    assert '<main id="cy" lang="cy">' in html
    assert re.findall(r"<(?:script|link|img|iframe)\b| src=|url\(", html) == []
    assert '<a href="#cy" lang="cy" hreflang="cy">Cymraeg</a>' in html
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    targets = re.findall(r' href="#([^"]+)"', html)
    assert set(targets) <= set(ids)


def test_page_is_the_same_whenever_it_is_made() -> None:
    source = make_source()

    assert page.compose(source) == page.compose(source)


def test_hostile_text_is_text_on_the_page() -> None:
    text = '<script>alert("x")</script> {{ style }} [a](javascript:alert(1)) \x1b[2J'

    html = page.compose(with_text(make_source(), text)).decode()

    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "{{ style }}" in html
    assert 'href="javascript' not in html
    assert "\x1b" not in html


def test_passage_of_the_other_language_is_marked() -> None:
    html = page.compose(with_text(make_source(), "", "Tŷ a dŵr.")).decode()

    english = html.partition('<main id="cy"')[0]
    assert '<div lang="cy"><p>Tŷ a dŵr.</p>' in english
