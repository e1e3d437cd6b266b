"""What many pages have in common."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def shared(name: str, **of: str) -> SafeString:
    """A part that is the same on all pages of a language, but for `of`."""
    return drawn(name, get_language(), **of)


# Pages that stand in the navigation below what they are about.
BELOW = {"compare": "authority", "committee": "authority", "measure": "authority"}


@register.filter
def is_part_of(here: str | None, place: str) -> bool:
    """Whether the address of a name belongs to a place: report-detail to report."""
    first = (here or "").partition("-")[0]
    return BELOW.get(first, first) == place


@lru_cache(maxsize=100)
def drawn(name: str, _language: str, **of: str) -> SafeString:
    return render_to_string(name, of)
