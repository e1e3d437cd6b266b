"""The folder of a static copy: only what has changed is written, and what is no
longer part of it goes. Files of other people stay.
"""

import filecmp
import hashlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Self, TextIO

from inspectorate.signing import Signer

MANIFEST = "manifest.txt"
# The first line of a manifest of ours; sha256sum takes it for a comment.
MARKER = "# A copy of a public record, made by export_site of Inspectorate\n"
# It becomes the manifest once the copy is whole.
UNFINISHED = "manifest.part"
SIGNATURE = "manifest.sig"


class Part:
    """Files of the folder with places of their own, put there by whichever process.

    `written` and `kept` count them, `lines` are theirs in the manifest.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.written = self.kept = 0
        self.lines: list[str] = []

    def put(self, name: str, content: bytes) -> None:
        """Write a file, unless it stands there so."""
        self.lines.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
        if put(self.root / name, content):
            self.written += 1
        else:
            self.kept += 1


def put(path: Path, content: bytes) -> bool:
    """Whether the file had to be written."""
    # A reader meets the old file or the new one, and never half of it.
    part = path.with_name(f"{path.name}.part")
    with suppress(FileNotFoundError, NotADirectoryError):
        if path.read_bytes() == content:
            part.unlink(missing_ok=True)  # of a run that was killed
            return False
    path.parent.mkdir(parents=True, exist_ok=True)
    part.write_bytes(content)
    part.replace(path)
    return True


class Folder:
    """All parts together, and the manifest that lists what is in them, signed where
    there is a `signer`. `written`, `kept` and `removed` count the files.
    """

    manifest: TextIO

    def __init__(self, root: Path, signer: Signer | None = None) -> None:
        """Raises OSError where the folder cannot be made, FileExistsError where it
        holds something else than such a copy.
        """
        root.mkdir(parents=True, exist_ok=True)
        if any(root.iterdir()) and not is_ours(root / MANIFEST):
            raise FileExistsError(root)
        self.root, self.signer = root, signer
        self.written = self.kept = self.removed = 0
        # What a former run wrote, one that broke off too, and this one has not yet.
        self.former = {*names(root / MANIFEST), *names(root / UNFINISHED)}

    def __enter__(self) -> Self:
        # Until it is whole the old list stands, and tells what does not agree with it.
        if not (self.root / MANIFEST).exists():
            (self.root / MANIFEST).write_text(MARKER, encoding="utf-8")
        self.manifest = (self.root / UNFINISHED).open("w", encoding="utf-8")
        self.manifest.write(MARKER)
        return self

    def __exit__(self, kind: type | None, *_error: object) -> None:
        self.manifest.close()
        if kind:
            return  # what it has put there so far is named, and goes by the next run
        self.remove_former()
        made, stands = self.root / UNFINISHED, self.root / MANIFEST
        if filecmp.cmp(made, stands, shallow=False):
            made.unlink()
        else:
            made.replace(stands)
        self.sign()

    def add(self, part: Part) -> None:
        self.manifest.writelines(part.lines)
        self.former.difference_update(map(name_in, part.lines))
        self.written += part.written
        self.kept += part.kept

    def remove_former(self) -> None:
        """With the folders that are empty by it."""
        for name in self.former:
            path = self.root / name
            with suppress(FileNotFoundError, NotADirectoryError):
                path.unlink()
                self.removed += 1
            for folder in path.relative_to(self.root).parents[:-1]:
                with suppress(OSError):  # it holds something, or is gone
                    (self.root / folder).rmdir()

    def sign(self) -> None:
        """docs/publication.md tells what is signed."""
        path = self.root / SIGNATURE
        if self.signer is None:
            path.unlink(missing_ok=True)
            return
        with (self.root / MANIFEST).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        put(path, f"{self.signer.sign(f'{MANIFEST} {digest}')}\n".encode())


def is_ours(manifest: Path) -> bool:
    with suppress(FileNotFoundError), manifest.open("rb") as file:
        return file.readline() == MARKER.encode()
    return False


def names(manifest: Path) -> Iterator[str]:
    """The files that a manifest of ours lists; a line that a broken run has not ended,
    or that leads out of the folder, lists none.
    """
    if is_ours(manifest):
        with manifest.open(encoding="utf-8") as lines:
            for line in lines:
                name = name_in(line)
                path = PurePosixPath(name)
                is_within = not path.is_absolute() and ".." not in path.parts
                if name and line.endswith("\n") and is_within:
                    yield name


def name_in(line: str) -> str:
    return line.rstrip("\n").partition("  ")[2]
