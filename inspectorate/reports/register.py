"""The register: whatever enters the record, in its order, each chained to the last.

Two chains: what is published, and what is issued to an authority alone. What a link
says, and how a stranger checks it, is described in docs/register.md.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from inspectorate.lifecycle import Refusal
from inspectorate.reports.document import both, canonical, digest
from inspectorate.reports.models import (
    Chain,
    Edition,
    RegisterEntry,
    RegisterHead,
    SigningKey,
    Withdrawal,
)
from inspectorate.reports.models.register import ABOUT
from inspectorate.signing import Signer

FORMAT = "inspectorate-register/1"
Kind = RegisterEntry.Kind
SLACK = timedelta(minutes=1)


def enter_edition(edition: Edition) -> RegisterEntry:
    """Add an edition to its chain; call it within the transaction of publication."""
    return enter(
        edition.chain, Kind.EDITION, edition, told_edition(edition), edition.entered_at
    )


def enter_forms(edition: Edition, at: datetime) -> RegisterEntry:
    """Add what an edition is kept as; its rows stand by then, at the same moment."""
    return enter(edition.chain, Kind.FORMS, edition, told_forms(edition), at)


def enter_withdrawal(withdrawal: Withdrawal) -> RegisterEntry:
    edition, at = withdrawal.edition, withdrawal.entered_at
    return enter(
        edition.chain, Kind.WITHDRAWAL, withdrawal, told_withdrawal(withdrawal), at
    )


def introduce(chain: str, key: Signer, by: Signer, at: datetime) -> RegisterEntry:
    """Make known the key that signs from now on; signed `by` the one before it.

    By itself where it is the first, or where the one before is lost: a link says so.
    """
    row, _made = SigningKey.objects.get_or_create(
        code=key.code, defaults={"public": key.public}
    )
    lost = by.code == key.code and last_key(chain) is not None
    told = told_key(row) | ({"lost": True} if lost else {})
    return add(locked_head(chain), Kind.KEY, row, told, at, by)


def rotate(key: Signer, by: Signer, at: datetime) -> list[RegisterEntry]:
    """Make a new key known in each chain that is signed; see introduce().

    Raises Refusal where `by` is neither the new key nor the one that signs now.
    """
    made = []
    with transaction.atomic():
        for chain in Chain.values:
            check_clock(locked_head(chain), at)
            known = last_key(chain)
            if known is None or known.code == key.code:
                continue
            if by.code not in (known.code, key.code):
                raise Refusal(wrong_key(known, by))
            made.append(introduce(chain, key, by, at))
    return made


def told_edition(edition: Edition) -> dict:
    return {
        "report": edition.report.slug,
        "edition": edition.number,
        "sha256": edition.sha256,
    }


def told_forms(edition: Edition) -> dict:
    forms = sorted(edition.forms.all(), key=lambda row: (row.form, row.language))
    return {
        "report": edition.report.slug,
        "edition": edition.number,
        "forms": [
            {
                "form": row.form,
                "language": row.language,
                "sha256": row.sha256,
                "size": row.size,
            }
            for row in forms
        ],
    }


def told_withdrawal(withdrawal: Withdrawal) -> dict:
    told = told_edition(withdrawal.edition)
    return {**told, "reason": both(withdrawal.reason)}


def told_key(key: SigningKey) -> dict:
    return {"key": key.code, "public": key.public}


def enter(
    chain: str, kind: str, row: models.Model, told: Mapping, at: datetime
) -> RegisterEntry:
    """Add a link, signed where SIGNING_KEY is set.

    The first one that is signed comes after the key itself. Raises Refusal where the
    key is not the one that signs this chain, or the clock stands before its last link.
    """
    signer = Signer(settings.SIGNING_KEY) if settings.SIGNING_KEY else None
    head = locked_head(chain)
    check_clock(head, at)
    known = last_key(chain)
    if known is None and signer:
        introduce(chain, signer, signer, at)
        head.refresh_from_db()
    elif known and (signer is None or known.code != signer.code):
        raise Refusal(wrong_key(known, signer))
    return add(head, kind, row, told, at, signer)


def add(
    head: RegisterHead,
    kind: str,
    row: models.Model,
    told: Mapping,
    at: datetime,
    signer: Signer | None,
) -> RegisterEntry:
    """Add a link behind the locked head of its chain, by the key given.

    The head stays locked until the transaction ends, so links follow one another
    without gaps or doubles, and an act that fails leaves no trace.
    """
    content = canonical(
        {
            "format": FORMAT,
            "chain": head.chain,
            "sequence": head.sequence + 1,
            "previous": head.digest,
            "entered_at": moment(at),
            "kind": kind,
            **told,
        }
    )
    entry = RegisterEntry.objects.create(
        chain=head.chain,
        sequence=head.sequence + 1,
        kind=kind,
        content=content,
        previous=head.digest,
        digest=digest(content),
        signed_with=signer and SigningKey.objects.get(code=signer.code),
        signature=signer.sign(content) if signer else "",
        **{ABOUT[kind]: row},
    )
    head.sequence, head.digest, head.entered_at = entry.sequence, entry.digest, at
    head.save(update_fields=["sequence", "digest", "entered_at"])
    return entry


def locked_head(chain: str) -> RegisterHead:
    return RegisterHead.objects.select_for_update().get_or_create(chain=chain)[0]


def moment_of_entry(chain: str, at: datetime | None) -> datetime:
    """The moment `at`, or now, read when it is this act's turn.

    Whoever waits for the head comes with a moment before that of the link it waited
    for, and clocks are set back by seconds: it is then the moment of that link.
    """
    head, at = locked_head(chain), at or timezone.now()
    last = head.entered_at or at
    return last if at < last <= at + SLACK else at


def moment(at: datetime) -> str:
    """In UTC, as the database gives it back, whichever zone the caller spoke in."""
    return at.astimezone(UTC).isoformat()


def last_key(chain: str) -> SigningKey | None:
    """The key that signs the chain now, None before the first."""
    keys = RegisterEntry.objects.filter(chain=chain, kind=Kind.KEY)
    last = keys.select_related("key").order_by("-sequence").first()
    return last and last.key


def check_clock(head: RegisterHead, at: datetime) -> None:
    if head.entered_at and at < head.entered_at:
        told = _(
            "The clock stands at %(now)s, before the last entry of the register at "
            "%(last)s: set the clock of the server right, and try again."
        )
        shown = {"now": at, "last": head.entered_at}
        shown = {
            name: f"{timezone.localtime(each):%d.%m.%Y %H:%M:%S}"
            for name, each in shown.items()
        }
        raise Refusal(told % shown)


def wrong_key(known: SigningKey, signer: Signer | None) -> str:
    if signer is None:
        told = _(
            "The register is signed with the key %s, and no key is set: set "
            "SIGNING_KEY or SIGNING_KEY_FILE, and try again."
        )
        return told % known.code
    told = _(
        "The register is signed with the key %(known)s, and the one that is set is "
        "%(set)s: set the right one, or make the new one known with rotate_signing_key."
    )
    return told % {"known": known.code, "set": signer.code}
