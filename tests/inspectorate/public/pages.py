"""A public page as its reader meets it."""

import csv
import html
import io
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


def rows_of(response: HttpResponse) -> list[dict[str, str]]:
    """A file of CSV that is streamed, row by row."""
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))
