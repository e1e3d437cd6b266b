"""How a finding is stored, with what it rests on and what history tells of it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import models, transaction

from inspectorate.history.models import CREATED, System, record, snapshot
from inspectorate.inspections.models.evidence import Evidence
from inspectorate.inspections.models.inspection import Inspection
from inspectorate.lifecycle import locked


class Logged:
    """Verbs of a finding, which has all the fields."""

    def log(
        self,
        *,
        by: models.Model | System,
        evidence: Iterable[Evidence] = (),
        at: datetime | None = None,
        batch: UUID | None = None,
    ) -> None:
        """Store it as it is now, new or changed, resting on `evidence` alone.

        A new one stands last. History tells what changed, the evidence included.
        """
        with transaction.atomic():
            # So that no two findings of a case take the same place.
            locked(Inspection).get(pk=self.inspection_id)
            before = self.stored()
            if not before:
                self.position = self.next_position()
            self.save()
            self.evidence.set(evidence)
            after = self.stored()
            changed = {name for name in after if after[name] != before.get(name)}
            if changed:
                record(
                    self,
                    "changed" if before else CREATED,
                    by=by,
                    before={k: v for k, v in before.items() if k in changed},
                    after={
                        k: v for k, v in after.items() if k in changed or not before
                    },
                    at=at,
                    batch=batch,
                )

    def next_position(self) -> int:
        taken = type(self).objects.filter(inspection=self.inspection_id)
        last = taken.aggregate(last=models.Max("position"))["last"]
        return (last or 0) + 1

    def stored(self) -> dict:
        """Its columns and its evidence as the database has them; empty for none."""
        row = type(self).objects.filter(pk=self.pk).first() if self.pk else None
        if row is None:
            return {}
        chosen = row.evidence.order_by("pk").values_list("pk", flat=True)
        return {**snapshot(row), "evidence": list(chosen)}
