"""Whether the chains of the register hold: each link, its signature, its edition.

What is asked of the links alone, a stranger asks of a copy in the same way.
"""

import json
from collections.abc import Iterator
from datetime import datetime

from inspectorate.reports import register
from inspectorate.reports.document import digest
from inspectorate.reports.models import (
    Chain,
    Edition,
    RegisterEntry,
    RegisterHead,
)
from inspectorate.signing import code_of, holds

Kind = RegisterEntry.Kind
# What a link says of its place, and not of what it is about.
PLACE = {"format", "chain", "sequence", "previous", "entered_at", "kind", "lost"}


def faults() -> Iterator[str]:
    """Yield a sentence for each place where a chain does not hold; none if all do."""
    for chain in Chain.values:
        yield from Links(chain).faults()
    outside = Edition.objects.filter(register_entry=None).select_related("report")
    for edition in outside:
        yield f"Edition {edition.number} of {edition.report.slug} is in no register."
    formed = Edition.objects.filter(forms_entry=None, forms__isnull=False).distinct()
    for edition in formed.select_related("report").defer("document"):
        yield (
            f"The forms of edition {edition.number} of {edition.report.slug} are in no "
            "register."
        )


class Links:
    """One chain, gone through from its first link; what is known so far is kept."""

    def __init__(self, chain: str) -> None:
        self.chain = chain
        self.sequence, self.previous = 0, "0" * 64
        self.keys: dict[str, str] = {}

    def faults(self) -> Iterator[str]:
        entries = RegisterEntry.objects.filter(chain=self.chain).order_by("sequence")
        entries = entries.select_related(
            *("edition__report", "formed__report", "withdrawal__edition__report"),
            *("key", "signed_with"),
        )
        entries = entries.defer("formed__document", "withdrawal__edition__document")
        entries = entries.prefetch_related("formed__forms")
        for entry in entries.iterator(chunk_size=100):
            for fault in self.faults_of(entry):
                yield f"{self.named(entry.sequence)}: {fault}"
        yield from self.faults_of_end()

    def named(self, sequence: int) -> str:
        return f"Entry {sequence}" + (
            " of what is issued" if self.chain == Chain.ISSUED else ""
        )

    def faults_of(self, entry: RegisterEntry) -> Iterator[str]:
        self.sequence += 1
        if entry.sequence != self.sequence:
            yield f"entry {self.sequence} is missing before it."
            self.sequence = entry.sequence
        previous, self.previous = self.previous, entry.digest
        try:
            yield from self.faults_of_content(entry, previous)
        except (KeyError, ValueError):  # whoever altered it may write anything there
            yield "its content cannot be read."

    def faults_of_content(self, entry: RegisterEntry, previous: str) -> Iterator[str]:
        told = json.loads(entry.content)
        place = (told["chain"], told["sequence"], told["kind"])
        if place != (entry.chain, entry.sequence, entry.kind):
            yield "it was written for another place."
        before = {told["previous"], entry.previous}
        if before != {previous} or entry.digest != digest(entry.content):
            yield "the chain is broken here."
        yield from self.faults_of_signature(entry, told)
        yield from faults_of_subject(entry, told)

    def faults_of_signature(self, entry: RegisterEntry, told: dict) -> Iterator[str]:
        """A chain is unsigned up to its first key; each further key is signed by one
        before it, unless that was lost, which the link says.
        """
        first = not self.keys or told.get("lost")
        if entry.kind == Kind.KEY and first:
            self.keys[code_of(told["public"])] = told["public"]
        if self.keys and not self.is_signed(entry):
            yield "its signature does not hold."
        if entry.kind == Kind.KEY:
            self.keys[code_of(told["public"])] = told["public"]

    def is_signed(self, entry: RegisterEntry) -> bool:
        public = entry.signed_with and self.keys.get(entry.signed_with.code)
        return bool(public) and holds(entry.content, entry.signature, public)

    def faults_of_end(self) -> Iterator[str]:
        head = RegisterHead.objects.filter(chain=self.chain).first()
        head = head or RegisterHead()
        if (head.sequence, head.digest) != (self.sequence, self.previous):
            yield (
                f"{self.named(self.sequence)} is the last, but the head of the "
                f"register says {head.sequence}."
            )


def faults_of_subject(entry: RegisterEntry, told: dict) -> Iterator[str]:
    """Whether what the link is about is still what it says."""
    said = {key: value for key, value in told.items() if key not in PLACE}
    edition = entry.edition
    if edition and edition.sha256 != digest(edition.document):
        yield "the document does not match its digest."
    moments = {register.moment(at) for at in entered_at(entry)}
    if moments - {told["entered_at"]} or said != TOLD[entry.kind](entry):
        yield "what it is about has been altered."


def entered_at(entry: RegisterEntry) -> list[datetime]:
    """When the rows that a link is about say that they entered the record."""
    if entry.formed:
        return [form.made_at for form in entry.formed.forms.all()]
    row = entry.edition or entry.withdrawal
    return [row.entered_at] if row else []


TOLD = {
    Kind.EDITION: lambda entry: register.told_edition(entry.edition),
    Kind.FORMS: lambda entry: register.told_forms(entry.formed),
    Kind.WITHDRAWAL: lambda entry: register.told_withdrawal(entry.withdrawal),
    Kind.KEY: lambda entry: register.told_key(entry.key),
}
