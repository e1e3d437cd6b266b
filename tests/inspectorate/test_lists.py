import pytest
from django.contrib import admin
from django.urls import reverse

from inspectorate.history.models import Entry
from inspectorate.inspections.models import Finding
from inspectorate.reports.models import Report
from inspectorate.searching import MOST
from tests.admin_pages import address, client_of
from tests.factories import make_finding, make_framework, make_inspection, make_report

pytestmark = pytest.mark.slow

LIST = "/admin/history/entry/"


def make_entries(count: int) -> None:
    Entry.objects.bulk_create(
        Entry(subject_type="inspections.finding", subject_name=f"Finding {n}", act="x")
        for n in range(count)
    )


@pytest.mark.django_db
def test_list_of_more_than_is_counted_says_so_and_ends_there() -> None:
    client = client_of()
    make_entries(MOST + 1)

    page = client.get(LIST)
    last = client.get(LIST, {"p": MOST // 100})
    beyond = client.get(LIST, {"p": MOST // 100 + 1})

    assert "The first 1000 of more" in page.text
    assert len(last.context["cl"].result_list) == 100
    assert beyond.status_code == 302


@pytest.mark.django_db
def test_list_of_fewer_counts_them() -> None:
    make_entries(3)

    page = client_of().get(LIST, {"q": "finding"})

    assert page.context["cl"].result_count == 3
    assert "The first" not in page.text


@pytest.mark.django_db
def test_common_word_in_a_narrowed_list_finds_what_stands_far_behind() -> None:
    kind = "concerns.board"
    far = Entry.objects.create(subject_type=kind, subject_name="Finding", act="x")
    make_entries(MOST + 5)

    page = client_of().get(LIST, {"q": "finding", "kind": kind})

    assert list(page.context["cl"].result_list) == [far]


@pytest.mark.django_db
def test_finding_is_found_by_the_reference_of_its_inspection() -> None:
    inspection = make_inspection()
    row = make_finding(inspection)
    make_finding()

    query = {"q": inspection.reference.lower()}
    page = client_of().get(address(type(row), "changelist"), query)

    assert list(page.context["cl"].result_list) == [row]


@pytest.mark.django_db
def test_choice_is_found_while_its_last_word_is_typed() -> None:
    inspection = make_inspection()
    make_inspection()
    asked = {"app_label": "inspections", "model_name": "finding"}
    asked |= {"field_name": "inspection", "term": inspection.reference[:-1]}

    answer = client_of().get(reverse("admin:autocomplete"), asked)

    texts = [each["text"] for each in answer.json()["results"]]
    assert inspection.reference in texts


@pytest.mark.django_db
@pytest.mark.parametrize("most", [1, MOST])
def test_filter_by_a_column_of_another_table_finds_what_leads_there(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether few rows are chosen there, or more than are told by number."""
    monkeypatch.setattr("inspectorate.lists.MOST", most)
    framework = make_framework()
    cases = [make_inspection(framework=framework) for _each in range(2)]
    rows = [make_report(case) for case in cases]
    make_report()
    asked = {"inspection__framework__id__exact": framework.pk}

    page = client_of().get(address(Report, "changelist"), asked)

    assert list(page.context["cl"].queryset) == rows[::-1]


@pytest.mark.django_db
def test_nonsense_for_a_column_of_another_table_is_sent_back_to_the_list() -> None:
    asked = {"inspection__framework__id__exact": "soon"}

    page = client_of().get(address(Report, "changelist"), asked)

    assert (page.status_code, page.url.partition("?")[2]) == (302, "e=1")


@pytest.mark.django_db
@pytest.mark.parametrize("drafts", [1, 4])
def test_inspector_finds_a_common_word_in_what_they_may_read(
    drafts: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the newest that hold it are all in cases of others."""
    for name in ("lists.MOST", "inspections.admin.access.FEW"):
        monkeypatch.setattr(f"inspectorate.{name}", 3)
    monkeypatch.setattr(admin.site._registry[Finding], "list_per_page", 2)
    closed = [make_inspection(status="closed") for _each in range(5)]
    others = [make_inspection() for _each in range(drafts)]
    rows = [make_finding(case, text_en="Children wait.") for case in closed + others]

    query = {"q": "children"}
    page = client_of("inspector").get(address(Finding, "changelist"), query)

    shown = set(page.context["cl"].result_list)
    assert len(shown) == 2
    assert shown <= set(rows[:5])
    assert "The first 3 of more" in page.text
