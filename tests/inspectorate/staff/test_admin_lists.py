"""Every list and form of the admin: it opens, strictly, and at what cost."""

from collections.abc import Iterator
from cProfile import Profile
from pstats import Stats

import pytest
from django.contrib.admin.utils import get_fields_from_path
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import AutocompleteMixin
from django.db import connection, models
from django.forms import HiddenInput, ModelChoiceField
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inspectorate.concerns.models import (
    Announcement,
    BoardDecision,
    Decision,
    Duty,
    FocusArea,
    MinistersStep,
    Statement,
)
from inspectorate.inspections.models import Finding
from inspectorate.lists import GrowingTable
from inspectorate.measures.models import Delivery
from inspectorate.reports.models import Paragraph, Response
from recommendations.models import ActionPlan
from tests.admin_pages import (
    address,
    answer,
    change_page,
    client_of,
    code_of,
    strictly,
)
from tests.admin_rows import (
    ADDED,
    OURS,
    SHOWN,
    last_of,
    make_row_of_each,
    make_superuser,
)
from tests.factories import (
    make_evidence,
    make_finding,
    make_report,
    make_section,
    make_team_member,
    make_theme,
    make_user,
)

# A few for an authority, for a report, or for a year.
FEW = {
    *(
        ActionPlan,
        Announcement,
        Delivery,
        BoardDecision,
        Decision,
        Duty,
        FocusArea,
        MinistersStep,
    ),
    *(Response, Statement),
}
GROWING = [model for model in OURS if isinstance(SHOWN[model], GrowingTable)]


@pytest.fixture(scope="module", autouse=True)
def _row_of_each(rows_of_module: None) -> None:
    make_row_of_each()


def filtered(changelist: ChangeList) -> Iterator[str]:
    """The address of the first and the last choice of each filter of a list."""
    for each in changelist.filter_specs:
        choices = list(each.choices(changelist))
        for choice in (choices[1], choices[-1]):
            yield choice["query_string"]


@pytest.mark.slow
@pytest.mark.django_db
def test_superuser_opens_every_list_and_form() -> None:
    client = client_of()

    for model in OURS:
        pages = [
            client.get(address(model, "changelist")),
            client.get(change_page(last_of(model))),
            client.get(address(model, "add")),
        ]
        codes = [strictly(page).status_code for page in pages]
        assert codes == [200, 200, 200 if model in ADDED else 403], model
        assert pages[0].context["cl"].result_count >= 1, model


@pytest.mark.slow
@pytest.mark.django_db
def test_every_search_and_filter_answers(no_menu: None) -> None:
    user = make_superuser()

    for model in OURS:
        page = address(model, "changelist")
        changelist = answer(user, page).context_data["cl"]
        for query in ("?q=Example", *filtered(changelist)):
            assert code_of(user, page + query) == 200, (model, query)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("role", [None, "inspector"])
def test_list_costs_the_same_queries_for_one_row_and_for_three(
    role: str | None,
) -> None:
    client = client_of(role)
    client.get(reverse("admin:index"))
    shown = [m for m in OURS if client.get(address(m, "changelist")).status_code == 200]
    with_one = {model: queries(client, model) for model in shown}
    make_row_of_each()
    make_row_of_each()

    assert {model: queries(client, model) for model in shown} == with_one
    assert {model: made for model, made in with_one.items() if made > 6} == {}
    assert len(shown) > 30


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("role", [None, "inspector"])
def test_search_of_a_growing_table_counts_and_reads_no_more_than_it_shows(
    role: str | None,
) -> None:
    client = client_of(role)
    client.get(reverse("admin:index"))
    pages = [address(model, "changelist") for model in GROWING]
    shown = [page for page in pages if client.get(page).status_code == 200]

    for page in shown:
        made = statements(client, page + "?q=leaders")
        sql = " ".join(made)
        assert len(made) <= 6, page
        assert "DISTINCT" not in sql, page
        # Each count is of a query that ends.
        assert sql.count("COUNT(*)") == sql.count("COUNT(*) FROM (SELECT"), page
    assert len(shown) > 18


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("parts", [1, 3])
def test_form_costs_the_same_queries_for_one_part_and_for_three(parts: int) -> None:
    me = make_user("lead_inspector")
    report = make_report(make_team_member(user=me, role="lead").inspection)
    for _part in range(1, parts):
        make_team_member(report.inspection)
        make_section(report)
    finding = make_finding(report.inspection, previous=make_finding())
    finding.change = Finding.Change.UNCHANGED
    finding.save()
    finding.other_themes.set(make_theme() for _part in range(parts))
    finding.evidence.set(make_evidence(report.inspection) for _part in range(parts))
    client = Client()
    client.force_login(me)
    client.get(reverse("admin:index"))

    for row in (report, report.inspection, finding, report.paragraphs.last()):
        client.get(change_page(row))
        made = statements(client, change_page(row))
        assert len(made) <= 9, "\n".join(made)


@pytest.mark.slow
@pytest.mark.django_db
def test_form_of_26_rows_is_at_most_half_as_much_work_again_as_a_list() -> None:
    """Told in calls of functions, which are the same on every machine."""
    make_report(paragraphs=74)
    report = make_report(paragraphs=26)
    for _part in range(25):
        make_team_member(report.inspection)
        make_section(report)
    make_team_member(report.inspection)
    client = client_of()
    of_list = calls(client, address(Paragraph, "changelist"))

    for row in (report, report.inspection, report.sections.first()):
        assert calls(client, change_page(row)) <= 1.5 * of_list, row


@pytest.mark.slow
@pytest.mark.django_db
def test_no_form_has_a_choice_among_rows_of_a_table_that_grows() -> None:
    """A box with an option for each of 50,000 rows takes seconds to draw."""
    client = client_of()

    for model in ADDED:
        page = client.get(address(model, "add"))
        forms = [page.context["adminform"].form]
        forms += [
            each.formset.empty_form
            for each in page.context["inline_admin_formsets"]
            if each.has_add_permission
        ]
        for field in (field for form in forms for field in form.fields.values()):
            if isinstance(field, ModelChoiceField):
                widget = getattr(field.widget, "widget", field.widget)
                grows = field.queryset.model in GROWING
                fits = isinstance(widget, AutocompleteMixin | HiddenInput)
                assert fits or not grows, (model, field.label)
        assert page.text.count("<option") <= 500, model


def test_filters_of_growing_tables_read_no_column_of_theirs() -> None:
    """The stock ones read the whole table for its days, or for what is in a column."""
    for model in GROWING:
        shown = SHOWN[model]
        assert shown.date_hierarchy is None, model
        for name in (each for each in shown.list_filter if isinstance(each, str)):
            field = get_fields_from_path(model, name)[-1]
            known = field.choices or field.is_relation
            days = models.BooleanField | models.DateField
            assert known or isinstance(field, days), (model, name)


def test_every_filter_of_a_growing_table_has_its_index() -> None:
    """One of another table's column is a class of its own: see lists.OfFar."""
    for model in set(GROWING) - FEW:
        indexes = model._meta.indexes
        begun = {index.fields[0].lstrip("-") for index in indexes if index.fields}
        halves = [index.condition for index in indexes]
        for name in (
            each for each in SHOWN[model].list_filter if isinstance(each, str)
        ):
            if isinstance(model._meta.get_field(name), models.BooleanField):
                asked = [models.Q((name, answer)) for answer in (True, False)]
                assert [half for half in asked if half not in halves] == [], model
            else:
                assert name in begun, (model, name)


def queries(client: Client, model: type[models.Model]) -> int:
    return len(statements(client, address(model, "changelist")))


def calls(client: Client, page: str) -> int:
    """Once what is kept in memory is there."""
    client.get(page)
    profile = Profile()
    assert profile.runcall(client.get, page).status_code == 200
    return Stats(profile).total_calls


def statements(client: Client, page: str) -> list[str]:
    with CaptureQueriesContext(connection) as made:
        assert client.get(page).status_code == 200
    return [query["sql"] for query in made.captured_queries]
