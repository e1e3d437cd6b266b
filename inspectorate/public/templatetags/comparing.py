"""What changed between two editions, for a page in either language."""

from django import template
from django.utils.translation import get_language

from inspectorate.public.facts import ShownFact, in_words
from inspectorate.reports.difference import Fact, Text

register = template.Library()


@register.filter
def shown(fact: Fact) -> ShownFact:
    return in_words(fact)


@register.filter
def own_first(texts: list[Text]) -> list[Text]:
    """The text in the page's language before the other."""
    return sorted(texts, key=lambda text: text.language != get_language())


@register.filter
def trimmed(text: str) -> str:
    """Marked words end where their last letter does."""
    return text.rstrip()


@register.filter
def space_after(text: str) -> str:
    return text[len(text.rstrip()) :] or " "
