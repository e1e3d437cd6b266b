"""Markdown as a tree of plain data, for a typesetter that reads no Markdown.

The same Markdown as on the page (inspectorate/markup.py), and as safe: what is no
markup of ours is text, and a link leads to the web or nowhere.
"""

import unicodedata
from collections.abc import Iterator

from markdown_it.tree import SyntaxTreeNode

from inspectorate.markup import MARKDOWN, SYMBOLS

BREAKS = {"softbreak": " ", "hardbreak": "\n"}
LEAVES = {"text", "text_special"}
# These hold nothing of their own: what is within stands for them.
LOOSE = {"inline", "thead", "tbody"}
NESTS = {"bullet_list", "ordered_list", "blockquote"}
# Typst nests no more; what stands deeper is read at the last level.
LEVELS = 10


def readable(text: str) -> str:
    """Without the control characters that a terminal or a parser would obey."""
    text = text.replace("\r\n", "\n").translate(SYMBOLS)
    return "".join(
        sign for sign in text if sign in "\n\t" or unicodedata.category(sign) != "Cc"
    )


def tree(text: str) -> list[dict]:
    """The blocks of a text: each a `kind` with its `children`, or with `text`."""
    root = SyntaxTreeNode(MARKDOWN.parse(text.translate(SYMBOLS)))
    return list(described(root))


def described(parent: SyntaxTreeNode, level: int = 0) -> Iterator[dict]:
    for node in parent.children:
        if node.type in LOOSE:
            yield from described(node, level)
        elif node.type in BREAKS:
            yield {"kind": "text", "text": BREAKS[node.type]}
        elif node.type not in LEAVES:
            yield from block(node, level + (node.type in NESTS))
        elif node.content:
            yield {"kind": "text", "text": node.content}


def block(node: SyntaxTreeNode, level: int) -> Iterator[dict]:
    within = described(node, level)
    if level > LEVELS and node.type in {*NESTS, "list_item"}:
        yield from within
    else:
        yield {"kind": node.type, "children": list(within), **more(node)}


def more(node: SyntaxTreeNode) -> dict:
    if node.type == "ordered_list":
        return {"start": int(node.attrs.get("start", 1))}
    if node.type == "link":
        address = str(node.attrs.get("href", ""))
        is_web = address.startswith(("http://", "https://"))
        return {"address": address if is_web else ""}
    return {}
