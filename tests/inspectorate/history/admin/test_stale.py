"""Two people on one record: nobody's save disappears unseen."""

import pytest
from django.db import models
from django.http import HttpResponse
from django.test import Client

from authorities.models import Authority
from inspectorate.history.admin.recorded import Recorded
from inspectorate.history.admin.stale import NOT_DELETED, REFUSED, UNKNOWN, UNTICKED
from inspectorate.history.models import Entry
from inspectorate.inspections.models import Finding, Inspection
from inspectorate.reports.models import Section
from tests.admin_pages import address, change_page, client_of, errors, filled
from tests.admin_rows import OURS, READ_ONLY, SHOWN
from tests.factories import (
    make_authority,
    make_evidence,
    make_finding,
    make_inspection,
    make_report,
    make_section,
)
from tests.races import at_once

pytestmark = pytest.mark.django_db
KEPT = None


def save(client: Client, row: models.Model, **changes: object) -> HttpResponse:
    """Open the page of a row and save it, changed, with nobody in between."""
    page = change_page(row)
    return client.post(page, {**filled(client.get(page)), **changes})


def told(answer: HttpResponse) -> list[tuple[str, str, str | None]]:
    """Every line of a comparison: the field, theirs, and mine unless theirs is kept."""
    return [
        (line.label, line.theirs, line.mine)
        for group in answer.context["comparison"].groups
        for line in group.lines
    ]


def fates(answer: HttpResponse) -> list[tuple[str, str, str]]:
    return [
        (group.name, group.fate, group.saved and group.saved.actor_name)
        for group in answer.context["comparison"].groups
    ]


@pytest.fixture
def mair() -> Client:
    return client_of(name="Mair")


@pytest.fixture
def gwen() -> Client:
    return client_of(name="Gwen")


def test_second_save_is_refused_and_shows_theirs_and_mine(
    mair: Client, gwen: Client
) -> None:
    authority = make_authority("Exampleshire", name_cy="Sir Enghraifft")
    mine = filled(mair.get(change_page(authority))) | {"name_en": "My Example"}
    save(gwen, authority, name_en="Her Example", kind="other")

    answer = mair.post(change_page(authority), mine)

    assert errors(answer) == [REFUSED]
    assert told(answer) == [
        ("Name (English)", "Her Example", "My Example"),
        ("Kind", "Other public authority", KEPT),
    ]
    [group] = answer.context["comparison"].groups
    entry = Entry.objects.about(authority).get()
    assert [line.saved for line in group.lines] == [entry, entry]
    assert "Saved by Gwen" in answer.text
    stored = Authority.objects.get(pk=authority.pk)
    assert (stored.name_en, stored.kind) == ("Her Example", "other")


def test_page_that_comes_back_holds_mine_but_theirs_where_i_typed_nothing(
    mair: Client, gwen: Client
) -> None:
    authority = make_authority("Exampleshire", kind="county")
    mine = filled(mair.get(change_page(authority))) | {"name_en": "My Example"}
    save(gwen, authority, kind="other", name_cy="Dinas")

    form = filled(mair.post(change_page(authority), mine))

    assert [form[name] for name in ("name_en", "kind", "name_cy")] == [
        "My Example",
        "other",
        "Dinas",
    ]


def test_page_is_saved_over_theirs_by_who_says_so(mair: Client, gwen: Client) -> None:
    authority = make_authority("Exampleshire")
    page = change_page(authority)
    mine = filled(mair.get(page)) | {"name_en": "My Example"}
    save(gwen, authority, name_en="Her Example", kind="other")
    refused = filled(mair.post(page, mine))

    unsaid = mair.post(page, refused)
    answer = mair.post(page, {**filled(unsaid), "save_over": "on"})

    assert errors(unsaid) == [UNTICKED]
    assert told(unsaid) == [("Name (English)", "Her Example", "My Example")]
    assert answer.status_code == 302
    stored = Authority.objects.get(pk=authority.pk)
    assert (stored.name_en, stored.kind) == ("My Example", "other")
    last = Entry.objects.about(authority).last()
    assert (last.before, last.after) == (
        {"name_en": "Her Example"},
        {"name_en": "My Example"},
    )


def test_third_save_in_between_is_refused_again(mair: Client, gwen: Client) -> None:
    authority = make_authority("Exampleshire")
    page = change_page(authority)
    mine = filled(mair.get(page)) | {"name_en": "My Example"}
    save(gwen, authority, name_en="Her Example")
    refused = filled(mair.post(page, mine))
    save(gwen, authority, name_en="Her second Example", kind="other")

    answer = mair.post(page, {**refused, "save_over": "on"})

    assert errors(answer) == [REFUSED]
    assert told(answer) == [
        ("Name (English)", "Her second Example", "My Example"),
        ("Kind", "Other public authority", KEPT),
    ]
    assert Authority.objects.get(pk=authority.pk).name_en == "Her second Example"


def test_same_change_by_both_is_no_difference_but_is_asked_about(
    mair: Client, gwen: Client
) -> None:
    authority = make_authority("Exampleshire")
    page = change_page(authority)
    mine = filled(mair.get(page)) | {"name_en": "Our Example"}
    save(gwen, authority, name_en="Our Example")

    answer = mair.post(page, mine)

    assert (errors(answer), told(answer)) == ([REFUSED], [])


def test_what_code_has_moved_is_never_put_back(mair: Client) -> None:
    inspection = make_inspection()
    page = change_page(inspection)
    mine = filled(mair.get(page)) | {"kind": "REVIEW"}
    Inspection.objects.update(status="scoping")

    answer = mair.post(page, mine)

    assert errors(answer) == [REFUSED]
    assert ("Status", "Scoping", KEPT) in told(answer)
    [group] = answer.context["comparison"].groups
    assert {line.saved for line in group.lines} == {None}
    mair.post(page, {**filled(answer), "save_over": "on"})
    stored = Inspection.objects.get()
    assert (stored.status, stored.kind) == ("scoping", "REVIEW")


def test_many_to_many_field_is_compared_by_names(mair: Client, gwen: Client) -> None:
    finding = make_finding()
    items = [make_evidence(finding.inspection, reference=f"CF-{n}") for n in (1, 2)]
    page = change_page(finding)
    mine = filled(mair.get(page)) | {"evidence": [items[0].pk]}
    save(gwen, finding, evidence=[items[1].pk])

    answer = mair.post(page, mine)

    assert told(answer) == [("Evidence", str(items[1]), str(items[0]))]
    assert "Saved by Gwen" in answer.text
    mair.post(page, {**filled(answer), "save_over": "on"})
    assert [*Finding.objects.get().evidence.all()] == [items[0]]


def test_bad_input_on_a_stale_page_keeps_what_was_typed(
    mair: Client, gwen: Client
) -> None:
    inspection = make_inspection()
    page = change_page(inspection)
    mine = filled(mair.get(page)) | {"fieldwork_end": "last spring"}
    save(gwen, inspection, fieldwork_end="2026-04")

    answer = mair.post(page, mine)

    assert REFUSED in errors(answer)
    assert ("Fieldwork to", "2026-04", "last spring") in told(answer)
    assert 'value="last spring"' in answer.text


def test_bad_input_leaves_a_page_what_it_was_drawn_from(
    mair: Client, gwen: Client
) -> None:
    inspection = make_inspection()
    page = change_page(inspection)
    mine = filled(mair.get(page))
    bad = mair.post(page, {**mine, "fieldwork_end": "last spring"})
    save(gwen, inspection, kind="REVIEW")

    answer = mair.post(page, {**filled(bad), "fieldwork_end": "2026"})

    assert bad.context["comparison"] is None
    assert errors(answer) == [REFUSED]


@pytest.mark.parametrize("forged", ["", "nonsense", "\x00", "other"])
def test_page_that_does_not_say_what_it_was_drawn_from_is_refused(
    mair: Client, forged: str
) -> None:
    authority, other = make_authority("Exampleshire"), make_authority()
    page = change_page(authority)
    mine = filled(mair.get(page)) | {"name_en": "My Example"}
    if forged == "other":
        forged = filled(mair.get(change_page(other)))["drawn_from"]

    answer = mair.post(page, {**mine, "drawn_from": forged})

    assert errors(answer) == [UNKNOWN]
    assert told(answer) == [("Name (English)", "Exampleshire", "My Example")]
    over = {**filled(answer), "save_over": "on"}
    assert mair.post(page, over).status_code == 302


# Rows of inlines


@pytest.fixture
def authority() -> Authority:
    row = make_authority("Exampleshire")
    for text in ("First", "Second"):
        row.aliases.create(text=text)
    return row


def texts(authority: Authority) -> list[str]:
    return [alias.text for alias in authority.aliases.order_by("pk")]


def place(form: dict, text: str) -> str:
    [name] = [name for name, value in form.items() if value == text]
    return name.removesuffix("-text")


def test_row_that_both_changed_is_compared(
    mair: Client, gwen: Client, authority: Authority
) -> None:
    page = change_page(authority)
    form = filled(mair.get(page))
    at = place(form, "First")
    save(gwen, authority, **{f"{at}-text": "Her first"})

    answer = mair.post(page, {**form, f"{at}-text": "My first"})

    assert told(answer) == [("Name or code", "Her first", "My first")]
    assert [name for name, _fate, _by in fates(answer)] == ["Alias: Her first"]
    assert texts(authority) == ["Her first", "Second"]
    mair.post(page, {**filled(answer), "save_over": "on"})
    assert texts(authority) == ["My first", "Second"]


def test_row_that_they_added_stays_and_is_told(
    mair: Client, gwen: Client, authority: Authority
) -> None:
    page = change_page(authority)
    mine = filled(mair.get(page)) | {"name_en": "My Example"}
    added = {"aliases-2-text": "Third", "aliases-2-kind": "name"}
    save(gwen, authority, **{**added, "aliases-TOTAL_FORMS": 3})

    answer = mair.post(page, mine)

    assert ("Alias: Third", "Somebody else has added it. It stays.", "Gwen") in fates(
        answer
    )
    assert mair.post(page, filled(answer) | {"save_over": "on"}).status_code == 302
    assert texts(authority) == ["First", "Second", "Third"]
    assert Authority.objects.get(pk=authority.pk).name_en == "My Example"


def test_row_that_both_added_is_refused_with_a_sentence(
    mair: Client, gwen: Client, authority: Authority
) -> None:
    page = change_page(authority)
    added = {"aliases-2-text": "Third", "aliases-2-kind": "name"}
    mine = filled(mair.get(page)) | added | {"aliases-TOTAL_FORMS": 3}
    save(gwen, authority, **{**added, "aliases-TOTAL_FORMS": 3})

    refused = mair.post(page, mine)
    answer = mair.post(page, filled(refused) | {"save_over": "on"})

    assert answer.status_code == 200
    assert "already" in " ".join(errors(answer))
    assert texts(authority) == ["First", "Second", "Third"]


def test_row_that_they_deleted_stays_deleted_when_i_typed_nothing_there(
    mair: Client, gwen: Client, authority: Authority
) -> None:
    page = change_page(authority)
    form = filled(mair.get(page))
    first, second = place(form, "First"), place(form, "Second")
    save(gwen, authority, **{f"{first}-DELETE": "on"})

    answer = mair.post(page, {**form, f"{second}-text": "My second"})

    fate = "Somebody else has deleted it. It stays deleted."
    assert ("Alias: First", fate, "Gwen") in fates(answer)
    assert mair.post(page, filled(answer) | {"save_over": "on"}).status_code == 302
    assert texts(authority) == ["My second"]


def test_row_that_they_deleted_and_i_edited_is_offered_as_a_new_one(
    mair: Client, gwen: Client, authority: Authority
) -> None:
    page = change_page(authority)
    form = filled(mair.get(page))
    first = place(form, "First")
    save(gwen, authority, **{f"{first}-DELETE": "on"})

    answer = mair.post(page, {**form, f"{first}-text": "My first"})

    [(_name, fate, by)] = fates(answer)
    assert ("below as a new row" in fate, by) == (True, "Gwen")
    assert texts(authority) == ["Second"]
    assert mair.post(page, filled(answer) | {"save_over": "on"}).status_code == 302
    assert texts(authority) == ["Second", "My first"]


def test_row_that_both_deleted_is_told_and_gone(
    mair: Client, gwen: Client, authority: Authority
) -> None:
    page = change_page(authority)
    form = filled(mair.get(page))
    gone = {f"{place(form, 'First')}-DELETE": "on"}
    save(gwen, authority, **gone)

    answer = mair.post(page, form | gone)

    assert len(errors(answer)) == 1
    assert mair.post(page, filled(answer) | {"save_over": "on"}).status_code == 302
    assert texts(authority) == ["Second"]


def test_row_that_i_delete_and_they_changed_is_asked_about(
    mair: Client, gwen: Client, authority: Authority
) -> None:
    page = change_page(authority)
    form = filled(mair.get(page))
    at = place(form, "First")
    save(gwen, authority, **{f"{at}-text": "Her first"})

    answer = mair.post(page, {**form, f"{at}-DELETE": "on"})

    assert [fate[:12] for _name, fate, _by in fates(answer)] == ["You have tic"]
    assert texts(authority) == ["Her first", "Second"]


def test_row_edited_on_its_own_page_refuses_the_page_of_its_parent(
    mair: Client,
) -> None:
    section = make_report(paragraphs=2).sections.get()
    page = change_page(section)
    mine = filled(mair.get(page)) | {"heading_en": "Mine"}
    first = section.paragraphs.first()
    save(client_of(), first, text_en="Another text.")

    answer = mair.post(page, mine)

    assert ("Text (English)", "Another text.", KEPT) in told(answer)
    assert mair.post(page, filled(answer) | {"save_over": "on"}).status_code == 302
    first.refresh_from_db()
    assert first.text_en == "Another text."
    assert Section.objects.get().heading_en == "Mine"


# Deletion


def test_row_that_changed_after_its_page_was_shown_is_not_deleted(
    mair: Client, gwen: Client, authority: Authority
) -> None:
    page = address(Authority, "delete", authority.pk)
    drawn_from = mair.get(page).context["drawn_from"]
    save(gwen, authority, name_en="Her Example")

    answer = mair.post(page, {"post": "yes", "drawn_from": drawn_from}, follow=True)

    assert [str(each) for each in answer.context["messages"]] == [NOT_DELETED]
    assert Authority.objects.filter(pk=authority.pk).exists()
    assert [entry.act for entry in Entry.objects.about(authority)] == ["changed"]


def test_row_that_gained_a_part_after_its_page_was_shown_is_not_deleted(
    mair: Client, authority: Authority
) -> None:
    page = address(Authority, "delete", authority.pk)
    drawn_from = mair.get(page).context["drawn_from"]
    authority.aliases.create(text="Third")

    mair.post(page, {"post": "yes", "drawn_from": drawn_from})

    assert texts(authority) == ["First", "Second", "Third"]


def test_deletion_without_its_page_is_refused(mair: Client) -> None:
    authority = make_authority()

    mair.post(address(Authority, "delete", authority.pk), {"post": "yes"})

    assert Authority.objects.filter(pk=authority.pk).exists()


# Everywhere


def test_every_row_that_can_be_edited_is_guarded() -> None:
    edited = [model for model in OURS if model not in READ_ONLY]

    assert [m for m in edited if not isinstance(SHOWN[m], Recorded)] == []


def test_nothing_is_edited_in_a_list() -> None:
    """A list's form would overwrite what others have saved meanwhile."""
    assert [model for model in SHOWN if SHOWN[model].list_editable] == []


def test_page_does_not_grow_with_its_texts() -> None:
    section = make_section(make_report())
    client = client_of()

    def size() -> int:
        return len(filled(client.get(change_page(section)))["drawn_from"])

    short = size()
    Section.objects.filter(pk=section.pk).update(heading_en="x" * 200)

    assert size() == short < 600


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_one_is_stored_and_one_refused() -> None:
    authority = make_authority("Exampleshire")
    page = change_page(authority)
    clients = {name: client_of(name=name) for name in ("Mair", "Gwen")}
    forms = {name: filled(client.get(page)) for name, client in clients.items()}

    def act(name: str) -> HttpResponse:
        return clients[name].post(page, forms[name] | {"name_en": name})

    answers = at_once([lambda: act("Mair"), lambda: act("Gwen")], behind=authority)

    assert sorted(answer.status_code for answer in answers) == [200, 302]
    [refused] = [answer for answer in answers if answer.status_code == 200]
    assert errors(refused) == [REFUSED]
    stored = Authority.objects.get(pk=authority.pk)
    assert [entry.after for entry in Entry.objects.about(authority)] == [
        {"name_en": stored.name_en}
    ]
