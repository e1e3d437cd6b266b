"""What a link officer prepares to say of a draft, with its files: all of it or none."""

from collections.abc import Iterable
from datetime import datetime

from django.core.files import File
from django.core.files.storage import storages
from django.db import transaction

from authorities.models import LinkOfficer
from inspectorate.inspections import upload
from inspectorate.reports.models import AccuracyCheck, AccuracyNote, NoteFile


def keep(
    check: AccuracyCheck,
    *,
    officer: LinkOfficer,
    files: Iterable[File] = (),
    note: AccuracyNote | None = None,
    seen: str = "",
    at: datetime | None = None,
    **said: object,
) -> AccuracyNote:
    """Write a comment, or `note` anew, and add files to it. Raises Refusal where one of
    them is not taken, or where `note` is not in the state that was `seen`; then
    nothing is kept.
    """
    uploads = upload.check_all(files)
    added: list[NoteFile] = []
    told = {"officer": officer, "at": at}
    try:
        with transaction.atomic():
            if note is None:
                note = AccuracyNote.objects.write(check, **told, **said)
            else:
                note.rewrite(seen=seen, **told, **said)
            for each in uploads:
                file = NoteFile.objects.add(note, each, **told)
                added.append(file)
    except BaseException:
        for file in added:
            storages["submissions"].delete(file.stored_as)
        raise
    return note
