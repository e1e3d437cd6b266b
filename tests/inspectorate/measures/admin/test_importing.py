"""Readings from a file, through the pages of the admin."""

import html
import re
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from openpyxl import Workbook

from inspectorate.history.models import Entry
from inspectorate.measures.models import Delivery, Measure, Reading
from inspectorate.public.measures.data import lines as csv_lines
from tests.factories import (
    SYSTEM,
    make_authority,
    make_measure,
    make_reading,
    make_user,
    revise,
)

pytestmark = pytest.mark.django_db

PAGE = "/admin/measures/delivery/import/"
HEADINGS = "measure,authority,period,value,numerator,denominator"


@pytest.fixture
def measure() -> Measure:
    make_authority("Northshire")
    return make_measure(code="EX1")


@pytest.fixture
def officer(client: Client) -> Client:
    client.force_login(make_user("publishing_officer"))
    return client


def hidden(response: HttpResponse, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())
    return html.unescape(found[1])


def words(response: HttpResponse) -> str:
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(html.unescape(text).split())


def send(client: Client, of: Measure, content: bytes, **told: str) -> HttpResponse:
    """The first page: it asks which column is which."""
    file = SimpleUploadedFile(told.pop("name", "readings.csv"), content)
    given = {"measure_set": of.measure_set_id, "source": "Statistics", **told}
    return client.post(PAGE, {**given, "file": file})


def chosen(response: HttpResponse) -> dict[str, str]:
    """What the second page offers for each column."""
    return {
        field.html_name: field.value() or ""
        for field, _example in response.context["columns"]
    }


def show(client: Client, of: Measure, content: bytes, **told: str) -> HttpResponse:
    """What the file would do, with the columns as they are offered."""
    asked = send(client, of, content, **told)
    assert asked.status_code == 200, words(asked)
    return client.post(PAGE, {"read": hidden(asked, "read"), **chosen(asked)})


def store(client: Client, of: Measure, content: bytes, **told: str) -> HttpResponse:
    shown = show(client, of, content, **told)
    assert shown.status_code == 200, words(shown)
    return client.post(PAGE, {"sealed": hidden(shown, "sealed")}, follow=True)


def lines(*rows: str, headings: str = HEADINGS) -> bytes:
    return "\n".join([headings, *rows]).encode()


def test_file_is_stored_as_a_draft_once_it_is_confirmed(
    officer: Client, measure: Measure
) -> None:
    content = lines(
        'EX1,Northshire,2023-24,88.9,"36,696","41,267"',
        "EX1,Wales,2023-24,0,0,40",
        "EX1,Northshire,2024-25,c,,",
        "EX1,Wales,2024-25,:,,",
    )

    response = store(officer, measure, content, source_url="https://stats.example/1")

    rows = Reading.objects.order_by("pk").values_list(
        "place", "value", "decimals", "status", "source_url"
    )
    north = Reading.objects.exclude(authority=None).first().authority_id
    url = "https://stats.example/1"
    assert list(rows) == [
        (north, Decimal("88.9"), 1, "published", url),
        (0, Decimal(0), 0, "published", url),
        (north, None, 0, "suppressed", url),
        (0, None, 0, "not_available", url),
    ]
    assert not Reading.objects.published().exists()
    assert "The readings are stored" in words(response)


def test_delivery_and_readings_are_in_one_batch_of_history(
    officer: Client, measure: Measure
) -> None:
    store(officer, measure, lines("EX1,Wales,2023-24,50,,"))

    entries = Entry.objects.filter(batch__isnull=False)
    kinds = set(entries.values_list("subject_type", flat=True))
    assert kinds == {"measures.delivery", "measures.reading"}
    assert entries.values("batch").distinct().count() == 1


def test_same_file_again_changes_nothing(officer: Client, measure: Measure) -> None:
    content = lines("EX1,Wales,2023-24,88.9,36696,41267", "EX1,Northshire,2023-24,c,,")
    store(officer, measure, content)

    again = show(officer, measure, content, source="Statistics, page 2")

    assert "there is nothing to store" in words(again)
    assert (Delivery.objects.count(), Reading.objects.count()) == (1, 2)


def test_page_that_is_confirmed_twice_stores_once(
    officer: Client, measure: Measure
) -> None:
    shown = show(officer, measure, lines("EX1,Wales,2023-24,88.9,,"))
    sealed = {"sealed": hidden(shown, "sealed")}
    officer.post(PAGE, sealed)

    again = officer.post(PAGE, sealed, follow=True)

    assert "All of the file is there already." in words(again)
    assert Delivery.objects.count() == 1


def test_other_figure_revises_the_one_that_stands(
    officer: Client, measure: Measure
) -> None:
    store(officer, measure, lines("EX1,Wales,2023-24,88.9,,"))
    Delivery.objects.get().publish(by=SYSTEM)

    shown = show(officer, measure, lines("EX1,Wales,2023-24,87.1,,"))
    officer.post(PAGE, {"sealed": hidden(shown, "sealed")})

    first, second = Reading.objects.order_by("pk")
    assert "To be added: 0. To be revised: 1." in words(shown)
    assert (second.revises, second.number, second.status) == (first, 2, "revised")
    assert (first.value, second.value) == (Decimal("88.9"), Decimal("87.1"))


@pytest.mark.parametrize(
    ("row", "cure"),
    [
        ("EX9,Wales,2023-24,1,,", "“EX9” is no code of this measure set. It has: EX1."),
        (",Wales,2023-24,1,,", "“” is no code of this measure set."),
        ("EX1,Cardif,2023-24,1,,", "“Cardif” is no authority that is known here"),
        ("EX1,,2023-24,1,,", "It is empty: write the authority, or Wales"),
        ("EX1,Wales,2023,1,,", "“2023” is no period: write 2016-17"),
        ("EX1,Wales,,1,,", "The period is empty"),
        ("EX1,Wales,2023-24,,,", "It is empty: write the value, c where it is"),
        ("EX1,Wales,2023-24,much,,", "“much” is no number"),
        ("EX1,Wales,2023-24,75,3,4", "Numerator – 3 is a count from 1 to 4"),
        ("EX1,Wales,2023-24,c,30,40", "“Suppressed” has no value"),
    ],
)
def test_row_that_is_wrong_is_told_with_its_number_and_cure(
    officer: Client, measure: Measure, row: str, cure: str
) -> None:
    content = lines("EX1,Northshire,2023-24,50,,", row)

    shown = show(officer, measure, content)

    assert shown.status_code == 409
    assert "Row 3: " in words(shown)
    assert cure in words(shown)
    assert not Reading.objects.exists()


def test_faults_of_all_rows_are_told_at_once(officer: Client, measure: Measure) -> None:
    content = lines("EX9,Cardif,2023,much,,", "EX1,Wales,2023-24,1,,", "EX8,,,,,")

    shown = words(show(officer, measure, content))

    assert shown.count("Row 2: ") == 4
    assert shown.count("Row 4: ") == 4
    assert "Row 3: " not in shown


def test_two_rows_about_the_same_are_refused(officer: Client, measure: Measure) -> None:
    content = lines("EX1,Wales,2023-24,1,,", "EX1,Cymru,2023/24,2,,")

    shown = show(officer, measure, content)

    assert "Row 3: Row 2 is about the same: leave one out." in words(shown)


def test_figures_that_do_not_make_the_value_are_warned_of_and_stored(
    officer: Client, measure: Measure
) -> None:
    content = lines("EX1,Wales,2023-24,50.0,36696,41267")

    shown = show(officer, measure, content)
    officer.post(PAGE, {"sealed": hidden(shown, "sealed")})

    assert "numerator and denominator make 88.92" in words(shown)
    assert Reading.objects.get().value == Decimal(50)


def test_columns_are_chosen_once_and_remembered(
    officer: Client, measure: Measure
) -> None:
    headings = "Indicator;Where;When;%;Remark"
    content = lines("EX1;Wales;2023-24;88.9;Late", headings=headings)
    asked = send(officer, measure, content)
    assert set(chosen(asked).values()) == {""}
    told = dict(
        zip(chosen(asked), ["measure", "authority", "period", "value", ""], strict=True)
    )

    shown = officer.post(PAGE, {"read": hidden(asked, "read"), **told})
    officer.post(PAGE, {"sealed": hidden(shown, "sealed")})

    assert Reading.objects.get().value == Decimal("88.9")
    assert chosen(send(officer, measure, content)) == told


def test_columns_that_are_missing_or_chosen_twice_are_told(
    officer: Client, measure: Measure
) -> None:
    asked = send(officer, measure, lines("1;2", headings="A;B"))
    told = dict.fromkeys(chosen(asked), "value")

    shown = words(officer.post(PAGE, {"read": hidden(asked, "read"), **told}))

    assert "“Value” is chosen for several columns: choose it once." in shown
    assert "No column is chosen as “Measure (its code)”" in shown
    assert "No column says the period" in shown


def test_file_of_one_measure_needs_no_column_for_it(
    officer: Client, measure: Measure
) -> None:
    content = lines("Wales,88.9,2023-04-01,31/03/2024", headings="gss,value,from,to")

    store(officer, measure, content, measure="ex1")

    reading = Reading.objects.get()
    assert (reading.measure, reading.period) == (measure, "2023-24")


def test_workbook_is_read_like_a_text(officer: Client, measure: Measure) -> None:
    book = Workbook()
    book.active.append(HEADINGS.split(","))
    book.active.append(["EX1", "Wales", "2023-24", 88.9, 36696, 41267])
    book.active.append(["EX1", "Northshire", "2023-24", "c", None, None])
    file = BytesIO()
    book.save(file)

    store(officer, measure, file.getvalue(), name="readings.xlsx")

    values = Reading.objects.order_by("pk").values_list("value", "decimals", "status")
    assert list(values) == [
        (Decimal("88.9"), 1, "published"),
        (None, 0, "suppressed"),
    ]


@pytest.mark.parametrize(
    ("content", "cure"),
    [
        (b"", "The file has no rows below its headings."),
        (HEADINGS.encode(), "The file has no rows below its headings."),
        (b"\xff\xfe\x00", "save it as .xlsx or as “CSV UTF-8”"),
        (b"PK\x03\x04 broken", "The workbook is damaged"),
        (b"a,A\n1,2", "The column “a” is there twice"),
        (b"a,b\n1,2,3", "has a cell without a heading"),
    ],
)
def test_file_that_cannot_be_read_is_answered_by_its_cure(
    officer: Client, measure: Measure, content: bytes, cure: str
) -> None:
    response = send(officer, measure, content)

    assert cure in words(response)
    assert not Delivery.objects.exists()


def test_form_without_source_or_set_tells_what_to_do(officer: Client) -> None:
    response = officer.post(PAGE, {})

    assert "Name the source: no figure is shown without one." in words(response)
    assert "Choose the set that the codes belong to." in words(response)


def test_what_was_shown_to_another_is_not_stored(
    officer: Client, measure: Measure
) -> None:
    shown = show(officer, measure, lines("EX1,Wales,2023-24,88.9,,"))
    officer.force_login(make_user("head_of_inspection"))

    response = officer.post(PAGE, {"sealed": hidden(shown, "sealed")})

    assert response.status_code == 409
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("sent", [{"sealed": "x"}, {"read": "x"}, {"read": ""}])
def test_what_was_not_shown_is_not_stored(officer: Client, sent: dict) -> None:
    response = officer.post(PAGE, sent)

    assert "send the file again" in words(response)


def test_file_is_shown_anew_where_others_came_in_meanwhile(
    officer: Client, measure: Measure
) -> None:
    shown = show(officer, measure, lines("EX1,Wales,2023-24,88.9,,"))
    make_reading(
        measure=measure,
        period_start=date(2023, 4, 1),
        period_end=date(2024, 3, 31),
        value=70,
    )

    response = officer.post(PAGE, {"sealed": hidden(shown, "sealed")})

    assert "Other readings have come in since this was shown" in words(response)
    assert Reading.objects.count() == 1


@pytest.mark.parametrize("role", ["inspector", "chief_inspector", "quality_assurer"])
def test_pages_are_for_those_who_bring_readings(client: Client, role: str) -> None:
    client.force_login(make_user(role))

    assert client.get(PAGE).status_code == 403
    assert "Import readings" not in words(client.get("/admin/measures/delivery/"))


def test_delivery_is_published_on_its_page(officer: Client, measure: Measure) -> None:
    store(officer, measure, lines("EX1,Wales,2023-24,88.9,,"))
    page = f"/admin/measures/delivery/{Delivery.objects.get().pk}/release/"
    early = officer.post(page, {"public_on": "2001-01-01"})
    asked = officer.get(page)

    done = officer.post(page, {"public_on": asked.context["form"]["public_on"].value()})

    assert "choose a later day" in words(early)
    assert done.status_code == 302
    assert Reading.objects.published().count() == 1
    assert "published already" in words(officer.get(page))


def test_reading_tells_all_that_was_known_of_it(
    officer: Client, measure: Measure
) -> None:
    second = revise(make_reading(measure=measure), value=Decimal("87.1"))

    page = words(officer.get(f"/admin/measures/reading/{second.pk}/change/"))

    assert "2. 87.1 · Revised" in page
    assert "1. 88.9 · Published" in page
    assert "Save" not in page


def test_delivery_leads_to_its_readings(officer: Client, measure: Measure) -> None:
    reading = make_reading(measure=measure)
    make_reading()
    delivery = f"/admin/measures/delivery/{reading.delivery_id}/change/"
    address = f"/admin/measures/reading/?delivery__id__exact={reading.delivery_id}"

    page = officer.get(delivery).content.decode()

    assert f'href="{address}"' in page
    assert "1 reading" in words(officer.get(address))


def test_draft_that_nobody_read_is_put_right_and_not_revised(
    officer: Client, measure: Measure
) -> None:
    store(officer, measure, lines("EX1,Northshire,2023-24,1.1,,"))
    store(officer, measure, lines("EX1,Northshire,2023-24,77.7,,"))
    wrong, right = Reading.objects.order_by("pk")

    right.delivery.publish(by=SYSTEM)
    wrong.delivery.publish(by=SYSTEM)

    assert (right.revises, right.status) == (wrong, "published")
    assert list(Reading.objects.published()) == [right]
    told = [(line[11], line[12], line[13]) for line in csv_lines(measure)]
    assert told[1:] == [(1, "true", "published")]
    assert "1.1%" not in words(officer.get("/en/measures/ex1/"))


def test_figure_that_was_read_stays_beside_its_revision(
    officer: Client, measure: Measure
) -> None:
    store(officer, measure, lines("EX1,Northshire,2023-24,1.1,,"))
    Delivery.objects.get().publish(by=SYSTEM)

    store(officer, measure, lines("EX1,Northshire,2023-24,77.7,,"))
    wrong, right = Reading.objects.order_by("pk")
    right.delivery.publish(by=SYSTEM)

    assert right.status == "revised"
    assert set(Reading.objects.published()) == {wrong, right}
    assert [line[11] for line in csv_lines(measure)][1:] == [2, 1]


def test_final_file_without_a_status_ends_what_was_provisional(
    officer: Client, measure: Measure
) -> None:
    told = "measure,authority,period,value"
    row = "EX1,Wales,2023-24,88.9"
    store(officer, measure, lines(f"{row},provisional", headings=f"{told},status"))

    store(officer, measure, lines(row, headings=told))
    again = show(officer, measure, lines(row, headings=told))

    statuses = Reading.objects.order_by("pk").values_list("status", flat=True)
    assert list(statuses) == ["provisional", "published"]
    assert "there is nothing to store" in words(again)


def test_measure_that_is_typed_does_not_overrule_a_row(
    officer: Client, measure: Measure
) -> None:
    make_measure(measure.measure_set, code="EX2")
    content = lines("ex1,Wales,2023-24,70,,", "EX2,Wales,2024-25,80,,")

    shown = words(show(officer, measure, content, measure="EX1"))

    assert "Row 3: " in shown
    assert "The row says “EX2”, and the file is said to be about “EX1” alone" in shown
    assert "Row 2: " not in shown
    assert not Reading.objects.exists()


def test_wrong_file_is_discarded_and_the_right_one_counts_as_the_first(
    officer: Client, measure: Measure
) -> None:
    store(officer, measure, lines("EX1,Wales,2023-24,50,,"))
    page = f"/admin/measures/delivery/{Delivery.objects.get().pk}/discard/"

    asked = officer.post(page, {"reason": ""})
    done = officer.post(page, {"reason": "The file of last year."}, follow=True)
    again = officer.post(page, {"reason": "Again."})

    assert (asked.status_code, again.status_code) == (409, 409)
    assert "Say why it is discarded" in words(asked)
    assert "never: it is discarded" in words(done)
    shown = words(show(officer, measure, lines("EX1,Wales,2023-24,50,,")))
    assert "To be added: 1. To be revised: 0. Already there: 0." in shown

    store(officer, measure, lines("EX1,Wales,2023-24,50,,"))
    right = Delivery.objects.first()
    right.publish(by=SYSTEM)

    (public,) = Reading.objects.published()
    assert (public.delivery, public.status) == (right, "published")
    assert public.revises.delivery.is_discarded


def test_discarding_is_offered_to_those_who_bring_files(client: Client) -> None:
    delivery = make_reading(published=False).delivery
    page = f"/admin/measures/delivery/{delivery.pk}/change/"
    client.force_login(make_user("chief_inspector"))
    other = client.get(page)
    refused = client.post(page.replace("change", "discard"), {"reason": "So."})

    client.force_login(make_user("publishing_officer"))

    assert "Publish readings" in words(other)
    assert "Discard the delivery" not in words(other)
    assert refused.status_code == 403
    assert "Discard the delivery" in words(client.get(page))


def test_days_are_typed_into_the_field_of_the_browser(officer: Client) -> None:
    delivery = make_reading(published=False).delivery

    pages = [PAGE, f"/admin/measures/delivery/{delivery.pk}/release/"]
    shown = [officer.get(page).text for page in pages]

    assert 'type="date" name="collected_on"' in shown[0]
    assert 'type="date" name="public_on"' in shown[1]
    assert not any("calendar.js" in page for page in shown)
