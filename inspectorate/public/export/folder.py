"""The folder of a static copy: only what has changed is written, and what is no
longer part of it goes.
"""

import filecmp
import hashlib
import shutil
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import Self, TextIO

MANIFEST = "manifest.txt"
# It becomes the manifest once the copy is whole.
UNFINISHED = "manifest.part"


class Part:
    """Files of the folder with places of their own, put there by whichever process.

    `written`, `kept` and `removed` count them, `lines` are theirs in the manifest.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.written = self.kept = self.removed = 0
        self.lines: list[str] = []

    def put(self, name: str, content: bytes) -> None:
        """Write a file, unless it stands there so."""
        self.lines.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
        path = self.root / name
        with suppress(FileNotFoundError, NotADirectoryError):
            if path.read_bytes() == content:
                self.kept += 1
                return
        path.parent.mkdir(parents=True, exist_ok=True)
        # A reader meets the old file or the new one, and never half of it.
        part = path.with_name(f"{path.name}.part")
        part.write_bytes(content)
        part.replace(path)
        self.written += 1

    def close(self, trees: tuple[str, ...], flat: tuple[str, ...]) -> None:
        """Remove what a former copy had in the part's places: in whole `trees`, and
        in `flat` folders beside others.
        """
        own = {self.root / MANIFEST, self.root / UNFINISHED}
        own |= {self.root / line.rstrip("\n").partition("  ")[2] for line in self.lines}
        found = [path for tree in trees for path in (self.root / tree).rglob("*")]
        beside = [path for tree in flat for path in (self.root / tree).glob("*")]
        found += (path for path in beside if path.is_file())
        # What a folder holds comes before the folder itself.
        for path in sorted(found, reverse=True):
            if path.is_dir():
                with suppress(OSError):  # it holds something
                    path.rmdir()
            elif path not in own:
                path.unlink()
                self.removed += 1

    def close_all_but(self, tree: str, names: Collection[str]) -> None:
        """Remove the folders within a tree that are of none of the `names`."""
        with suppress(FileNotFoundError):
            for path in list((self.root / tree).iterdir()):
                if path.is_dir() and path.name not in names:
                    self.removed += sum(each.is_file() for each in path.rglob("*"))
                    shutil.rmtree(path)


class Folder:
    """All parts together, and the manifest that lists what is in them, which is never
    held as a whole. `written`, `kept` and `removed` count the files.
    """

    manifest: TextIO

    def __init__(self, root: Path) -> None:
        """Raises OSError where the folder cannot be made, FileExistsError where it
        holds something else than such a copy.
        """
        root.mkdir(parents=True, exist_ok=True)
        if any(root.iterdir()) and not (root / MANIFEST).exists():
            raise FileExistsError(root)
        self.root = root
        self.written = self.kept = self.removed = 0

    def __enter__(self) -> Self:
        # Until it is whole the old list stands, and tells what does not agree with it.
        self.manifest = (self.root / UNFINISHED).open("w", encoding="utf-8")
        if not (self.root / MANIFEST).exists():
            (self.root / MANIFEST).touch()
        return self

    def __exit__(self, kind: type | None, *_error: object) -> None:
        self.manifest.close()
        made, stands = self.root / UNFINISHED, self.root / MANIFEST
        if kind or filecmp.cmp(made, stands, shallow=False):
            made.unlink()
        else:
            made.replace(stands)

    def add(self, part: Part) -> None:
        self.manifest.writelines(part.lines)
        self.written += part.written
        self.kept += part.kept
        self.removed += part.removed
