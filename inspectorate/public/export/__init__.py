"""The whole public record as a folder that works without us: from any web server, or
from a USB stick.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.translation import gettext as _

from inspectorate.lifecycle import Refusal
from inspectorate.public.export.folder import Folder
from inspectorate.public.export.page import Copy
from inspectorate.public.export.record import Named, PagePart, last, made, parts
from inspectorate.reports import register
from inspectorate.reports.models import Chain, RegisterEntry
from inspectorate.signing import Signer

# How often a copy is begun anew because something was published meanwhile.
ATTEMPTS = 3


def export(
    root: Path,
    progress: Callable[..., Iterable[PagePart]],
    *,
    has_files: bool = True,
    processes: int = 1,
) -> Folder:
    """Bring a copy of the record up to date; `progress` is put around its parts, of
    which it is told the `total`. Without `has_files` the PDF and other forms of
    editions are left on the site.

    Raises OSError where it cannot be written; the folder then has its old manifest,
    and a further run mends it. Raises Refusal while the record goes on growing, or
    where no static files are collected.
    """
    check_static()
    for _attempt in range(ATTEMPTS):
        copy = Copy(root, has_files, entries())
        folder = copied(copy, progress, processes)
        if copy.entries == entries():
            return folder
    raise Refusal(_("Something was published each time: try again when that is over."))


def check_static() -> None:
    try:
        staticfiles_storage.url("public/site.css")
    except ValueError as error:
        told = _("The files of the pages are not collected: run collectstatic first.")
        raise Refusal(told) from error


def entries() -> int:
    return RegisterEntry.objects.published().count()


def copied(
    copy: Copy, progress: Callable[..., Iterable[PagePart]], processes: int
) -> Folder:
    named = parts()
    shown: set[str] = set()
    with Folder(copy.root, signer()) as folder:
        for part in progress(written(copy, named, processes), total=len(named)):
            folder.add(part)
            shown |= part.shown
        folder.add(last(copy, shown))
    return folder


def signer() -> Signer | None:
    """The key that is set, where it is the one by which the register is signed: a
    stranger has no other to check with.
    """
    key = Signer(settings.SIGNING_KEY) if settings.SIGNING_KEY else None
    last = register.last_key(Chain.PUBLIC)
    return key if key and last and last.code == key.code else None


def written(copy: Copy, named: list[Named], processes: int) -> Iterator[PagePart]:
    write = partial(made, copy)
    if processes == 1:
        yield from map(write, named)
    else:
        # New processes, which have no connection to the database of another one; and an
        # initializer that needs no models, which are there only after it.
        new = {"mp_context": get_context("spawn"), "initializer": django.setup}
        with ProcessPoolExecutor(processes, **new) as pool:
            yield from pool.map(write, named)
