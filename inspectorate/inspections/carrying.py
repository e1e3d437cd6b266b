"""Carrying forward: what an earlier inspection left open is there to be revisited."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID, uuid4

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspectorate.history.models import System
from inspectorate.inspections.models import Finding, Inspection
from inspectorate.lifecycle import Reason, Refusal, locked


class Carrier(NamedTuple):
    """What a layer above carries forward beside the findings.

    `waiting` are the rows of the earlier inspection that are not here yet, `carry`
    brings one of them in, `carried` are those that are.
    """

    label: str
    waiting: Callable[[Inspection], models.QuerySet]
    carry: Callable[..., None]
    carried: Callable[[Inspection], models.QuerySet]


_carriers: list[Carrier] = []


def register(carrier: Carrier) -> None:
    """Called once for each kind of row, in AppConfig.ready()."""
    _carriers.append(carrier)


def carriers() -> list[Carrier]:
    return [FINDINGS, *_carriers]


@transaction.atomic
def carry_forward(
    inspection: Inspection, *, by: models.Model | System, at: datetime | None = None
) -> int:
    """Bring in what the earlier inspection left open, and return how many rows.

    What is here already is left alone, so a second time brings nothing. The entries
    of one time share a batch. Raises Refusal with what stands against it.
    """
    stored = locked(Inspection).get(pk=inspection.pk)
    if reasons := objections(stored, by):
        raise Refusal(*reasons)
    batch, count = uuid4(), 0
    for carrier in carriers():
        for row in carrier.waiting(stored):
            carrier.carry(row, stored, by=by, at=at, batch=batch)
            count += 1
    return count


def objections(inspection: Inspection, by: models.Model | System) -> list[Reason]:
    """Why `by` cannot carry anything forward into it, whatever there is to carry."""
    if not is_editable(inspection, by):
        return [Reason(_("Only the team of this case carries findings forward."))]
    if barred := inspection.bars_additions():
        return barred
    if inspection.follows_id is None:
        told = _("It follows no earlier inspection: choose the one that it follows.")
        return [Reason(told, inspection)]
    if not is_readable(inspection.follows, by):
        told = _(
            "You may not read the draft of %s, which it follows: ask the head of "
            "inspection to carry its findings forward."
        )
        return [Reason(told % inspection.follows, inspection)]
    return []


def is_readable(earlier: Inspection, by: models.Model | System) -> bool:
    """Whoever plans a case chooses what it follows, were it a draft of others."""
    readable = Inspection.objects.drafts_readable_by(by)
    return readable.filter(pk=earlier.pk).exists()


def is_editable(inspection: Inspection, by: models.Model | System) -> bool:
    mine = Inspection.objects.editable_by(by).filter(pk=inspection.pk)
    return by.has_perm("inspections.add_finding") and mine.exists()


def findings_waiting(inspection: Inspection) -> models.QuerySet:
    here = inspection.findings.filter(previous__isnull=False).values("previous")
    earlier = Finding.objects.filter(inspection=inspection.follows_id)
    return earlier.unresolved().exclude(pk__in=here)


def carry_finding(
    earlier: Finding,
    inspection: Inspection,
    *,
    by: models.Model | System,
    at: datetime | None,
    batch: UUID,
) -> None:
    """As a finding that has no words yet, of the same class and theme."""
    is_known = earlier.theme and earlier.theme.framework_id in (
        None,
        inspection.framework_id,
    )
    # A theme of another framework stands for a stable one, or for none.
    theme = earlier.theme if is_known else earlier.theme and earlier.theme.stands_for
    carried = Finding(
        inspection=inspection,
        previous=earlier,
        classification=earlier.classification,
        theme=theme,
        scope=earlier.scope,
        is_public=earlier.is_public,
    )
    carried.log(by=by, at=at, batch=batch)


def findings_carried(inspection: Inspection) -> models.QuerySet:
    return inspection.findings.to_be_revisited().select_related("previous__inspection")


FINDINGS = Carrier(
    gettext_lazy("Findings"), findings_waiting, carry_finding, findings_carried
)
