"""Whether a PDF is tagged, so that a program that reads aloud finds its way in it."""

from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.generic import DictionaryObject

CLAIMS = ("<pdfuaid:part>1</pdfuaid:part>", "<pdfaid:part>2</pdfaid:part>")


def faults(
    reader: PdfReader, language: str, title: str, *, has_table: bool
) -> list[str]:
    root = reader.trailer["/Root"]
    tree = root.get("/StructTreeRoot")
    kinds = {node["/S"] for node in walked(tree)} if tree else set()
    claims = reader.xmp_metadata.rdf_root.toxml()
    holds = {
        "a structure tree": bool(tree),
        "marked content": root.get("/MarkInfo", {}).get("/Marked", False),
        "its language": root.get("/Lang") == language,
        "its title": reader.metadata.title == title,
        "the title in the window": root["/ViewerPreferences"]["/DisplayDocTitle"],
        "headings": "/H1" in kinds or "/Title" in kinds,
        "header cells": "/TH" in kinds or not has_table,
        "bookmarks": bool(reader.outline),
        "every page in the tree": all("/StructParents" in p for p in reader.pages),
        "PDF/UA-1 and PDF/A-2": all(claim in claims for claim in CLAIMS),
    }
    return [f"lacks {name}" for name, is_there in holds.items() if not is_there]


def walked(node: DictionaryObject) -> Iterator[DictionaryObject]:
    if "/S" in node:
        yield node
    kids = node.get("/K", [])
    kids = kids.get_object() if hasattr(kids, "get_object") else kids
    for kid in kids if isinstance(kids, list) else [kids]:
        child = kid.get_object()
        if isinstance(child, DictionaryObject):
            yield from walked(child)
