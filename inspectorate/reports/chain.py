"""Whether the chains of the register hold: each link, its signature, its edition.

What is asked of the links alone, a stranger asks of a copy in the same way.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from django.conf import settings

from inspectorate.reports import register
from inspectorate.reports.document import digest
from inspectorate.reports.models import (
    Chain,
    Edition,
    RegisterEntry,
    RegisterHead,
    Withdrawal,
)
from inspectorate.signing import Signer, code_of, holds

Kind = RegisterEntry.Kind
# What a link says of its place, and not of what it is about.
PLACE = {"format", "chain", "sequence", "previous", "entered_at", "kind", "lost"}


class Expected(NamedTuple):
    """A link as somebody wrote it down when they last looked."""

    chain: str
    sequence: int
    digest: str


def faults(chains: "Iterable[Links] | None" = None) -> Iterator[str]:
    """Yield a sentence for each place where a chain does not hold; none if all do.

    Whoever gives the chains can ask them afterwards for their ends and their notes.
    """
    for links in chains or both():
        yield from links.faults()
    yield from outside()


def both() -> "list[Links]":
    return [Links(chain) for chain in Chain.values]


def outside() -> Iterator[str]:
    """Name what has no link, though it counts as if it had."""
    editions = Edition.objects.select_related("report").defer("document")
    for edition in editions.filter(register_entry=None):
        yield f"Edition {edition.number} of {edition.report.slug} is in no register."
    formed = editions.filter(forms_entry=None, forms__isnull=False).distinct()
    for edition in formed:
        yield (
            f"The forms of edition {edition.number} of {edition.report.slug} are in no "
            "register."
        )
    withdrawals = Withdrawal.objects.filter(register_entry=None).order_by("pk")
    for withdrawal in withdrawals.select_related("edition__report"):
        edition = withdrawal.edition
        yield (
            f"The withdrawal of edition {edition.number} of {edition.report.slug} is "
            "in no register."
        )


def unlike(expected: Iterable[Expected]) -> Iterator[str]:
    """Name what was written down and is not so any more: a chain that was cut, or
    forged from its first link, holds in itself.
    """
    for each in expected:
        named = Links(each.chain).named(each.sequence)
        link = RegisterEntry.objects.filter(chain=each.chain, sequence=each.sequence)
        found = link.values_list("digest", flat=True).first()
        if found is None:
            yield f"{named} is expected, and there is none."
        elif found != each.digest:
            yield f"{named} is expected with the digest {each.digest}, and has {found}."


class Links:
    """One chain, gone through from its first link; what is known so far is kept."""

    def __init__(self, chain: str) -> None:
        self.chain = chain
        self.sequence, self.previous = 0, "0" * 64
        # The public half of the key that signs, which is the one introduced last.
        self.key: str | None = None
        self.notes: list[str] = []

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
        except (
            KeyError,
            TypeError,
            ValueError,
        ):  # whoever altered it may write anything there
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
        """A chain is unsigned up to its first key, which signs for itself; then the
        key introduced last signs, also the link of the next key, unless it was lost.
        """
        signs = self.key
        if entry.kind == Kind.KEY:
            new = told["public"]
            code_of(new)  # what is no key is told as such, and signs nothing
            signs = new if told.get("lost") else signs or new
            self.key = new
        if signs and not is_signed(entry, signs):
            yield "its signature does not hold."
        if entry.kind == Kind.KEY and told.get("lost"):
            self.notes.append(
                f"{self.named(entry.sequence)}: the key before was lost, and "
                f"{code_of(signs)} signed for itself. Ask whoever keeps the keys "
                "whether they did that."
            )

    def faults_of_end(self) -> Iterator[str]:
        head = RegisterHead.objects.filter(chain=self.chain).first()
        head = head or RegisterHead()
        if (head.sequence, head.digest) != (self.sequence, self.previous):
            yield (
                f"{self.named(self.sequence)} is the last, but the head of the "
                f"register says {head.sequence}."
            )
        if self.sequence and settings.SIGNING_KEY:
            yield from self.faults_of_key(Signer(settings.SIGNING_KEY))

    def faults_of_key(self, signer: Signer) -> Iterator[str]:
        """The first link after the key was set is signed: until then it may be that
        none is, and nobody but the operator knows since when it has been set.
        """
        if self.key is None:
            self.notes.append(
                f"{self.named(self.sequence)} is the last, and none is signed, though "
                f"the key {signer.code} is set. That is so until the next link only; "
                "if there were links since it was set, the register was replaced."
            )
        elif self.key != signer.public:
            yield (
                f"{self.named(self.sequence)} is the last, and the key that signs is "
                f"{code_of(self.key)}; the one that is set is {signer.code}."
            )

    def end(self) -> str:
        """What to write down, to compare it later; known once all faults are."""
        if not self.sequence:
            return "no entries"
        signs = f"signed by {code_of(self.key)}" if self.key else "not signed"
        own = "" if self.chain == Chain.PUBLIC else f"{self.chain}:"
        return f"{own}{self.sequence}:{self.previous} ({signs})"


def is_signed(entry: RegisterEntry, public: str) -> bool:
    by = entry.signed_with and entry.signed_with.code
    return by == code_of(public) and holds(entry.content, entry.signature, public)


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
