# ruff: noqa: T201 - it speaks to whoever runs it
"""Check a copy of the record without the site that made it, and without a network.

    python3 verify.py [FOLDER]

Goes through the register link by link: its numbers, the chain of digests, the
signatures; compares each edition's document and each file with the digest that the
register has; and every file of the copy with manifest.txt. Says what does not hold
and ends with 1, or ends with 0. Python 3.9 or later; signatures are checked where the
package `cryptography` is installed. It needs nothing else of Inspectorate.

Keep the last digest that it prints: whoever shows you another record for the same
number has altered it since.
"""

import hashlib
import json
import sys
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    Ed25519PublicKey = None


def main(root: Path) -> int:
    faults, last = [], None
    documents = Documents(root)
    try:
        for last in links(root):
            faults += last.faults(documents)
    except (KeyError, TypeError, ValueError):
        number = last.number if last else 0
        faults.append(f"The register cannot be read after entry {number}.")
    faults += documents.faults()
    faults += unlike_manifest(root)
    for fault in faults:
        print(fault)
    if last is None:
        print("The register is empty.")
    else:
        print(f"The register ends at {last.number} with {last.digest}")
        print(signing(last))
    print(f"Faults found: {len(faults)}." if faults else "The copy holds.")
    return 1 if faults else 0


def signing(last: "Link") -> str:
    if not last.keys:
        return "It is not signed."
    if Ed25519PublicKey is None:
        return "Signatures were not checked: install the package cryptography."
    return f"It is signed; the last key is {list(last.keys)[-1]}."


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def links(root: Path) -> "Iterator[Link]":
    previous = None
    for path in sorted((root / "data" / "register").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").split("\n"):
            previous = Link(json.loads(line), previous)
            yield previous


class Link:
    """One link of the register, read after the one before it."""

    def __init__(self, told: dict, before: "Link | None") -> None:
        self.told, self.before = told, before
        self.content = json.loads(told["content"])
        self.number, self.digest = self.content["sequence"], told["digest"]
        # Every key that was introduced up to here, by its name.
        self.keys = dict(before.keys) if before else {}

    def faults(self, documents: "Documents") -> Iterator[str]:
        for fault in [*self.broken(), *self.unsigned(), *documents.meet(self.content)]:
            yield f"Entry {self.number}: {fault}"
        if self.before:
            self.before.before = None  # only the last one is needed

    def broken(self) -> Iterator[str]:
        number, digest = 0, "0" * 64
        if self.before:
            number, digest = self.before.number, self.before.digest
        if self.number != number + 1:
            yield f"it does not follow {number}"
        if self.content["previous"] != digest:
            yield "the chain is broken here"
        if sha256(self.told["content"].encode()) != self.digest:
            yield "its content does not match its digest"

    def unsigned(self) -> Iterator[str]:
        is_key = self.content["kind"] == "key"
        known = dict(self.keys)
        if is_key:
            name = sha256(b64decode(self.content["public"]))[:16]
            self.keys.pop(name, None)  # one that comes back is the last again
            self.keys[name] = self.content["public"]
            if not known or self.content.get("lost"):
                known = self.keys  # the first one, or one after a lost one
        if known and not self.is_signed(known):
            yield "its signature does not hold"

    def is_signed(self, known: dict) -> bool:
        """By the key introduced last, and no other that was known before."""
        if Ed25519PublicKey is None:
            return True
        name, public = list(known.items())[-1]
        if self.told["key"] != name:
            return False
        key = Ed25519PublicKey.from_public_bytes(b64decode(public))
        try:
            key.verify(b64decode(self.told["signature"]), self.told["content"].encode())
        except InvalidSignature:
            return False
        return True


class Documents:
    """The editions that the register names, and the files they stand in."""

    def __init__(self, root: Path) -> None:
        self.root = root / "data" / "reports"
        self.digests = {}

    def meet(self, content: dict) -> Iterator[str]:
        name = f"{content.get('report')}/{content.get('edition')}"
        if content["kind"] == "edition":
            self.digests[name] = content["sha256"]
        if content["kind"] == "withdrawal":
            self.digests.pop(name, None)  # its text is no longer shown
        if content["kind"] == "forms":
            yield from self.unlike_forms(content)

    def unlike_forms(self, content: dict) -> Iterator[str]:
        """A copy has the files of an edition or leaves them out, all of them."""
        known = {each["sha256"] for each in content["forms"]}
        folder = self.root / content["report"] / str(content["edition"])
        found = {sha256(path.read_bytes()): path for path in folder.glob("*")}
        for digest in sorted(found.keys() - known):
            yield f"{found[digest].name} has been altered"
        if found and known - found.keys():
            yield f"a file of {content['report']}/{content['edition']} is missing"

    def faults(self) -> Iterator[str]:
        for name, digest in self.digests.items():
            path = self.root / f"{name}.json"
            if not path.exists():
                yield f"{name}.json is missing"
            elif sha256(path.read_bytes()) != digest:
                yield f"{name}.json has been altered"


def unlike_manifest(root: Path) -> Iterator[str]:
    known = set()
    if not (root / "manifest.txt").exists():
        yield "manifest.txt is missing: no page was compared"
        return
    with (root / "manifest.txt").open(encoding="utf-8") as lines:
        for line in lines:
            digest, _space, name = line.rstrip("\n").partition("  ")
            path = root / name
            known.add(path)
            if not path.exists():
                yield f"{name} is missing"
            elif sha256(path.read_bytes()) != digest:
                yield f"{name} has been altered"
    for path in sorted(root.rglob("*")):
        if path.is_file() and path not in known and path.name != "manifest.txt":
            yield f"{path.relative_to(root)} is no part of the copy"


if __name__ == "__main__":
    folder = sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent
    sys.exit(main(Path(folder)))
