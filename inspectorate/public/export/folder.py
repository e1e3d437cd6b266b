"""The folder of a static copy: only what has changed is written, and what is no
longer part of it goes.
"""

import hashlib
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Self

MANIFEST = "manifest.txt"


class Folder:
    """Files come by groups, each in places of its own, so that no list of all of them
    is ever held. `written`, `kept` and `removed` count them.
    """

    def __init__(self, root: Path) -> None:
        """Raises OSError where the folder cannot be made, FileExistsError where it
        holds something else than such a copy.
        """
        root.mkdir(parents=True, exist_ok=True)
        if any(root.iterdir()) and not (root / MANIFEST).exists():
            raise FileExistsError(root)
        self.root = root
        self.written = self.kept = self.removed = 0
        self.group: set[Path] = set()
        self.own = {root / MANIFEST}

    def __enter__(self) -> Self:
        # Until it is whole the old list stands, and tells what does not agree with it.
        self.manifest = NamedTemporaryFile("w", dir=self.root, delete=False)
        (self.root / MANIFEST).touch()
        self.own.add(Path(self.manifest.name))
        return self

    def __exit__(self, kind: type | None, *_error: object) -> None:
        self.manifest.close()
        made = Path(self.manifest.name)
        if kind:
            made.unlink()
        else:
            made.chmod(0o644)
            made.replace(self.root / MANIFEST)

    def put(self, name: str, content: bytes) -> None:
        """Write a file of the group under way, unless it stands there so."""
        path = self.root / name
        self.group.add(path)
        digest = hashlib.sha256(content).hexdigest()
        self.manifest.write(f"{digest}  {name}\n")
        if path.exists() and path.read_bytes() == content:
            self.kept += 1
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, delete=False) as part:
            part.write(content)
        Path(part.name).chmod(0o644)
        Path(part.name).replace(path)
        self.written += 1

    def close_group(self, *trees: str, flat: tuple[str, ...] = ()) -> None:
        """Remove what a former copy had in the group's places: in whole `trees`, and
        in `flat` folders beside others.
        """
        found = [path for tree in trees for path in (self.root / tree).rglob("*")]
        found += [path for tree in flat for path in (self.root / tree).glob("*")]
        for path in found:
            if path.is_file() and path not in self.group | self.own:
                path.unlink()
                self.removed += 1
        self.group.clear()
