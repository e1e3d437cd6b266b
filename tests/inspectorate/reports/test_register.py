import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from pytest_django import Settings

from inspectorate.history import append_only
from inspectorate.lifecycle import Refusal
from inspectorate.reports import chain, register
from inspectorate.reports.document import canonical, digest
from inspectorate.reports.models import (
    Edition,
    RegisterEntry,
    RegisterHead,
    Report,
    Withdrawal,
)
from inspectorate.reports.publication import publish
from inspectorate.signing import Signer, holds
from tests.factories import (
    NOON,
    SYSTEM,
    make_edition,
    make_report,
    make_withdrawal,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@contextmanager
def as_the_owner_of_the_database() -> Iterator[None]:
    """Who owns the tables can take the triggers away; the register still tells."""
    for model in (Edition, RegisterEntry):
        append_only.remove(model, connection)
    yield
    for model in (Edition, RegisterEntry):
        append_only.install(model, connection)


def make_three() -> list[Edition]:
    return [make_edition(at=NOON + timedelta(days=day)) for day in range(3)]


def test_editions_stand_in_the_order_of_entry_each_chained_to_the_last() -> None:
    editions = make_three()

    entries = list(RegisterEntry.objects.all())

    assert [entry.edition for entry in entries] == editions
    assert [entry.sequence for entry in entries] == [1, 2, 3]
    assert entries[0].previous == "0" * 64
    assert [entry.previous for entry in entries[1:]] == [
        entry.digest for entry in entries[:-1]
    ]
    head = RegisterHead.objects.get()
    assert (head.sequence, head.digest) == (3, entries[-1].digest)


def test_whole_register_has_no_faults() -> None:
    assert list(chain.faults()) == []

    make_three()

    assert list(chain.faults()) == []


def test_register_holds_whichever_time_zone_the_moment_was_given_in() -> None:
    summer = datetime(2026, 7, 1, 12, 30, tzinfo=ZoneInfo("Europe/London"))

    make_edition(at=summer)

    assert list(chain.faults()) == []


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        (
            {"document": "{}"},
            ["Entry 2: the document does not match its digest."],
        ),
        (
            {"document": "{}", "sha256": digest("{}")},
            ["Entry 2: what it is about has been altered."],
        ),
        (
            {"entered_at": NOON - timedelta(days=365)},
            ["Entry 2: what it is about has been altered."],
        ),
    ],
)
def test_edition_that_was_changed_is_named(
    change: dict[str, object], faults: list[str]
) -> None:
    edition = make_three()[1]

    with as_the_owner_of_the_database():
        Edition.objects.filter(pk=edition.pk).update(**change)

    assert list(chain.faults()) == faults


def test_entry_that_was_dropped_is_named() -> None:
    edition = make_three()[1]

    with as_the_owner_of_the_database():
        RegisterEntry.objects.filter(edition=edition).delete()

    assert list(chain.faults()) == [
        "Entry 3: entry 2 is missing before it.",
        "Entry 3: the chain is broken here.",
        f"Edition 1 of {edition.report.slug} is in no register.",
    ]


def test_last_entry_that_was_dropped_is_missed_by_the_head() -> None:
    edition = make_three()[2]

    with as_the_owner_of_the_database():
        RegisterEntry.objects.filter(edition=edition).delete()

    assert list(chain.faults()) == [
        "Entry 2 is the last, but the head of the register says 3.",
        f"Edition 1 of {edition.report.slug} is in no register.",
    ]


def test_entry_that_was_worked_out_anew_breaks_the_next() -> None:
    edition = make_three()[1]
    document = "{}"
    sha256 = digest(document)

    with as_the_owner_of_the_database():
        Edition.objects.filter(pk=edition.pk).update(document=document, sha256=sha256)
        edition.refresh_from_db()
        entry = edition.register_entry
        told = json.loads(entry.content) | {"sha256": sha256}
        forged = {"content": canonical(told), "digest": digest(canonical(told))}
        RegisterEntry.objects.filter(pk=entry.pk).update(**forged)

    assert list(chain.faults()) == ["Entry 3: the chain is broken here."]


@pytest.mark.parametrize("content", ["no JSON", "[]", "{}", '{"chain": "public"}'])
def test_content_that_cannot_be_read_is_named(content: str) -> None:
    edition = make_three()[1]

    with as_the_owner_of_the_database():
        RegisterEntry.objects.filter(edition=edition).update(content=content)

    assert list(chain.faults()) == ["Entry 2: its content cannot be read."]


def test_editions_that_changed_places_are_named() -> None:
    first, second, _third = make_three()
    outside = second.register_entry.pk

    with as_the_owner_of_the_database():
        entries = RegisterEntry.objects
        entries.filter(pk=outside).update(sequence=99)
        entries.filter(edition=first).update(sequence=2)
        entries.filter(pk=outside).update(sequence=1)

    assert list(chain.faults()) == [
        "Entry 1: it was written for another place.",
        "Entry 1: the chain is broken here.",
        "Entry 2: it was written for another place.",
        "Entry 2: the chain is broken here.",
        "Entry 3: the chain is broken here.",
    ]


OLD, NEW = bytes(range(32)), bytes(range(1, 33))


@pytest.fixture
def key(settings: Settings) -> Callable[[bytes], Signer]:
    """Sets the key that signs."""

    def put(seed: bytes) -> Signer | None:
        settings.SIGNING_KEY = seed
        return Signer(seed) if seed else None

    return put


def test_register_is_signed_from_its_first_key_on(
    key: Callable[[bytes], Signer],
) -> None:
    make_edition()
    signer = key(OLD)
    edition = make_edition()

    unsigned, introduced, signed = RegisterEntry.objects.all()
    assert (unsigned.signed_with, unsigned.signature) == (None, "")
    assert introduced.kind == "key"
    assert json.loads(introduced.content)["public"] == signer.public
    assert signed.edition == edition
    assert signed.signed_with.code == signer.code
    assert holds(signed.content, signed.signature, signer.public)
    assert list(chain.faults()) == []


@pytest.mark.parametrize(
    ("seed", "told"),
    [
        (b"", "signed with the key 56475aa75463474c, and no key is set"),
        (NEW, "56475aa75463474c, and the one that is set is"),
    ],
)
def test_nothing_enters_a_signed_register_without_its_key(
    key: Callable[[bytes], Signer], seed: bytes, told: str
) -> None:
    key(OLD)
    make_edition()
    key(seed)
    report = make_report(signed=True)

    with pytest.raises(Refusal, match=told):
        publish(report, by=SYSTEM, at=NOON)

    report = Report.objects.get(pk=report.pk)
    assert (report.status, report.editions.count()) == ("sign_off", 0)
    key(OLD)
    assert publish(report, by=SYSTEM, at=NOON).number == 1


def test_new_key_is_made_known_by_the_one_before_it(
    key: Callable[[bytes], Signer],
) -> None:
    old = key(OLD)
    make_edition()
    new = Signer(NEW)

    made = register.rotate(new, by=old, at=NOON)

    key(NEW)
    make_edition()
    assert [entry.signed_with.code for entry in made] == [old.code]
    assert RegisterEntry.objects.last().signed_with.code == new.code
    assert list(chain.faults()) == []


def test_new_key_after_a_lost_one_says_so(key: Callable[[bytes], Signer]) -> None:
    key(OLD)
    make_edition()
    new = Signer(NEW)

    (entry,) = register.rotate(new, by=new, at=NOON)

    assert json.loads(entry.content)["lost"] is True
    key(NEW)
    make_edition()
    links = chain.both()
    assert list(chain.faults(links)) == []
    assert links[0].notes == [
        (
            f"Entry 3: the key before was lost, and {new.code} signed for itself. Ask "
            "whoever keeps the keys whether they did that."
        )
    ]


def test_content_that_names_no_key_is_named(key: Callable[[bytes], Signer]) -> None:
    key(OLD)
    make_edition()
    entry = RegisterEntry.objects.get(kind="key")
    told = canonical(json.loads(entry.content) | {"public": "no key"})

    with as_the_owner_of_the_database():
        forged = {"content": told, "digest": digest(told)}
        RegisterEntry.objects.filter(pk=entry.pk).update(**forged)

    assert list(chain.faults()) == [
        "Entry 1: its content cannot be read.",
        "Entry 2: the chain is broken here.",
    ]


def test_stranger_introduces_no_key(key: Callable[[bytes], Signer]) -> None:
    key(OLD)
    make_edition()
    stranger = Signer(bytes(32))

    with pytest.raises(Refusal, match="and the one that is set is"):
        register.rotate(Signer(NEW), by=stranger, at=NOON)

    assert RegisterEntry.objects.count() == 2


def test_signature_that_was_changed_is_named(key: Callable[[bytes], Signer]) -> None:
    key(OLD)
    make_three()
    forged = Signer(NEW).sign("another text")

    with as_the_owner_of_the_database():
        RegisterEntry.objects.filter(sequence=3).update(signature=forged)
        RegisterEntry.objects.filter(sequence=4).update(signature="", signed_with=None)

    assert list(chain.faults()) == [
        "Entry 3: its signature does not hold.",
        "Entry 4: its signature does not hold.",
    ]


def test_clock_that_jumped_back_stops_the_register() -> None:
    make_edition()
    report = make_report(signed=True)

    with pytest.raises(Refusal) as refusal:
        publish(report, by=SYSTEM, at=NOON - timedelta(seconds=61))

    assert str(refusal.value) == (
        "The clock stands at 02.03.2026 11:58:59, before the last entry of the "
        "register at 02.03.2026 12:00:00: set the clock of the server right, and try "
        "again."
    )
    assert publish(report, by=SYSTEM, at=NOON).number == 1


def test_act_that_waited_for_its_turn_enters_at_the_moment_of_the_one_before() -> None:
    make_edition()
    report = make_report(signed=True)

    edition = publish(report, by=SYSTEM, at=NOON - timedelta(seconds=59))

    assert edition.entered_at == NOON
    assert list(chain.faults()) == []


def test_withdrawal_that_was_altered_is_named() -> None:
    withdrawal = make_withdrawal(make_edition())
    assert list(chain.faults()) == []

    append_only.remove(Withdrawal, connection)
    Withdrawal.objects.filter(pk=withdrawal.pk).update(reason_en="Another.")
    append_only.install(Withdrawal, connection)

    assert list(chain.faults()) == ["Entry 2: what it is about has been altered."]
