# ruff: noqa: T201 - it speaks to whoever runs it
"""Check a copy of the record without the site that made it, and without a network.

    python3 verify.py [FOLDER] [--key CODE] [--last NUMBER:DIGEST]

Goes through the register link by link: its numbers, the chain of digests, the
signatures. Each file in data must be one that a link names, which is not withdrawn,
with its digest. Pages are compared with manifest.txt, and that with manifest.sig, its
signature by the last key of the register. Says what does not hold and ends with 1, or
ends with 0, and says what that does not prove. Python 3.9 or later; signatures are
checked where the package `cryptography` is installed. It needs nothing else of
Inspectorate. Take this program from the inspectorate and not from a copy you doubt.
"""

import argparse
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

SUFFIX = {"pdf": "pdf", "html": "html", "text": "txt", "json": "json"}


def main(root: Path, key: str, known: str) -> int:
    faults, keys, last, ends = [], [], None, set()
    data = Data(root)
    try:
        for last in links(root):
            faults += last.faults()
            keys += last.named_key()
            data.meet(last.content)
            ends |= {f"{last.number}:{last.digest}"} & {known}
    except (AttributeError, KeyError, TypeError, ValueError):
        number = last.number if last else 0
        faults.append(f"The register cannot be read after entry {number}.")
    manifest = Manifest(root, last)
    faults += [*unlike_asked(last, key, known, ends), *data.faults()]
    faults += manifest.faults()
    faults = list(dict.fromkeys(faults))
    told = [*ending(last), *unproved(key, known), manifest.pages()]
    for line in (*faults, *manifest.strangers, *keys, *told):
        print(line)
    held = "The copy holds." if manifest.is_signed else "What is in data holds."
    print(f"Faults found: {len(faults)}." if faults else held)
    return 1 if faults else 0


def unlike_asked(
    last: "Link | None", key: str, known: str, ends: "set[str]"
) -> Iterator[str]:
    """What the reader knows from elsewhere, and this copy says otherwise."""
    if known and not ends:
        yield f"The register has no entry {known}: it was cut short, or is another one"
    if key and (last is None or last_key(last) != key):
        yield f"The last key of the register is not {key}"
    if key and Ed25519PublicKey is None:
        yield "The key proves nothing here: install the package cryptography"


def ending(last: "Link | None") -> Iterator[str]:
    if last is None:
        yield "The register is empty."
        return
    yield f"The register ends at {last.number} with {last.digest}"
    if not last.keys:
        yield "It is not signed: whoever handed it out can have made up all of it."
    elif Ed25519PublicKey is None:
        yield "Signatures were not checked: install the package cryptography."
    else:
        yield f"It is signed; the last key is {last_key(last)}."


def unproved(key: str, known: str) -> Iterator[str]:
    if not key:
        yield "Not proved: whose key that is. Learn it elsewhere, and add --key CODE."
    if not known:
        yield (
            "Not proved: that nothing was left out at the end. Learn a later entry "
            "elsewhere, and add --last NUMBER:DIGEST."
        )


def last_key(last: "Link") -> str:
    return list(last.keys)[-1] if last.keys else ""


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

    def faults(self) -> Iterator[str]:
        for fault in [*self.broken(), *self.unsigned()]:
            yield f"Entry {self.number}: {fault}"
        if self.before:
            self.before.before = None  # only the last one is needed

    def named_key(self) -> Iterator[str]:
        if self.content["kind"] == "key":
            code = sha256(b64decode(self.content["public"]))[:16]
            yield f"Entry {self.number} makes the key {code} known."
            if self.content.get("lost"):
                yield "The key before it was lost, says that key: ask whose it is."

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


class Data:
    """What must lie in data: the register, and the files that it names of editions
    that were not withdrawn. A copy has the forms of all editions, or of none.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.documents, self.forms, self.withdrawn = {}, {}, set()

    def meet(self, content: dict) -> None:
        kind, number = content["kind"], content.get("edition")
        edition = f"data/reports/{content.get('report')}/{number}"
        if kind == "edition":
            self.documents[edition] = {f"{edition}.json": (content["sha256"], None)}
        if kind == "withdrawal":
            self.withdrawn.add(edition)
        if kind == "forms":
            stem = f"{edition}/{content['report']}-edition-{number}"
            self.forms[edition] = {
                name_of(stem, each): (each["sha256"], each["size"])
                for each in content["forms"]
            }

    def files(self, named: dict) -> dict:
        standing = (named[each] for each in named if each not in self.withdrawn)
        return {name: file for files in standing for name, file in files.items()}

    def faults(self) -> Iterator[str]:
        due, forms = self.files(self.documents), self.files(self.forms)
        if any((self.root / name).is_file() for name in forms):
            due.update(forms)
        register = set((self.root / "data" / "register").glob("*.jsonl"))
        for name, (digest, size) in due.items():
            yield from unlike(self.root, name, digest, size)
        for path in sorted((self.root / "data").rglob("*")):
            name = path.relative_to(self.root).as_posix()
            if path.is_file() and name not in due and path not in register:
                yield f"{name} is named by no link of the register that stands"


def name_of(stem: str, form: dict) -> str:
    """The file of a form: its name says which, and in which language."""
    ending = f"-{form['language']}" if form["language"] else ""
    return f"{stem}{ending}.{SUFFIX[form['form']]}"


def unlike(root: Path, name: str, digest: str, size: "int | None") -> Iterator[str]:
    if not (root / name).is_file():
        yield f"{name} is missing"
        return
    content = (root / name).read_bytes()
    if sha256(content) != digest or size not in (None, len(content)):
        yield f"{name} has been altered"


class Manifest:
    """The list of all files, which proves pages where the last key has signed it."""

    def __init__(self, root: Path, last: "Link | None") -> None:
        self.root, self.last = root, last
        self.path, self.signature = root / "manifest.txt", root / "manifest.sig"
        self.is_signed, self.strangers = False, []

    def faults(self) -> Iterator[str]:
        if not self.path.is_file():
            yield "manifest.txt is missing: no page was compared"
            return
        known = {"manifest.txt", "manifest.sig"}
        with self.path.open(encoding="utf-8") as lines:
            for line in lines:
                digest, _space, name = line.rstrip("\n").partition("  ")
                if not line.startswith("#"):
                    known.add(name)
                    yield from unlike(self.root, name, digest, None)
        yield from self.unlisted(known)
        yield from self.unsigned()

    def unlisted(self, known: "set[str]") -> Iterator[str]:
        """Beside the folders of the copy anybody may keep files, and some systems put
        hidden ones everywhere; no link of a page leads to either.
        """
        own = {name.partition("/")[0] for name in known if "/" in name}
        for path in sorted(self.root.rglob("*")):
            name = path.relative_to(self.root)
            if not path.is_file() or name.as_posix() in known:
                continue
            told = f"{name.as_posix()} is no part of the copy"
            if name.parts[0] not in own or name.name.startswith("."):
                self.strangers.append(f"{told}, and was not checked.")
            else:
                yield told

    def unsigned(self) -> Iterator[str]:
        keys = self.last.keys if self.last else {}
        if not (keys and Ed25519PublicKey and self.signature.is_file()):
            return
        public = b64decode(keys[last_key(self.last)])
        text = f"manifest.txt {sha256(self.path.read_bytes())}"
        try:
            signature = b64decode(self.signature.read_text(encoding="utf-8"))
            Ed25519PublicKey.from_public_bytes(public).verify(signature, text.encode())
            self.is_signed = True
        except (InvalidSignature, ValueError):
            yield "manifest.sig is not the signature of manifest.txt by the last key"

    def pages(self) -> str:
        if self.is_signed:
            return "The last key has signed the list of all files: it proves the pages."
        return (
            "Not proved: the pages. Nobody has signed the list that they were compared "
            "with, or it could not be checked; what is in data stands for itself."
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Check a copy of the record.")
    parser.add_argument(
        "folder", nargs="?", type=Path, default=Path(__file__).parent, help="the copy"
    )
    parser.add_argument("--key", default="", help="the last key must have this code")
    parser.add_argument(
        "--last",
        default="",
        metavar="NUMBER:DIGEST",
        help="an entry that the register must have",
    )
    options = parser.parse_args()
    sys.exit(main(options.folder, options.key, options.last))
