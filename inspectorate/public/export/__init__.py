"""The whole public record as a folder that works without us: from any web server, or
from a USB stick.
"""

from collections.abc import Callable
from pathlib import Path

from inspectorate.public.export.folder import Folder
from inspectorate.public.export.record import Record


def export(
    root: Path, progress: Callable[[], object], *, has_files: bool = True
) -> Folder:
    """Bring a copy of the record up to date; `progress` is called after each group.
    Without `has_files` the PDF and other forms of editions are left on the site.

    Raises OSError where it cannot be written; the folder then has its old manifest,
    and a further run mends it.
    """
    with Folder(root) as folder:
        for group in Record(has_files=has_files).groups():
            for file in group.files:
                folder.put(file.name, file.content)
            folder.close_group(*group.trees, flat=group.flat)
            progress()
    return folder
