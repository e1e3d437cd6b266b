"""Markdown to safe HTML: no tags of the writer's own, no scripts, no pictures; and to
its words alone.
"""

from functools import lru_cache

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

# A list within a list counts twice. What is nested more deeply is left out, as no
# typesetter takes it either.
DEEPEST = 50
MARKDOWN = MarkdownIt("zero", {"maxNesting": DEEPEST}).enable(
    ["newline", "emphasis", "link", "list", "blockquote", "table", "escape", "entity"]
)
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
TAGS = {
    *("p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}

# Bullets of the Symbol font that word processors left in old reports: no reader's
# font has them, so they are shown as the signs they looked like. The text stays.
SYMBOLS = str.maketrans({"\uf02d": "–", "\uf0b7": "•", "\uf0a7": "▪"})


# A text stands on pages that are asked for one after the other: of a report, of its
# editions, of a paragraph, in both languages.
@lru_cache(maxsize=500)
def to_html(text: str) -> SafeString:
    html = MARKDOWN.render(text.translate(SYMBOLS))
    # nh3 keeps only what is listed here, so what it returns is safe to show.
    return SafeString(
        nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https"})
    )


def to_words(text: str) -> str:
    """What a reader of the page reads, a line to each paragraph, item or cell."""
    blocks = MARKDOWN.parse(text.translate(SYMBOLS))
    return "\n".join(
        "".join(words_of(part) for part in block.children)
        for block in blocks
        if block.type == "inline"
    )


def words_of(part: Token) -> str:
    return "\n" if part.type in ("softbreak", "hardbreak") else part.content
