"""Keep a copy of the public record in a SQLite file, in step with the site.

    python keep_in_step.py https://inspectorate.example record.sqlite3

Each run takes in what has changed since the last one, however long ago that was. The
table `row` then has each row of the open data as its line in the JSON Lines file.
"""

import hashlib
import json
import sqlite3
import sys
import urllib.request

LAYOUT = """
CREATE TABLE IF NOT EXISTS row (
    name TEXT, key TEXT, line TEXT, PRIMARY KEY (name, key)
);
CREATE TABLE IF NOT EXISTS place (sequence INTEGER);
"""


def take_in(site: str, copy: sqlite3.Connection) -> int:
    """How many changes there were."""
    copy.executescript(LAYOUT)
    (last,) = copy.execute("SELECT max(sequence) FROM place").fetchone()
    address = f"{site}/api/v1/changes/?page_size=100"
    address += f"&after={last}" if last else ""
    count = 0
    while address:
        with urllib.request.urlopen(address) as answer:
            page = json.load(answer)
        with copy:  # a page is taken in whole or not at all
            for change in page["results"]:
                apply(copy, change)
                count += 1
        address = page["next"]
    return count


def apply(copy: sqlite3.Connection, change: dict) -> None:
    key = (change["table"], json.dumps(change["key"]))
    if change["kind"] == "deleted":
        copy.execute("DELETE FROM row WHERE name = ? AND key = ?", key)
    elif change["row"] is not None:
        line = json.dumps(change["row"], ensure_ascii=False, separators=(",", ":"))
        if hashlib.sha256(line.encode()).hexdigest() != change["sha256"]:
            raise SystemExit(f"Change {change['sequence']} is not what it claims.")
        copy.execute("REPLACE INTO row VALUES (?, ?, ?)", (*key, line))
    copy.execute("DELETE FROM place")
    copy.execute("INSERT INTO place VALUES (?)", (change["sequence"],))


if __name__ == "__main__":
    taken = take_in(sys.argv[1].rstrip("/"), sqlite3.connect(sys.argv[2]))
    print(taken, "changes taken in")
