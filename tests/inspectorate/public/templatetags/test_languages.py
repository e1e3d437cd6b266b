import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from inspectorate.fields import PartialDate, Wording
from inspectorate.public.templatetags.languages import sourced


def render(template: str, language: str = "cy", **context: object) -> str:
    with override(language):
        return (
            Template("{% load languages %}" + template).render(Context(context)).strip()
        )


BOTH = Wording("Good", "Da")
ENGLISH = Wording("Good & quick", "")
WELSH = {"en": "", "cy": "Da"}


def test_text_in_the_pages_language_stands_bare() -> None:
    assert render("{% told text %}", text=BOTH) == "Da"
    assert render("{% told text %}", "en", text=BOTH) == "Good"
    assert render("{% told text %}", text=Wording("", "")) == ""


def test_text_in_the_other_language_is_marked_and_escaped() -> None:
    assert render("{% told text %}", text=ENGLISH) == (
        '<span lang="en">Good &amp; quick</span>'
    )
    assert render("{% told text %}", "en", text=WELSH) == '<span lang="cy">Da</span>'


def test_prose_is_markdown_and_marked() -> None:
    text = Wording("*New* <b>bold</b>", "")

    assert render("{% prose text %}", text=text) == (
        '<div class="app-prose" lang="en"><p><em>New</em> '
        "&lt;b&gt;bold&lt;/b&gt;</p>\n</div>"
    )
    assert render("{% prose text %}", text=BOTH) == (
        '<div class="app-prose"><p>Da</p>\n</div>'
    )


@pytest.mark.parametrize("language", ["en", "cy"])
def test_supplied_text_is_in_its_own_language(language: str) -> None:
    html = render("{% supplied 'Diolch' 'cy' %}", language)

    assert ('lang="cy"' in html) == (language == "en")
    assert "<p>Diolch</p>" in html


TELLING = "{% telling %}{% told text %}{% endtelling %}"


def test_page_says_when_it_shows_the_other_language() -> None:
    assert "yn Gymraeg" in render(TELLING, text=ENGLISH)
    assert "available in English" in render(TELLING, "en", text=WELSH)


def test_page_says_nothing_when_all_is_in_its_language() -> None:
    assert render(TELLING, text=BOTH) == "Da"
    assert render(TELLING, text=Wording("", "")) == ""


@pytest.mark.parametrize(
    ("date", "told"),
    [
        (PartialDate(2012, 11), "November 2012"),
        ("XXXX-02", "February, year not stated"),
        ("2014-09-01", "1 September 2014"),
        ("", "date not stated"),
        (None, "date not stated"),
    ],
)
def test_date_is_told_as_exactly_as_it_is_known(date: object, told: str) -> None:
    assert render("{{ date|stated }}", "en", date=date) == told


def test_written_asks_for_a_text_in_either_language() -> None:
    template = "{% if text|written %}yes{% endif %}"

    assert render(template, text=WELSH) == "yes"
    assert render(template, text=ENGLISH) == "yes"
    assert render(template, text={"en": "", "cy": ""}) == ""
    assert render(template, text=None) == ""


def test_page_that_is_not_there_has_the_home_page_as_its_other_version(
    rf: RequestFactory,
) -> None:
    request = rf.get("/cy/reports/", {"year": "2014"})
    address = "{% this_page_in 'en' %}"

    assert render(address, request=request) == "/en/reports/?year=2014"
    assert render(address, request=request, nowhere=True) == "/en/"


@pytest.mark.parametrize(
    ("recorded", "shown"),
    [
        ("News story, lines S2:7", "News story"),
        ("News story, lines S1:7-9", "News story"),
        ("Written statement, Welsh Government", "Written statement, Welsh Government"),
        ("", ""),
    ],
)
def test_source_is_told_without_the_lines_of_our_notes(
    recorded: str, shown: str
) -> None:
    assert sourced(recorded) == shown
