"""Making the forms of an edition: once, by the worker, after it has entered the record.

No row tells of a file before all files of the edition stand, and the register tells of
them in the same transaction: what breaks off leaves no trace that anybody reads, and
may be begun again. docs/forms.md tells what the forms are.
"""

import hashlib
import json
import logging
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

import django
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import models, transaction
from django.utils.translation import gettext as _
from django_tasks import task

from inspectorate import lifecycle
from inspectorate.history.models import Entry, System, record
from inspectorate.lifecycle import Refusal
from inspectorate.reports import register
from inspectorate.reports.models import Edition, EditionForm, Report
from inspectorate.reports.reminders import forms as notices
from inspectorate.reports.rendering import page, pdf, text
from inspectorate.reports.rendering.layout import Source, languages_of

logger = logging.getLogger(__name__)

SYSTEM = System("forms")
# So long a worker may take that is still there.
PATIENCE = timedelta(minutes=15)
FAILED = "forms not made"
SUFFIX = {"pdf": "pdf", "html": "html", "text": "txt", "json": "json"}
OURS = "Inspectorate"


class NotMadeError(Exception):
    """The forms of an edition could not be made; the sentence says why."""


class Made(NamedTuple):
    form: str
    language: str
    content: bytes
    made_with: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def stored_as(self) -> str:
        """By its digest: what is made again lies where it lay."""
        return f"{self.sha256[:2]}/{self.sha256}.{SUFFIX[self.form]}"


def make_later(edition: Edition) -> None:
    """Queue it once the transaction has come to pass.

    The first edition of a historical report waits until somebody asks for its forms
    (`./run manage make_forms`): an import brings hundreds at once.
    """
    if is_made_at_once(edition):
        transaction.on_commit(partial(make.enqueue, edition.pk))


def is_made_at_once(edition: Edition) -> bool:
    return edition.number > 1 or not edition.recorded_from


@task()
def make(edition_id: int) -> None:
    """Raises NotMadeError, so that the task counts as failed; staff is told by then."""
    form(Edition.objects.select_related("report").get(pk=edition_id))


def without_forms() -> models.QuerySet:
    """The editions of which a form is still to be made; there are all or none."""
    return Edition.objects.filter(forms_entry=None).order_by("pk")


def make_left_behind(*, at: datetime) -> list[Edition]:
    """Make the forms that a lost worker left behind; of which editions.

    Those that failed wait for staff, who are told by then.
    """
    late = without_forms().filter(entered_at__lte=at - PATIENCE)
    late = late.filter(models.Q(number__gt=1) | models.Q(recorded_from=""))
    made = []
    for edition in late.select_related("report"):
        if Entry.objects.about(edition).filter(act=FAILED).exists():
            continue
        with suppress(NotMadeError):
            form(edition)
            made.append(edition)
    return made


def form(edition: Edition, *, at: datetime | None = None) -> None:
    """Make, store and enter all forms of an edition that has none yet.

    Raises NotMadeError with a reason that is on the record by then, too.
    """
    if edition.forms.exists():
        return
    try:
        enter(edition, list(composed(edition)), at)
    except Exception as error:  # whatever it is, staff are told and the log has it
        reason = reason_of(error)
        logger.exception("Forms of edition %s were not made.", edition.pk)
        tell(edition, reason)
        raise NotMadeError(reason) from error


def reason_of(error: Exception) -> str:
    if isinstance(error, OSError):
        told = _("A file could not be stored: %s")
        return told % (error.strerror or error)
    if isinstance(error, pdf.EngineError | Refusal):
        return str(error)
    return _("A fault of the system stood in the way; its log says which.")


@transaction.atomic
def tell(edition: Edition, reason: str) -> None:
    record(edition, FAILED, by=SYSTEM, reason=reason)
    notices.tell_failure(edition, reason)


def planned(edition: Edition) -> list[tuple[str, str]]:
    """Each form it is kept in, with its language, "" where it holds all."""
    codes = languages_of(json.loads(edition.document))
    pdfs, texts = ([(form, code) for code in codes] for form in ("pdf", "text"))
    return [*pdfs, ("html", ""), *texts, ("json", "")]


def composed(edition: Edition) -> Iterator[Made]:
    facts = (edition.sha256, edition.entered_at, edition.style)
    source = Source(json.loads(edition.document), *facts)
    for form, language in planned(edition):
        yield Made(form, language, *content(form, language, source, edition))


def content(
    form: str, language: str, source: Source, edition: Edition
) -> tuple[bytes, str]:
    """With the program that made it."""
    match form:
        case "pdf":
            return pdf.compose(source, language), pdf.MADE_WITH
        case "html":
            return page.compose(source), f"Django {django.get_version()}"
        case "text":
            return text.compose(source, language), OURS
        case _:
            return edition.document.encode(), OURS


def keep(made: Made) -> str:
    """Store a file, and return the name it is stored by; raises OSError."""
    storage = storages["editions"]
    if storage.exists(made.stored_as):
        if digest_of(storage, made.stored_as) == made.sha256:
            return made.stored_as
        # Of an attempt that broke off while it wrote, or altered since.
        storage.delete(made.stored_as)
    name = storage.save(made.stored_as, ContentFile(made.content))
    if digest_of(storage, name) != made.sha256:
        raise OSError(_("what was stored is not what was written"))
    return name


def digest_of(storage: Storage, name: str) -> str:
    """Raises OSError where the storage does not hold the file."""
    with storage.open(name) as file:
        found = hashlib.sha256()
        for chunk in file.chunks():
            found.update(chunk)
    return found.hexdigest()


@transaction.atomic
def enter(edition: Edition, made: list[Made], at: datetime | None) -> None:
    """Of two workers the second waits, and meets what the first has stored."""
    lifecycle.locked(Report).get(pk=edition.report_id)
    if edition.forms.exists():
        return
    files = [(each, keep(each)) for each in made]
    at = register.moment_of_entry(edition.chain, at)
    EditionForm.objects.bulk_create(
        EditionForm(
            edition=edition,
            form=each.form,
            language=each.language,
            sha256=each.sha256,
            size=len(each.content),
            name=name_of(edition, each.form, each.language),
            stored_as=stored_as,
            made_at=at,
            made_with=each.made_with,
        )
        for each, stored_as in files
    )
    register.enter_forms(edition, at)


def name_of(edition: Edition, form: str, language: str) -> str:
    """What a reader gets it as: swansea-nd-01-edition-1-en.pdf."""
    ending = f"-{language}" if language else ""
    stem = f"{edition.report.slug}-edition-{edition.number}{ending}"
    return f"{stem}.{SUFFIX[form]}"
