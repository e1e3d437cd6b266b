"""What a file of readings would do, row by row; sealed until it is confirmed."""

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from authorities.models import Authority
from inspectorate.lifecycle import Refusal, locked, not_in_role
from inspectorate.measures.importing import cells, columns
from inspectorate.measures.models import Delivery, Measure, MeasureSet, Reading
from inspectorate.measures.models.delivery import BRING
from inspectorate.measures.models.reading import WITH_VALUE, WITHOUT_VALUE, Status
from inspectorate.spreadsheets import Row, Unreadable, in_row, meant, opened, sealed

NEW, REVISED, SAME = "new", "revised", "same"
FIGURES = ("numerator", "denominator")
# What tells a reading from one that stands; a source read once more is no news.
TOLD = ("value", *FIGURES, "status", "note_en", "note_cy")


class Stated(NamedTuple):
    """What is true of each row of a file that does not say otherwise. `measure` is the
    code of the only measure of the file, empty where a column has it.
    """

    measure_set: str
    measure: str
    file_name: str
    source: str
    source_url: str
    collected_on: str


class Line(NamedTuple):
    """What one row would do. `before` is the reading that it revises, or repeats."""

    number: int
    fate: str
    reading: Reading
    before: Reading | None
    warnings: list[str]


class ReadingSheet:
    """The rows of one file, once it is told which column is which."""

    def __init__(
        self, stated: Stated, chosen: dict[str, str], *, by: models.Model
    ) -> None:
        self.stated, self.chosen, self.by = stated, chosen, by
        self.measure_set = MeasureSet.objects.get(code=stated.measure_set)

    def plan(self, rows: list[Row]) -> list[Line]:
        """What each row would do as the record stands now. Raises Unreadable with the
        faults of all rows.
        """
        columns.check(self.chosen, has_measure=bool(self.stated.measure))
        self.look_up()
        lines, faults, first = [], [], {}
        for row in rows:
            try:
                line = self.line_of(row)
                number = first.setdefault(line.reading.key, row.number)
                if number != row.number:
                    told = _("Row %s is about the same: leave one out.")
                    raise Unreadable(told % number)
                lines.append(line)
            except Unreadable as fault:
                faults += [in_row(row.number, reason) for reason in fault.reasons]
        if faults:
            raise Unreadable(*faults)
        return lines

    def look_up(self) -> None:
        found = Measure.objects.filter(measure_set=self.measure_set)
        found = found.select_related("measure_set")
        self.measures = {each.code.casefold(): each for each in found}
        rows = Authority.objects.prefetch_related("aliases")
        self.authorities = cells.Authorities(rows)
        standing = Reading.objects.standing().filter(measure__in=found)
        standing = standing.select_related("measure__measure_set", "authority")
        self.standing = {each.key: each for each in standing}
        discarded = Reading.objects.discarded_last().filter(measure__in=found)
        self.discarded = {each.key: each for each in discarded}
        released = Reading.objects.filter(
            measure__in=found, delivery__release__isnull=False
        )
        self.released = {
            Reading(**told).key
            for told in released.values(
                "measure_id", "authority_id", "period_start", "period_end"
            )
        }

    def line_of(self, row: Row) -> Line:
        reading, told = self.reading_of(row)
        before = self.standing.get(reading.key)
        last = self.discarded.get(reading.key, before)
        if last is not None:
            reading.revises, reading.number = last, last.number + 1
        if before is None:
            return Line(row.number, NEW, reading, None, reading.warnings())
        is_final = "status" not in told and before.status == Status.PROVISIONAL
        is_same = all(
            getattr(before, name) == told[name] for name in told if name in TOLD
        )
        if is_same and not is_final:
            return Line(row.number, SAME, reading, before, [])
        # A draft that the public has not read is nothing that was revised to them.
        is_told = reading.key in self.released
        if "status" not in told and is_told and not is_same:
            reading.status = Status.REVISED
        return Line(row.number, REVISED, reading, before, reading.warnings())

    def reading_of(self, row: Row) -> tuple[Reading, dict[str, object]]:
        """The reading, and what the row itself says of it."""
        told, faults = {}, []
        for name, read in self.parts(row.cells):
            try:
                told |= read()
            except Unreadable as fault:
                label = columns.COLUMNS.get(name, "")
                faults += [f"{label} – {reason}" for reason in fault.reasons]
        if faults:
            raise Unreadable(*faults)
        given = {"source": self.stated.source, "source_url": self.stated.source_url}
        if self.stated.collected_on:
            given["collected_on"] = date.fromisoformat(self.stated.collected_on)
        reading = Reading(**{"status": Status.PUBLISHED, **given, **told})
        self.check(reading)
        return reading, told

    def parts(self, said: dict[str, str]) -> Iterator[tuple[str, Callable[[], dict]]]:
        """What reads each part of a row, by the column to name where it cannot."""

        def cell(name: str) -> str:
            return meant(said.get(name, "")).strip()

        yield "measure", lambda: {"measure": self.measure(cell("measure"))}
        yield "authority", lambda: {"authority": self.authority(cell("authority"))}
        yield "period", lambda: period_of(cell)
        yield "value", lambda: value_of(cell("value"), cell("status"))
        for name in FIGURES:
            if cell(name) and cell(name) not in cells.SYMBOLS:
                yield name, lambda name=name: {name: cells.figure(cell(name)).number}
        if text := cell("collected_on"):
            yield "collected_on", lambda: {"collected_on": cells.day(text)}
        texts = ("note_en", "note_cy", "source", "source_url")
        yield "", lambda: {name: cell(name) for name in texts if cell(name)}

    def measure(self, text: str) -> Measure:
        wanted = self.stated.measure or text
        if text and text.casefold() != wanted.casefold():
            msg = _(
                "The row says “%(text)s”, and the file is said to be about "
                "“%(wanted)s” alone: leave that empty, or mend the row."
            )
            raise Unreadable(msg % {"text": text[:40], "wanted": wanted})
        found = self.measures.get(wanted.casefold())
        if found is None:
            msg = _(
                "“%(text)s” is no code of this measure set. It has: %(known)s. Choose "
                "another set, or mend the code."
            )
            known = ", ".join(each.code for each in self.measures.values())
            raise Unreadable(msg % {"text": text[:40], "known": known})
        return found

    def authority(self, text: str) -> Authority | None:
        if not text:
            msg = _("It is empty: write the authority, or Wales for all of it.")
            raise Unreadable(msg)
        return self.authorities.find(text)

    def check(self, reading: Reading) -> None:
        """Raise Unreadable with what the model itself refuses of a reading."""
        given = ["place", "delivery", "revises", "number", "measure", "authority"]
        try:
            reading.clean_fields(exclude=given)
            reading.clean()
        except ValidationError as refusal:
            raise Unreadable(*told_in_columns(refusal)) from refusal

    # To be shown, and confirmed

    def seal(self, rows: list[Row], lines: list[Line]) -> str:
        said = {
            "rows": [[row.number, row.cells] for row in rows],
            "stated": self.stated._asdict(),
            "chosen": self.chosen,
            "digest": digest(lines),
        }
        return sealed(said, salt=salt_of(self.by))

    @classmethod
    @transaction.atomic
    def confirm(
        cls, shown: str, *, by: models.Model, batch: UUID, at: datetime | None = None
    ) -> Delivery | None:
        """Store what was shown; None where all of it is there already.

        Raises Unreadable for what this person was not shown, and Refusal where the
        record has changed so that the file would do something else now.
        """
        said = opened(shown, salt=salt_of(by))
        if not by.has_perm(BRING):
            raise Refusal(not_in_role(BRING))
        sheet = cls(Stated(**said["stated"]), said["chosen"], by=by)
        # Two files at once would each take the other's readings for not there.
        locked(MeasureSet).get(pk=sheet.measure_set.pk)
        rows = [Row(number, told, frozenset()) for number, told in said["rows"]]
        lines = sheet.plan(rows)
        news = [line.reading for line in lines if line.fate != SAME]
        if not news:
            return None
        if digest(lines) != said["digest"]:
            told = _(
                "Other readings have come in since this was shown, so nothing is "
                "stored: send the file again, and look at what it would do now."
            )
            raise Refusal(told)
        return Delivery.objects.take(
            sheet.measure_set,
            news,
            by=by,
            at=at,
            batch=batch,
            file_name=sheet.stated.file_name[:200],
            headings=list(sheet.chosen),
            columns=sheet.chosen,
        )


def period_of(cell: Callable[[str], str]) -> dict[str, date]:
    if text := cell("period"):
        start, end = cells.period(text)
    elif cell("period_start") and cell("period_end"):
        start, end = cells.day(cell("period_start")), cells.day(cell("period_end"))
    else:
        raise Unreadable(_("The period is empty: write 2016-17, or its two days."))
    return {"period_start": start, "period_end": end}


def value_of(text: str, stated: str) -> dict[str, object]:
    """The value with its decimals, and the status where the row says one.

    A symbol is a status; an empty cell is one only where the column says so.
    """
    status = cells.status(stated) if stated else None
    if text.casefold() in cells.SYMBOLS:
        symbol = cells.SYMBOLS[text.casefold()]
        if status not in (None, symbol):
            msg = _(
                "The value %(text)s says “%(symbol)s” and the status “%(status)s”: "
                "leave one of them out."
            )
            told = {"symbol": symbol.label, "status": status.label, "text": text}
            raise Unreadable(msg % told)
        return {"value": None, "status": symbol}
    if not text and status in WITHOUT_VALUE:
        return {"value": None, "status": status}
    if not text:
        msg = _(
            "It is empty: write the value, c where it is suppressed, : where it is not "
            "available, or 0 where it is truly nought."
        )
        raise Unreadable(msg)
    found = cells.figure(text)
    told = {"value": found.number, "decimals": found.decimals}
    return told | ({"status": status} if status in WITH_VALUE + WITHOUT_VALUE else {})


def told_in_columns(refusal: ValidationError) -> list[str]:
    """Each sentence with the name of its column before it."""
    names = columns.COLUMNS
    return [
        f"{names[name]} – {sentence}" if name in names else sentence
        for name, sentences in refusal.message_dict.items()
        for sentence in sentences
    ]


def salt_of(by: models.Model) -> str:
    return f"readings {by.pk}"


def digest(lines: list[Line]) -> str:
    told = [
        [line.number, line.fate, line.before and line.before.pk, *map(str, said(line))]
        for line in lines
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def said(line: Line) -> list[object]:
    return [*line.reading.key, *(getattr(line.reading, name) for name in TOLD)]
