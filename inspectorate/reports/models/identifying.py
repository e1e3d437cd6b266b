"""What in a draft may tell who somebody is, and what reviewers have said of it."""

import hashlib
import uuid
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from inspectorate.history.models import CREATED, System, record, snapshot
from inspectorate.lifecycle import Reason, Refusal
from inspectorate.reports import identities
from inspectorate.reports.identities import Warned
from inspectorate.reports.models.course import Course, person
from inspectorate.reports.models.segment import Segment, Segmented
from inspectorate.reports.words import worded

CLEAR = "reports.clear_report"
Status = Course.Status
# A text that may still change is read again for identities.
CLEARED = [
    Status.QUALITY_ASSURANCE,
    Status.ACCURACY_CHECK,
    Status.REVISION,
    Status.AWAITING_SIGN_OFF,
]
# The public reason of a correction may be written last of all.
WARNED = [*CLEARED, Status.SIGN_OFF, Status.SCHEDULED]
# So many warnings are named one by one; the rest are counted.
NAMED = 5


class IdentityWarning(NamedTuple):
    """`clearance` is None while nobody has cleared it; `digest` is of the text."""

    segment: Segment
    language: str
    told: Warned
    digest: str
    clearance: models.Model | None

    @property
    def text(self) -> str:
        return getattr(self.segment.wording, self.language)

    @property
    def identity(self) -> tuple:
        """By what a clearance knows it."""
        told = self.told
        return self.segment.key, self.language, self.digest, str(told.kind), told.start

    @property
    def key(self) -> str:
        """The same, as short as a form needs it."""
        return hashlib.sha256(repr(self.identity).encode()).hexdigest()[:16]


class Identifying(Segmented):
    class Meta:
        abstract = True

    def office_holders(self) -> frozenset[str]:
        """Who may be named: those who are quoted with their office, and the
        installation's own list.
        """
        quoted = {each.name for each in self.responses.all() if each.name}
        return frozenset(quoted | set(settings.OFFICE_HOLDERS))

    def warnings(self) -> list[IdentityWarning]:
        """Each that the texts as they stand give, in their order; none in a historical
        report, whose text was public before.
        """
        if self.recorded_from:
            return []
        holders = self.office_holders()
        known = {
            (each.segment, each.language, each.digest, each.kind, each.start): each
            for each in self.clearances.select_related("cleared_by")
        }
        found = [
            IdentityWarning(segment, language, told, digest_of(text), None)
            for segment in self.read_segments()
            for language, text in segment.wording._asdict().items()
            for told in warned(text, holders)
        ]
        return [each._replace(clearance=known.get(each.identity)) for each in found]

    def open_warnings(self) -> list[IdentityWarning]:
        return [each for each in self.warnings() if each.clearance is None]

    def clear_warning(
        self,
        key: str,
        *,
        by: models.Model | System,
        reason: str,
        at: datetime | None = None,
    ) -> models.Model:
        """Say that what is warned of may stand, and why."""
        [row] = self.clear_warnings({key: reason}, by=by, at=at)
        return row

    @transaction.atomic
    def clear_warnings(
        self,
        reasons: Mapping[str, str],
        *,
        by: models.Model | System,
        at: datetime | None = None,
    ) -> list[models.Model]:
        """Clear warnings by their keys, each for its reason; all of them or none."""
        stored = self.stored_at(WARNED)
        if barred := stored.bars_assuring(by, CLEAR):
            raise Refusal(*barred)
        known = {each.key: each for each in stored.open_warnings()}
        if not reasons:
            raise Refusal(_("Choose a warning, and write why it may stand."))
        if set(reasons) - set(known):
            told = _(
                "A text has changed, or a colleague has cleared a warning, while you "
                "read it: read it again."
            )
            raise Refusal(told)
        batch = uuid.uuid4() if len(reasons) > 1 else None
        at = at or timezone.now()
        return [
            stored.clear_one(known[key], reason, by=by, at=at, batch=batch)
            for key, reason in reasons.items()
        ]

    def clear_one(
        self,
        warning: IdentityWarning,
        reason: str,
        *,
        by: models.Model | System,
        at: datetime,
        batch: uuid.UUID | None,
    ) -> models.Model:
        model = self.clearances.model
        row = self.clearances.create(
            kind=warning.told.kind,
            segment=warning.segment.key,
            place=warning.segment.what[:120],
            language=warning.language,
            start=warning.told.start,
            excerpt=warning.told.words,
            digest=warning.digest,
            reason=worded(reason, most=model.MOST),
            cleared_by=person(by),
            cleared_at=at,
        )
        told = {"by": by, "at": at, "reason": row.reason, "batch": batch}
        record(row, CREATED, after=snapshot(row), **told)
        return row

    def lacks_clearing(self) -> list[Reason]:
        """The warnings that are open, a sentence each; many are counted. The words
        themselves are left out: these sentences travel.
        """
        warnings = self.open_warnings()
        told = _(
            "%(place)s (%(language)s) may tell who somebody is, by %(kind)s: mend it, "
            "or have the warning cleared with a reason."
        )
        labels = dict(self.clearances.model.Language.choices)
        reasons = [
            told
            % {
                "place": each.segment.what,
                "language": labels[each.language],
                "kind": each.told.kind.label,
            }
            for each in warnings[:NAMED]
        ]
        if len(warnings) > NAMED:
            more = _("Identity warnings that are open besides: %d.")
            reasons.append(more % (len(warnings) - NAMED))
        return [Reason(each, self, page="assurance") for each in reasons]


@lru_cache(maxsize=2000)
def warned(text: str, holders: frozenset[str]) -> tuple[Warned, ...]:
    """What was read is kept: every page of a draft asks for all of its texts."""
    return tuple(identities.warnings(text, holders))


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
