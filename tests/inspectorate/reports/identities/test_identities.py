"""What the linter finds of people, measured on sentences that were labelled by hand."""

import csv
from collections import Counter
from functools import cache
from pathlib import Path
from time import process_time

import pytest
from django.conf import settings

from inspectorate.reports.identities import Kind, Warned, warnings

SENTENCES = Path(__file__).parent / "sentences.csv"
# Who may be named in them.
OFFICE_HOLDERS = ["Nick Jarman", "Elin Vaughan", "Rhodri Parry", "Margaret Ellis-Jones"]
RECALL, PRECISION = 0.95, 0.7


def labelled() -> list[tuple[set[str], str]]:
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        return [
            (set(row["kinds"].split()), row["text"]) for row in csv.DictReader(file)
        ]


@cache
def read() -> list[tuple[set[str], set[str]]]:
    """Of each sentence, the kinds that are in it and those that are told."""
    return [
        (kinds, {warned.kind.value for warned in warnings(text, OFFICE_HOLDERS)})
        for kinds, text in labelled()
    ]


def test_sample_labels_a_dozen_sentences_with_each_kind_and_more_with_none() -> None:
    counts = Counter(kind for kinds, _text in labelled() for kind in kinds)

    assert set(counts) == set(Kind.values)
    assert min(counts.values()) >= 12
    assert sum(not kinds for kinds, _text in labelled()) >= 200


@pytest.mark.parametrize("kind", Kind.values)
def test_of_each_kind_nearly_all_is_found_and_little_else_is_told(kind: str) -> None:
    found = [(kind in kinds, kind in told) for kinds, told in read()]
    right = found.count((True, True))

    assert right / (right + found.count((True, False))) >= RECALL
    assert right / (right + found.count((False, True))) >= PRECISION


def test_documentation_tells_the_figures_of_the_sample() -> None:
    told = (settings.BASE_DIR / "docs/identities.md").read_text("utf-8")
    right = sum(len(kinds & found) for kinds, found in read())
    recall = right / sum(len(kinds) for kinds, _found in read())
    precision = right / sum(len(found) for _kinds, found in read())
    some = sum(bool(kinds) for kinds, _found in read())

    assert f"| the rules as they are | {recall:.2f} | {precision:.2f} |" in told
    assert (
        f"{len(read())} made-up sentences, {some} of them with one kind or more, "
        f"{len(read()) - some} traps with none"
    ) in told


def test_each_warning_says_where_it_stands() -> None:
    text = "Mrs Llewelyn met J.S., aged 9, and Councillor Parry."

    assert warnings(text, OFFICE_HOLDERS) == [
        Warned(Kind.NAME, 4, 12, "Llewelyn"),
        Warned(Kind.INITIALS, 17, 29, "J.S., aged 9"),
    ]


def test_name_in_an_address_is_told_once() -> None:
    [told] = warnings("Write to Gareth.Pugh@council.example.")

    assert told.kind == Kind.EMAIL


NEAR_MISSES = [
    *("0", "0 ", "01 2", "A", "A. ", "Ab ", "Ab", "A, aged ", "A who is "),
    *("a-", "a@", "a.", "1-1 ", "1.1.", "999 ", "X-", " ", "\n"),
    *("born ", "case id ", "rhif y ", "Mr ", "one child ", "one of the "),
]


@pytest.mark.slow
@pytest.mark.parametrize("piece", NEAR_MISSES)
def test_long_text_of_near_misses_takes_seconds_at_most(piece: str) -> None:
    """A text comes from an import, too. One pattern that went back over what it had
    read took four minutes for the first of these.
    """
    text = piece * (100_000 // len(piece))

    began = process_time()
    warnings(text, OFFICE_HOLDERS)

    assert process_time() - began < 10
