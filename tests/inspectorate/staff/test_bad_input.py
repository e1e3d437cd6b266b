"""Nonsense in addresses and forms of the admin gets a sentence, and is no fault."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.db import models, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from inspectorate.frameworks.models import NonWorkingDay
from inspectorate.inspections.models import Finding, Inspection
from tests.admin_pages import address, change_page, client_of, errors, filled
from tests.admin_rows import OURS, SHOWN, last_of, make_row_of_each
from tests.factories import make_authority, make_evidence, make_finding, make_inspection

HUGE = "9" * 23
NONSENSE = ["%00", HUGE, "x", "-1"]
LISTS = [
    *(f"q={text}" for text in ("%00", "a" * 10_000, "+".join(["ab"] * 3300))),
    *(f"id={value}" for value in NONSENSE),
    *(f"id__in={value}" for value in NONSENSE),
    *(f"p={value}" for value in (*NONSENSE, "99999999")),
    *(f"o={value}" for value in NONSENSE),
    *("e=1", "e=1&id=x", "nothing=1", "%00=1", "_facets=x", "_facets=%00"),
    *("_popup=1&_to_field=x", "_to_field=%00", "all=%00", "_changelist_filters=%2500"),
]
FORMS = ["_popup=1&_to_field=x", "_to_field=%00", "_popup=%00", "_changelist_filters=x"]
NUMBERS = ["%00", "x", HUGE, "_00", "1_002F", "9" * 5000, "-1", "1.5", "%ff", "a%2Fb"]
ANSWERS = {200, 302, 400, 403, 404, 405}


def lists(model: type[models.Model]) -> Iterator[str]:
    page = address(model, "changelist")
    yield from (f"{page}?{query}" for query in LISTS)
    shown = SHOWN[model]
    names = [name for each in shown.list_filter for name in parameters(each)]
    if shown.date_hierarchy:
        names += [
            f"{shown.date_hierarchy}__{part}" for part in ("year", "month", "day")
        ]
    for name in names:
        yield from (f"{page}?{name}={value}" for value in (*NONSENSE, "0", "99999"))


def parameters(shown_filter: object) -> list[str]:
    first = shown_filter[0] if isinstance(shown_filter, tuple) else shown_filter
    if not isinstance(first, str):
        return [first.parameter_name]
    return [f"{first}{lookup}" for lookup in ("", "__exact", "__id__exact", "__gte")]


def pages(model: type[models.Model]) -> Iterator[str]:
    top = address(model, "changelist")
    for number in NUMBERS:
        for page in ("", "change/", "history/", "delete/"):
            yield f"{top}{number}/{page}"
    links = [f.name for f in model._meta.get_fields() if f.is_relation]
    for query in (*FORMS, *(f"{name}={value}" for name in links for value in NONSENSE)):
        yield f"{address(model, 'add')}?{query}"
    for query in FORMS:
        yield f"{change_page(last_of(model))}?{query}"


def faults(client: Client, addresses: Iterator[str]) -> list[tuple[str, object]]:
    asked = ((each, code(client, each)) for each in addresses)
    return [(each, found) for each, found in asked if found not in ANSWERS]


def code(client: Client, page: str) -> object:
    """The answer's code, or the fault; a fault of PostgreSQL leaves the test usable."""
    try:
        with transaction.atomic():
            return client.get(page).status_code
    except Exception as fault:  # noqa: BLE001 - each is what the test looks for
        return repr(fault)[:100]


@pytest.mark.slow
@pytest.mark.django_db
def test_no_address_of_any_list_or_form_is_a_fault(
    no_menu: None, subtests: pytest.Subtests
) -> None:
    make_row_of_each()
    client = client_of()

    for model in OURS:
        with subtests.test(model=model._meta.label):
            assert faults(client, lists(model)) == []
            assert faults(client, pages(model)) == []


@pytest.mark.django_db
def test_no_address_of_the_list_and_form_of_findings_is_a_fault(no_menu: None) -> None:
    make_finding()
    client = client_of()

    assert faults(client, lists(Finding)) == []
    assert faults(client, pages(Finding)) == []


@pytest.mark.django_db
def test_nonsense_in_a_look_up_of_choices_is_no_fault() -> None:
    client, page = client_of(), reverse("admin:autocomplete")
    field = {"app_label": "inspections", "model_name": "finding", "field_name": "theme"}
    nonsense = [
        {},
        *({**field, "term": text} for text in ("\x00", "a " * 5000, "a" * 10_000)),
        *({**field, "page": number} for number in ("x", HUGE, "-1")),
        *({**field, "field_name": n} for n in ("x", "text_en", "\x00", "theme__code")),
        *({**field, "app_label": n} for n in ("x", "\x00")),
    ]

    assert faults(client, (f"{page}?{urlencode(each)}" for each in nonsense)) == []


@pytest.mark.django_db
def test_nonsense_in_the_site_s_own_addresses_is_no_fault() -> None:
    client = client_of()
    site = [
        "r/%00/1/",
        f"r/1/{HUGE}/",
        "x/",
        "%00/",
        "jsi18n/?x=%00",
        "login/?next=%00",
    ]

    assert faults(client, (f"/admin/{each}" for each in site)) == []


# The sentence of each


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("status__exact=%00", "holds a character that no record has (NUL)"),
        (f"service__id__exact={HUGE}", "a number larger than any record has"),
        ("q=" + "a" * 201, "Search for at most 200 characters; you gave 201."),
    ],
)
def test_refused_address_gets_a_sentence(query: str, sentence: str) -> None:
    answer = client_of("inspector").get(f"{address(Inspection, 'changelist')}?{query}")

    assert answer.status_code == 400
    assert sentence in answer.text


@pytest.mark.django_db
def test_list_that_cannot_be_narrowed_says_so() -> None:
    page = f"{address(Inspection, 'changelist')}?id=x"

    answer = client_of("inspector").get(page, follow=True)

    assert "The list could not be narrowed as that address asks" in answer.text


@pytest.mark.django_db
def test_search_of_the_full_length_is_answered() -> None:
    page = f"{address(Finding, 'changelist')}?q={'+'.join(['ab'] * 66)}"

    assert client_of("inspector").get(page).status_code == 200


@pytest.mark.django_db
def test_page_that_django_itself_refuses_is_in_our_look() -> None:
    answer = client_of().get(f"{address(Inspection, 'changelist')}?_to_field=x")

    assert answer.status_code == 400
    assert "This cannot be asked" in answer.text


# What is typed

AFTER = (
    "After “%s” stands a character that cannot be seen (U+000%s): delete it there, or "
    "type a line break in its place."
)
BEGINS = (
    "The text begins with a character that cannot be seen (U+0007): delete it there."
)
TOO_LONG = (
    "This text has 200000 characters; at most 100000 can be stored. Divide it, or "
    "attach it as a file."
)
PARTIAL = ["2026-02-31", "0000", "0000-02-01", "2015-02-29", "x" * 200_000]


def post(row: models.Model, **typed: object) -> HttpResponse:
    client, page = client_of(), change_page(row)
    return client.post(page, {**filled(client.get(page)), **typed})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("The team was\x0bstrong.", AFTER % ("The team was", "B")),
        ("A\x0c[31m", AFTER % ("A", "C")),
        ("\x07Bell", BEGINS),
        ("NUL\x00", "Null characters are not allowed."),
        ("x" * 200_000, TOO_LONG),
    ],
)
def test_text_that_is_none_is_sent_back_with_the_cure(text: str, sentence: str) -> None:
    finding = make_finding(text_en="As it was.")

    answer = post(finding, text_en=text)

    assert sentence in errors(answer)
    assert answer.context["adminform"].form["text_en"].value() == text
    finding.refresh_from_db()
    assert finding.text_en == "As it was."


@pytest.mark.django_db
def test_text_of_an_inline_is_checked_as_well() -> None:
    authority = make_authority()
    authority.aliases.create(text="First")

    answer = post(authority, **{"aliases-0-text": "Fir\x0bst"})

    assert "(U+000B)" in " ".join(errors(answer))


@pytest.mark.django_db
def test_tabs_line_breaks_and_welsh_are_text() -> None:
    finding = make_finding()
    text = "Line 1\r\nLine 2\tŵ – “quoted”"

    assert post(finding, text_en=text).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["31/02/2026", "2026-02-31", "0000-01-01", "99999"])
def test_impossible_day_is_sent_back(day: str) -> None:
    answer = post(make_evidence(), collected_on=day)

    assert errors(answer) == ["Enter a valid date."]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "day", ["2026-02-31", "0000", "0000-02-01", "2015-02-29", "x" * 200_000]
)
def test_impossible_partial_date_is_sent_back_with_the_cure(day: str) -> None:
    answer = post(make_inspection(), fieldwork_start=day)

    [sentence] = errors(answer)
    assert "is not a date. Write 2015-04-23, 2015-04 or 2015" in sentence
    assert len(sentence) < 200


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["\x00", HUGE, "x", "-1", ""])
def test_nonsense_for_numbers_of_rows_is_sent_back(value: str) -> None:
    authority = make_authority()
    authority.aliases.create(text="First")
    finding = make_finding()

    answers = [
        post(finding, previous=value or "0"),
        post(finding, theme=value or "0", evidence=[value or "0"]),
        post(authority, **{"aliases-0-id": value}),
        post(authority, **{"aliases-TOTAL_FORMS": value}),
        post(authority, **{"aliases-INITIAL_FORMS": value}),
    ]

    assert [answer.status_code for answer in answers[:3]] == [200] * 3
    assert {answer.status_code for answer in answers} <= {200, 302}
    assert [alias.text for alias in authority.aliases.all()] == ["First"]


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["9999", "9" * 18])
def test_list_by_days_ends_with_the_calendar(day: str) -> None:
    page = address(NonWorkingDay, "changelist")
    asked = [f"day__year={day}", f"day__year=9999&day__month={day}"]

    answers = [client_of().get(f"{page}?{query}") for query in asked]

    assert [each.status_code for each in answers] == [400, 400]
    assert "a day beyond the calendar" in answers[0].text


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["x", "\0", HUGE, "-1"])
def test_what_is_ticked_in_a_list_is_a_record(number: str) -> None:
    make_inspection()
    sent = {"action": "assign", "_selected_action": number, "index": 0}

    answer = client_of("head_of_inspection").post(
        address(Inspection, "changelist"), sent
    )

    assert answer.status_code == 400
    assert "What was ticked is no record" in answer.text
