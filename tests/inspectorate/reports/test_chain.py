"""What a chain tells of its keys and of what is not in it; that each link is checked
is in test_register.py.
"""

import pytest
from pytest_django import Settings

from inspectorate.reports import chain, register
from inspectorate.reports.models import Edition, SigningKey, Withdrawal
from inspectorate.signing import Signer
from tests.factories import NOON, make_edition

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

OLD, NEW = bytes(range(32)), bytes(range(1, 33))


def forge(edition: Edition, by: Signer) -> None:
    """A link of the right form, by whoever can write and has a key."""
    told = {"edition": edition, "reason_en": "Gone.", "entered_at": NOON}
    row = Withdrawal.objects.create(**told)
    head = register.locked_head("public")
    register.add(head, "withdrawal", row, register.told_withdrawal(row), NOON, by)


@pytest.mark.parametrize("lost", [False, True])
def test_link_that_a_retired_key_signed_is_named(
    settings: Settings, lost: bool
) -> None:
    old, new = Signer(OLD), Signer(NEW)
    settings.SIGNING_KEY = OLD
    edition = make_edition()
    register.rotate(new, by=new if lost else old, at=NOON)
    settings.SIGNING_KEY = NEW
    assert list(chain.faults()) == []

    forge(edition, by=old)

    assert list(chain.faults()) == ["Entry 4: its signature does not hold."]


def test_key_that_a_retired_one_made_known_is_named(
    settings: Settings,
) -> None:
    old, new, third = Signer(OLD), Signer(NEW), Signer(bytes(32))
    settings.SIGNING_KEY = OLD
    make_edition()
    register.rotate(new, by=old, at=NOON)

    register.introduce("public", third, by=old, at=NOON)

    settings.SIGNING_KEY = bytes(32)
    assert list(chain.faults()) == ["Entry 4: its signature does not hold."]


def test_key_after_a_lost_one_signs_for_itself_and_no_other_for_it(
    settings: Settings,
) -> None:
    old, new = Signer(OLD), Signer(NEW)
    settings.SIGNING_KEY = OLD
    make_edition()
    row = SigningKey.objects.create(code=new.code, public=new.public)
    told = {**register.told_key(row), "lost": True}

    register.add(register.locked_head("public"), "key", row, told, NOON, old)

    settings.SIGNING_KEY = NEW
    assert list(chain.faults()) == ["Entry 3: its signature does not hold."]


def test_key_that_comes_back_signs_again(settings: Settings) -> None:
    old, new = Signer(OLD), Signer(NEW)
    settings.SIGNING_KEY = OLD
    edition = make_edition()
    register.rotate(new, by=old, at=NOON)
    register.rotate(old, by=new, at=NOON)
    make_edition()
    assert list(chain.faults()) == []

    forge(edition, by=new)

    assert list(chain.faults()) == ["Entry 6: its signature does not hold."]


def test_chain_that_another_key_signs_than_the_one_set_is_named(
    settings: Settings,
) -> None:
    old, new = Signer(OLD), Signer(NEW)
    settings.SIGNING_KEY = OLD
    make_edition()
    settings.SIGNING_KEY = NEW

    assert list(chain.faults()) == [
        (
            f"Entry 2 is the last, and the key that signs is {old.code}; the one that "
            f"is set is {new.code}."
        )
    ]


def test_unsigned_chain_is_noted_where_a_key_is_set_until_its_next_link(
    settings: Settings,
) -> None:
    signer, settings.SIGNING_KEY = Signer(OLD), OLD
    assert told_of_public() == ([], [])
    settings.SIGNING_KEY = b""
    make_edition()
    assert told_of_public() == ([], [])

    settings.SIGNING_KEY = OLD

    note = (
        f"Entry 1 is the last, and none is signed, though the key {signer.code} is "
        "set. That is so until the next link only; if there were links since it "
        "was set, the register was replaced."
    )
    assert told_of_public() == ([], [note])
    make_edition()
    assert told_of_public() == ([], [])


def told_of_public() -> tuple[list[str], list[str]]:
    """The faults of all, and the notes on what is published."""
    links = chain.both()
    return list(chain.faults(links)), links[0].notes


def test_withdrawal_beside_the_register_is_named() -> None:
    edition = make_edition()

    Withdrawal.objects.create(edition=edition, reason_en="Gone.", entered_at=NOON)

    assert list(chain.faults()) == [
        f"The withdrawal of edition 1 of {edition.report.slug} is in no register."
    ]
