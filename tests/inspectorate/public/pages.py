"""A public page as its reader meets it."""

import html
import re

from django.http import HttpResponse


def words(response: HttpResponse) -> str:
    """The text of a page without its tags, in one line."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(html.unescape(text).split())


def in_order(response: HttpResponse, *texts: str) -> bool:
    """Whether the page has each text, one after the other."""
    page, place = words(response), 0
    for text in texts:
        place = page.find(text, place)
        if place < 0:
            return False
    return True
