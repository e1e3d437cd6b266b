"""All that a stranger can read, and what of it differs between two moments."""

import json
import re
from collections.abc import Iterator

from django.test import Client

from inspectorate.reports.consequences import Change

LINK = re.compile(r'(?:href|action)="(/(?:en|cy)/[^"#]*)')
NEXT = re.compile(r'rel="next" href="([^"]+)"')
PARTS = ["paragraphs", "findings", "judgements", "recommendations"]
API = ["reports", "editions", "register", "authorities", *PARTS]
# By what a row is known, beside its place.
KEYS = ["slug", "sequence", "gss_code"]

Answer = tuple[int, str]
PDF = "application/pdf"


def pages(client: Client, known: set[str]) -> dict[str, Answer]:
    """Every page that can be reached by links, and those known before; of a list all
    pages together, at the address of the first.
    """
    found: dict[str, Answer] = {}
    waiting = ["/en/", "/cy/", *known]
    while waiting:
        way = waiting.pop()
        # The lines of a list as a file are those of its page.
        if way in found or "?" in way or way.endswith(".csv"):
            continue
        response = client.get(way)
        is_file = response["Content-Type"].startswith(("application/vnd", PDF))
        text = "" if is_file or response.streaming else response.text
        if response.streaming:
            b"".join(response)
        following = text
        while later := NEXT.search(following):
            following = client.get(way + later[1].replace("&amp;", "&")).text
            text += following
        found[way] = response.status_code, text
        waiting += LINK.findall(text)
    return found


def rows(client: Client) -> dict[str, dict[str, Answer]]:
    """All that each list of the API tells, by what it is known by."""
    editions = list(all_of(client, "editions"))
    found = {name: list(all_of(client, name)) for name in API}
    for name in PARTS:
        # By itself such a list has the rows of current editions alone.
        found[name] = [
            row
            for each in editions
            for row in all_of(client, name, each["report"], each["number"])
        ]
    return {
        name: {key_of(row): (200, json.dumps(row)) for row in each}
        for name, each in found.items()
    }


def all_of(
    client: Client, name: str, report: str = "", number: int = 0
) -> Iterator[dict]:
    way = f"/api/v1/{name}/?page_size=100"
    way += f"&report={report}&edition={number}" if number else ""
    while way:
        answer = client.get(way).json()
        yield from answer["results"]
        way = answer["next"]


def key_of(row: dict) -> str:
    place = row.get("edition", row)
    return json.dumps(
        [
            *(row.get(name) for name in KEYS),
            *(place.get(name) for name in ("report", "number")),
            row.get("position"),
        ]
    )


def became(old: Answer | None, new: Answer | None) -> Change | None:
    """What became of a page, or of a row, which answers 200 while it is there."""
    was, stands = (each is not None and each[0] == 200 for each in (old, new))
    if was != stands:
        return Change.NEW if stands else Change.GONE
    return Change.CHANGED if old and new and old != new else None


def differing(old: dict, new: dict) -> dict[str, Change]:
    found = {key: became(old.get(key), new.get(key)) for key in old | new}
    return {key: change for key, change in found.items() if change}
