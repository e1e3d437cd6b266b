"""The register: every edition in the order it entered, each chained to the last."""

from collections.abc import Iterator
from datetime import UTC

from inspectorate.reports.document import digest
from inspectorate.reports.models import Edition, RegisterEntry, RegisterHead


def enter(edition: Edition) -> RegisterEntry:
    """Add an edition to the chain; call it within the transaction of publication.

    The head's row is locked until that transaction ends, so entries follow one
    another without gaps or doubles, and a publication that fails leaves no trace.
    """
    head, _made = RegisterHead.objects.select_for_update().get_or_create(pk=1)
    entry = RegisterEntry.objects.create(
        sequence=head.sequence + 1,
        edition=edition,
        previous=head.digest,
        digest=link(head.sequence + 1, head.digest, edition),
    )
    head.sequence, head.digest = entry.sequence, entry.digest
    head.save(update_fields=["sequence", "digest"])
    return entry


def link(sequence: int, previous: str, edition: Edition) -> str:
    """The digest of one link; what it covers is described in docs/register.md."""
    # In UTC, as the database gives it back, whichever zone the caller spoke in.
    entered = edition.entered_at.astimezone(UTC).isoformat()
    return digest("\n".join([str(sequence), previous, edition.sha256, entered]))


def faults() -> Iterator[str]:
    """Yield a sentence for each place where the chain does not hold; none if whole."""
    previous, sequence = "0" * 64, 0
    entries = RegisterEntry.objects.select_related("edition").order_by("sequence")
    for entry in entries.iterator(chunk_size=100):
        sequence += 1
        if entry.sequence != sequence:
            yield f"Entry {sequence} is missing: the next one is {entry.sequence}."
            sequence = entry.sequence
        if entry.edition.sha256 != digest(entry.edition.document):
            yield f"Entry {sequence}: the document does not match its digest."
        expected = link(sequence, previous, entry.edition)
        if (entry.previous, entry.digest) != (previous, expected):
            yield f"Entry {sequence}: the chain is broken here."
        previous = entry.digest
    head = RegisterHead.objects.first() or RegisterHead()
    if (head.sequence, head.digest) != (sequence, previous):
        yield f"The register ends at {sequence}, but its head says {head.sequence}."
