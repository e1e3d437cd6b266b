"""What a file would do to a case, row by row; sealed until it is confirmed."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import BinaryIO, NamedTuple
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import models, transaction
from django.utils.translation import gettext as _

from inspectorate import spreadsheets
from inspectorate.forms import WholeRowForm
from inspectorate.history.changes import Change
from inspectorate.history.models import snapshot
from inspectorate.history.words import Words, column_name
from inspectorate.inspections.models import Inspection
from inspectorate.lifecycle import Refusal, locked
from inspectorate.spreadsheets import Row, Unreadable, in_row, opened, sealed

NEW, CHANGED, SAME = "new", "changed", "same"


class Line(NamedTuple):
    """What one row of the file would do. `row` is None where it does nothing.

    `before` and `after` hold the columns that would change, as history keeps them.
    """

    number: int
    fate: str
    name: str
    row: models.Model | None = None
    before: dict | None = None
    after: dict | None = None


class Sheet:
    """The rows of one kind for one case. A kind says its columns and what a row is."""

    model: type[models.Model]
    form: type[WholeRowForm]
    kind = ""
    headings: dict[str, str] = {}
    required: list[str] = []
    # Columns whose numbers must be typed as text: 1.10 has become 1.1 in a number.
    references: list[str] = []

    def __init__(self, case: Inspection, *, by: models.Model) -> None:
        self.case, self.by = case, by

    # Who may, and where

    @classmethod
    def permissions(cls) -> list[str]:
        name = cls.model._meta.model_name
        return [f"inspections.{verb}_{name}" for verb in ("add", "change")]

    def is_allowed(self) -> bool:
        mine = self.cases().filter(pk=self.case.pk)
        return self.by.has_perms(self.permissions()) and mine.exists()

    def cases(self) -> models.QuerySet:
        return Inspection.objects.editable_by(self.by)

    def check_open(self) -> None:
        """Raise Refusal where nothing can be added to the case by this person."""
        if not self.is_allowed():
            raise Refusal(_("Only the team of this case imports into it."))
        stored = Inspection.objects.get(pk=self.case.pk)
        if barred := stored.bars_additions():
            raise Refusal(*barred)

    # From a file

    def read(self, file: BinaryIO) -> tuple[list[Line], str]:
        """What the file would do, and the text by which that is confirmed.

        Raises Unreadable with the faults of all rows.
        """
        rows = spreadsheets.read(file, self.headings, self.required)
        if faults := [fault for row in rows for fault in self.lost_noughts(row)]:
            raise Unreadable(*faults)
        lines = self.plan(rows)
        told = {
            "rows": [[row.number, row.cells] for row in rows],
            "digest": digest(lines),
        }
        return lines, sealed(told, salt=self.salt)

    def lost_noughts(self, row: Row) -> Iterable[str]:
        for column in self.references:
            if column in row.numeric and "." in row.cells[column]:
                told = _(
                    "%s may have lost a nought at its end, for the cell holds a "
                    "number: format the column as text, and type it again."
                )
                yield in_row(row.number, told % row.cells[column])

    def plan(self, rows: list[Row]) -> list[Line]:
        """What each row would do as the case stands now."""
        self.look_up()
        lines, faults, first = [], [], {}
        for row in rows:
            try:
                self.check_once(row, first)
                lines.append(self.line_of(row))
            except Unreadable as fault:
                faults += [in_row(row.number, reason) for reason in fault.reasons]
        if faults:
            raise Unreadable(*faults)
        return lines

    def check_once(self, row: Row, first: dict) -> None:
        """Raise Unreadable for what an earlier row says, by its key."""
        key = self.key_of(row.cells)
        number = first.setdefault(key, row.number)
        if number != row.number:
            raise Unreadable(_("Row %s is about the same: leave one out.") % number)

    # What a kind answers

    def look_up(self) -> None:
        """Read what rows are compared with."""
        raise NotImplementedError

    def key_of(self, cells: dict[str, str]) -> tuple:
        raise NotImplementedError

    def line_of(self, row: Row) -> Line:
        raise NotImplementedError

    def store(self, line: Line, *, at: datetime | None, batch: UUID) -> None:
        raise NotImplementedError

    # What a row makes of what is there

    def checked(self, row: models.Model, cells: dict[str, str]) -> WholeRowForm:
        """The row as its cells would have it; an empty cell leaves what is there."""
        kept = {
            name: getattr(row, name)
            for name in self.form._meta.fields
            if not cells.get(name, "").strip()
        }
        form = self.form({**cells, **kept}, instance=row, sheet=self)
        if form.is_valid():
            return form
        raise Unreadable(*form_faults(form))

    def difference(
        self, number: int, before: dict, row: models.Model, after: dict
    ) -> Line:
        changed = [name for name in after if after[name] != before.get(name)]
        fate = NEW if row.pk is None else CHANGED if changed else SAME
        return Line(
            number,
            fate,
            str(row),
            row if changed else None,
            {name: before.get(name) for name in changed},
            {name: after[name] for name in changed},
        )

    def state(self, row: models.Model) -> dict:
        return snapshot(row, list(self.form._meta.fields))

    # To the case

    @transaction.atomic
    def confirm(
        self, shown: str, *, batch: UUID, at: datetime | None = None
    ) -> list[Line]:
        """Store what was shown, and return the lines that were stored.

        Raises Unreadable for what this person was not shown, and Refusal where the
        case has changed so that the file would do something else now. What is all
        there already was confirmed twice: nothing is stored.
        """
        said = opened(shown, salt=self.salt)
        locked(Inspection).get(pk=self.case.pk)
        self.check_open()
        lines = self.plan(
            [Row(number, cells, frozenset()) for number, cells in said["rows"]]
        )
        news = [line for line in lines if line.fate != SAME]
        if news and digest(lines) != said["digest"]:
            told = _(
                "The case has changed since this was shown, so nothing is stored: send "
                "the file again, and look at what it would do now."
            )
            raise Refusal(told)
        for line in news:
            self.store(line, at=at, batch=batch)
        return news

    @property
    def salt(self) -> str:
        return f"import {self.kind} {self.case.pk} {self.by.pk}"


def form_faults(form: WholeRowForm) -> list[str]:
    """Each with the name of its column before it."""
    return [
        sentence
        if name == NON_FIELD_ERRORS
        else f"{form.fields[name].label} – {sentence}"
        for name, sentences in form.errors.items()
        for sentence in sentences
    ]


def digest(lines: list[Line]) -> str:
    told = [
        [line.number, line.fate, line.row and line.row.pk, line.before, line.after]
        for line in lines
    ]
    text = json.dumps(told, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def in_words(
    model: type[models.Model], lines: list[Line]
) -> list[tuple[Line, list[Change]]]:
    """Each line with its changes as a reader is told them."""
    states = [state for line in lines for state in (line.before, line.after)]
    words = Words((model, state) for state in states if state)
    return [
        (line, [change_of(model, name, line, words) for name in line.after or {}])
        for line in lines
    ]


def change_of(model: type[models.Model], name: str, line: Line, words: Words) -> Change:
    before, after = (line.before or {}).get(name), line.after[name]
    return Change(
        column_name(model, name),
        words.value(model, name, before),
        words.value(model, name, after),
    )
