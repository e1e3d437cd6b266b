"""What an authority reports to have done, with the files that show it: all of it or
nothing.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.core.files import File
from django.core.files.storage import storages
from django.db import models, transaction
from django.utils.translation import gettext as _

from authorities.models import Authority
from inspectorate.history.models import System, record
from inspectorate.inspections import upload
from inspectorate.inspections.models.sent_file import MOST_FILES, columns_of
from inspectorate.inspections.upload import Upload
from inspectorate.lifecycle import Refusal
from recommendations.models import ProgressUpdate, Recommendation


def report(
    asked: Recommendation,
    progress: str,
    *,
    by: models.Model | System,
    files: Iterable[File] = (),
    authority: Authority | None = None,
    at: datetime | None = None,
    **told: object,
) -> ProgressUpdate:
    """As Recommendation.report_progress(), with `files` of the `authority`, or of the
    only one that was inspected. Raises Refusal where one of them is not taken; then
    nothing is entered.
    """
    uploads = upload.check_all(files)
    check_together(uploads)
    whose = authority or only_one(asked)
    storage = storages["submissions"]
    kept: list[str] = []
    try:
        # Before anything is locked: a slow disk would keep all others waiting.
        kept += (storage.save(uuid.uuid4().hex, each.file) for each in uploads)
        with transaction.atomic():
            update = asked.report_progress(progress, by=by, at=at, **told)
            for position, each in enumerate(uploads, start=1):
                file = update.files.create(
                    position=position,
                    authority=whose,
                    stored_as=kept[position - 1],
                    sent_at=update.entered_at,
                    **columns_of(each),
                )
                record(asked, "added file", by=by, at=at, after=file.told())
    except BaseException:
        for name in kept:
            storage.delete(name)
        raise
    return update


def check_together(uploads: list[Upload]) -> None:
    if len(uploads) > MOST_FILES:
        told = _("A report has at most %s files: put some of them together.")
        raise Refusal(told % MOST_FILES)
    seen: set[str] = set()
    for each in uploads:
        if each.sha256 in seen:
            told = _("“%s” is chosen twice: choose it once.")
            raise Refusal(told % each.name)
        seen.add(each.sha256)


def only_one(asked: Recommendation) -> Authority | None:
    """The authority that was inspected; None where there were several."""
    found = list(asked.inspection.authorities.all()[:2])
    return found[0] if len(found) == 1 else None
