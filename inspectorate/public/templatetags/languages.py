"""Texts in the reader's language, or marked with the language they are in."""

import re

from django import template
from django.conf import settings
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from inspectorate.fields import PartialDate, Told, Wording
from inspectorate.markup import to_html
from inspectorate.public import opening as openings
from inspectorate.public.origin import in_language

register = template.Library()

# As in “News story, lines S2:7”.
NOTED_LINES = re.compile(r", lines? S[0-9]+:.*\Z")

SHOWN = "languages_shown"


@register.simple_tag(takes_context=True)
def told(context: Context, text: Wording | dict[str, str]) -> str:
    """A short text, in a span of its language where that is not the page's."""
    words, language = in_page_language(context, text)
    if not words or language == get_language():
        return words
    return format_html('<span lang="{}">{}</span>', language, words)


@register.simple_tag(takes_context=True)
def prose(context: Context, text: Wording | dict[str, str]) -> SafeString:
    """A text of paragraphs (Markdown), in a block marked like `told`."""
    words, language = in_page_language(context, text)
    html = to_html(words)
    if language == get_language():
        return format_html('<div class="app-prose">{}</div>', html)
    return format_html('<div class="app-prose" lang="{}">{}</div>', language, html)


@register.simple_tag(takes_context=True)
def supplied(context: Context, text: str, language: str) -> SafeString:
    """A text that exists in one language only, as prose."""
    other = {"en": "", "cy": ""}
    return prose(context, {**other, language: text})


def in_page_language(context: Context, text: Wording | dict[str, str]) -> Told:
    wording = Wording(**text) if isinstance(text, dict) else text
    found = wording.in_language(get_language())
    if found.text and found.language != get_language():
        context.get(SHOWN, set()).add(found.language)
    return found


@register.tag("telling")
def telling(parser: Parser, token: Token) -> "Telling":
    """Put a notice before its contents when they show text in the other language."""
    content = parser.parse(["endtelling"])
    parser.delete_first_token()
    return Telling(content)


class Telling(template.Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> str:
        shown: set[str] = set()
        with context.push(**{SHOWN: shown}):
            content = self.nodelist.render(context)
        if not shown:
            return content
        return render_to_string("public/base_telling.html") + content


@register.filter
def plain(text: Wording | dict[str, str]) -> str:
    """A text where no mark of its language can stand: in a title."""
    wording = Wording(**text) if isinstance(text, dict) else text
    return wording.in_language(get_language()).text


@register.filter
def opening(text: Wording | dict[str, str]) -> Wording:
    """Its first words, to name it by in a heading or a link."""
    return openings.opening(Wording(**text) if isinstance(text, dict) else text)


@register.filter
def goes_on(text: Wording | dict[str, str]) -> bool:
    """Whether there is more of it than its opening, as the page's language has it."""
    return plain(text).strip() != plain(opening(text))


@register.filter
def written(text: Wording | dict[str, str]) -> bool:
    """Whether there is a text, in whichever language."""
    return any(text.values()) if isinstance(text, dict) else bool(text)


@register.filter
def stated(date: PartialDate | str | None) -> str:
    """A date as exact as it is known, or that it is not stated."""
    if isinstance(date, str):
        date = PartialDate.parse(date) if date else None
    return date.in_words if date else _("date not stated")


@register.filter
def sourced(recorded_from: str) -> str:
    """A source without the lines of our own notes on it, which no reader has."""
    return NOTED_LINES.sub("", recorded_from or "")


@register.simple_tag(takes_context=True)
def this_page_in(context: Context, language: str) -> str:
    """The address of the same page, filters included, in another language.

    `nowhere` in the context tells of an error page: it has no other version, and
    shows nothing of the address that was asked for.
    """
    if not context.get("nowhere"):
        return in_language(context["request"].get_full_path(), language)
    with override(language):
        return reverse("home")


@register.simple_tag
def other_languages() -> list[tuple[str, str]]:
    """Code and own name of each language the page is not in."""
    names = {"en": "English", "cy": "Cymraeg"}
    return [
        (code, names[code])
        for code, _label in settings.LANGUAGES
        if code != get_language()
    ]
