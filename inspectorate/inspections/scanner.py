"""The program that looks for viruses, where the operator has named one."""

import logging
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.files import File
from django.utils.translation import gettext as _

from inspectorate.lifecycle import Refusal

logger = logging.getLogger(__name__)

SECONDS = 120
CLEAN, INFECTED = 0, 1


def scan(file: File) -> bool:
    """Whether the file was scanned and is clean; False where no scanner is named.

    Raises Refusal when it is infected or could not be checked.
    """
    if not settings.VIRUS_SCANNER:
        return False
    with on_disk(file) as path:
        code = run([*settings.VIRUS_SCANNER, path])
    if code == INFECTED:
        raise Refusal(
            _(
                "A virus was found in this file, so it was not stored. Tell your IT "
                "service, and choose a clean copy."
            )
        )
    if code != CLEAN:
        raise Refusal(
            _(
                "This file could not be checked for viruses, so it was not stored. Try "
                "again later, or tell those who run this system."
            )
        )
    return True


def run(command: list[str]) -> int | None:
    """The exit code; None when the program did not start or did not end in time."""
    try:
        # The operator's words and a path of ours, and no shell to misread them.
        done = subprocess.run(  # noqa: S603
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        logger.error("virus scanner failed: %s", error)
        return None
    if done.returncode not in (CLEAN, INFECTED):
        logger.error("virus scanner ended with %s", done.returncode)
    return done.returncode


@contextmanager
def on_disk(file: File) -> Iterator[str]:
    """The path of the file; a small upload that is in memory is written to one."""
    if hasattr(file, "temporary_file_path"):
        yield file.temporary_file_path()
        return
    with tempfile.NamedTemporaryFile() as copy:
        for chunk in file.chunks():
            copy.write(chunk)
        copy.flush()
        yield copy.name
