"""Putting the texts of a draft into its other language, and saying of a translation
that it is still right: several at once, all of them or none.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from inspectorate.accounts.models import User
from inspectorate.forms import plain as is_plain
from inspectorate.history.models import CHANGED, System, record, snapshot
from inspectorate.inspections.models import Inspection
from inspectorate.lifecycle import Refusal, locked, not_in_role
from inspectorate.reports.models import FormerSource, Report
from inspectorate.reports.models.acts import WRITE
from inspectorate.reports.models.pair import OTHER, Pair, State
from inspectorate.reports.texts import plain, text_faults

TRANSLATE = "reports.translate_report"
CONFIRMED = "translation confirmed"


class Said(NamedTuple):
    """What somebody says of the segment `key`: its translation, or with None that the
    one it has is still right. `drawn` is Pair.print() of what they had before them.
    """

    key: str
    text: str | None
    drawn: str


@transaction.atomic
def translate(
    report: Report,
    said: Iterable[Said],
    *,
    by: User | System,
    at: datetime | None = None,
    batch: uuid.UUID | None = None,
) -> int:
    """Store what is new of it, and return how many that are.

    Raises Refusal with every reason: for a text that is fixed, for who may not, for
    what has changed since it was drawn, and for what the report has not.
    """
    if reasons := bars(report, by):
        raise Refusal(*reasons)
    draft = report.opened()
    pairs = {pair.segment.key: pair for pair in draft.pairs()}
    found = [(each, reread(pairs.get(each.key))) for each in said]
    faults = [fault for each, pair in found for fault in faults_of(each, pair, report)]
    if faults:
        raise Refusal(*faults)
    told = {"by": by, "at": at, "batch": batch}
    return sum(store(each, pair, **told) for each, pair in found)


def bars(report: Report, by: User | System) -> list[str]:
    """Its team writes both languages; whose role is to translate, on no team."""
    if not by.has_perm(TRANSLATE):
        mine = Inspection.objects.editable_by(by).filter(pk=report.inspection_id)
        if not (by.has_perm(WRITE) and mine.exists()):
            return [not_in_role(TRANSLATE)]
    return report.bars_interest(by)


def reread(pair: Pair | None) -> Pair | None:
    """As it is stored, its row locked: findings are written without the report's."""
    if pair is None:
        return None
    row = locked(type(pair.segment.row)).get(pk=pair.segment.row.pk)
    return pair._replace(segment=pair.segment._replace(row=row))


def faults_of(said: Said, pair: Pair | None, report: Report) -> list[str]:
    """What stands against storing it."""
    if pair is None:
        told = _("“%(key)s” is no text of “%(report)s”: it may have been deleted.")
        return [told % {"key": said.key[:60], "report": report}]
    if faults := came_apart(pair, said.drawn, said.text):
        return faults
    if said.text is not None:
        return unfit(pair, said.text)
    if pair.state != State.STALE:
        told = _("%s is not out of date: there is nothing to confirm.")
        return [told % pair.segment.what]
    return []


def came_apart(pair: Pair, drawn: str, text: str | None) -> list[str]:
    """That somebody has changed the source or the translation since both were `drawn`;
    nothing where the translation stands already as it is wanted.
    """
    source, _sign, translation = drawn.partition("-")
    now_source, _sign, now_translation = pair.print().partition("-")
    labels = dict(settings.LANGUAGES)
    named = {
        "what": pair.segment.what,
        "source": labels[OTHER[pair.language]],
        "language": labels[pair.language],
    }
    if source != now_source:
        told = _(
            "%(what)s has changed in %(source)s since you were shown it: read the new "
            "words, and translate those."
        )
        return [told % named]
    if translation != now_translation and text != plain(pair.text):
        told = _(
            "Somebody else has changed %(what)s in %(language)s since you were shown "
            "it: read theirs first."
        )
        return [told % named]
    return []


def unfit(pair: Pair, text: str) -> list[str]:
    """Why a text cannot be kept as the translation of a pair."""
    longest = type(pair.segment.row)._meta.get_field(pair.column).max_length
    if longest and len(text) > longest:
        return text_faults(text, longest=longest)
    try:
        is_plain(text)
    except ValidationError as error:
        return error.messages
    return []


def store(
    said: Said,
    pair: Pair,
    *,
    by: User | System,
    at: datetime | None,
    batch: uuid.UUID | None,
) -> bool:
    if said.text is None:
        confirm(pair, by=by, at=at, batch=batch)
        return True
    if said.text == plain(pair.text):
        return False
    row, column = pair.segment.row, pair.column
    before = snapshot(row, [column])
    setattr(row, column, said.text)
    row.save(update_fields=[column])
    told = {"before": before, "after": snapshot(row, [column])}
    record(row, CHANGED, by=by, at=at, batch=batch, **told)
    return True


def confirm(
    pair: Pair, *, by: User | System, at: datetime | None, batch: uuid.UUID | None
) -> None:
    """Say that the change of the source needs no other words."""
    kind, pk, name = pair.segment.place
    kept = FormerSource.objects.filter(subject_type=kind, subject_id=pk, name=name)
    kept.filter(language=pair.language).delete()
    row = pair.segment.row
    same = snapshot(row, [pair.column])
    told = {"before": same, "after": same}
    record(row, CONFIRMED, by=by, at=at, batch=batch, **told)
