"""Oversight: every figure is the number of rows of the list that it opens."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inspectorate.reports.models import PublishedJudgement
from inspectorate.reports.publication import issue
from tests.admin_pages import address, client_of, strictly
from tests.factories import (
    NOON,
    SYSTEM,
    make_authority,
    make_correction,
    make_inspection,
    make_recommendation,
    make_report,
    make_user,
)
from tests.inspectorate.staff.oversight.overseen import (
    day,
    make_followed,
    make_judged,
    make_judged_area,
    oversee,
)

pytestmark = pytest.mark.django_db

FIGURE = re.compile(r'<a href="([^"]+)"[^>]*>(?:<strong>)?(\d+)<')
PAGE = "/admin/oversight/"


def figures(client: Client, asked: str) -> list[tuple[str, int]]:
    """The address and the number of every figure of the page."""
    page = strictly(client.get(PAGE + asked))
    assert page.status_code == 200
    return [(unescape(to), int(count)) for to, count in FIGURE.findall(page.text)]


def opened(client: Client, address: str) -> int:
    page = client.get(address)
    assert page.status_code == 200, address
    return page.context["cl"].result_count


@pytest.mark.parametrize(
    ("role", "code"),
    [
        ("chief_inspector", 200),
        ("head_of_inspection", 200),
        ("quality_assurer", 200),
        ("lead_inspector", 403),
        ("inspector", 403),
        ("publishing_officer", 403),
        ("information_governance", 403),
        ("link_officer", 302),
    ],
)
def test_page_is_for_who_oversees_and_only_they_are_led_to_it(
    role: str, code: int
) -> None:
    client = client_of(role)

    assert client.get(PAGE).status_code == code
    if code != 302:
        home = client.get(reverse("admin:index")).text
        assert (f'href="{PAGE}"' in home) is (code == 200)


def test_stranger_is_sent_to_sign_in() -> None:
    answer = Client().get(PAGE)

    assert (answer.status_code, answer.url) == (
        302,
        f"{reverse('admin:login')}?next={PAGE}",
    )


def test_empty_record_is_told_in_words() -> None:
    page = strictly(client_of("chief_inspector").get(PAGE))

    for told in (
        "Nothing waits for a decision.",
        "No authority has an open recommendation.",
        "No action plan is overdue, to be judged or returned.",
        "No concern is to be reviewed within 30 days",
        "No judgement is published yet.",
    ):
        assert told in page.text
    assert FIGURE.findall(page.text) == []


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("at=tomorrow", "Write the day with its year, its month and its day"),
        ("at=2026-02-30", "Write the day with its year, its month and its day"),
        (f"at={day(-1)}", "This day is still to come"),
        ("at=1066-10-14", "Choose a day from 1 January 1900 on."),
        ("framework=NONE-1066", "Nothing was judged by this framework"),
        ("area=nothing", "This framework has no such area"),
    ],
)
def test_what_there_is_not_is_answered_with_a_sentence_and_the_figures_of_today(
    asked: str, told: str
) -> None:
    make_judged(make_authority("Anglia"), make_judged_area())

    page = client_of("chief_inspector").get(f"{PAGE}?{asked}")

    assert page.status_code == 400
    assert told in page.text
    assert page.context["at"] == day(0)


def test_first_stands_what_is_to_be_decided_and_how_old_it_is() -> None:
    oversee("Anglia")

    page = client_of("chief_inspector").get(PAGE)

    assert [
        (figure.decides, figure.count, figure.days)
        for figure in page.context["to_decide"]
    ] == [
        ("Rejected recommendations", 1, 30),
        ("Action plans to be judged", 1, 50),
        ("Concerns whose review is past", 2, None),
        ("Notices of ministers with a day of the law past", 1, None),
    ]
    awaiting = page.context["recommendations"].total.figures[2]
    assert (awaiting.count, awaiting.days) == (1, 20)
    assert "oldest: 20 days" in page.text


def test_day_that_is_over_is_told_as_it_stood() -> None:
    oversee("Anglia")

    then = client_of("chief_inspector").get(f"{PAGE}?at={day(25)}")

    told = {
        figure.label: figure.count
        for table in ("recommendations", "plans", "concerns")
        for figure in then.context[table].total.figures
    }
    # Completion was not reported yet, nor a plan returned; what was due by 10 days ago
    # was near.
    assert told == {
        "Overdue": 0,
        "Rejected, to be decided": 1,
        "Awaiting verification": 0,
        "Nothing reported for 6 months": 4,
        "Due within 30 days": 1,
        "Open": 4,
        "To be judged": 2,
        "Returned, and not sent again": 0,
        "Review is past": 1,
        "Review within 30 days": 1,
        "No day of review is set": 0,
        "A day of the law is past": 0,
        "A day of the law within 30 days": 1,
    }


def test_joint_recommendation_stands_with_each_authority_and_once_in_the_total() -> (
    None
):
    case = make_followed(make_authority("Anglia"))
    case.authorities.add(make_authority("Borders"))

    table = client_of("chief_inspector").get(PAGE).context["recommendations"]

    assert [line.name for line in table.lines] == ["Anglia", "Borders"]
    assert [line.figures[0].count for line in (*table.lines, table.total)] == [1, 1, 1]


def test_what_is_issued_and_not_published_is_not_counted() -> None:
    case = make_inspection(status="drafting")
    make_recommendation(case, timescale="3m", due_on=day(10))
    issue(make_report(case, signed=True), by=SYSTEM, reason="A secure home.", at=NOON)

    page = client_of("chief_inspector").get(PAGE)

    assert page.context["recommendations"].total.figures[0].count == 0


def test_correction_leaves_its_report_in_the_figures_of_the_days_before() -> None:
    area, anglia = make_judged_area(), make_authority("Anglia")
    corrected = make_judged(anglia, area, "poor", on="2025-01-12")
    make_judged(anglia, area, "good", on="2025-06-01")
    make_correction(corrected.reports.get().current_edition)
    client = client_of("chief_inspector")

    counts = []
    for at in ("2025-02-01", "2025-12-31", str(day(0))):
        (scale,) = client.get(f"{PAGE}?at={at}").context["grades"]
        counts.append([cell.count for cell in scale.lines[0].cells])

    assert counts == [[0, 0, 1], [1, 0, 0], [1, 0, 0]]


def test_colleagues_are_compared_by_who_oversees_and_only_where_five_were_judged() -> (
    None
):
    area = make_judged_area()
    mair = make_user("lead_inspector", email="mair@i.example")
    few = make_user("lead_inspector", email="few@i.example")
    for place in range(5):
        make_judged(make_authority(f"Council {place}"), area, "good", mair)
    for place in range(4):
        make_judged(make_authority(f"County {place}"), area, "poor", few)
    page = address(PublishedJudgement, "changelist")
    asked = f"{page}?judged=every&in_area={area.pk}"
    chief, inspector = client_of("chief_inspector"), client_of("inspector")

    def told(client: Client, question: str) -> int | None:
        answer = client.get(question, follow=True)
        assert answer.status_code == 200
        refused = "could not be narrowed as that address asks" in answer.text
        return None if refused else answer.context["cl"].result_count

    assert told(chief, f"{asked}&lead={mair.pk}") == 5
    assert told(chief, f"{asked}&lead={mair.pk}&at=2024-12-31") is None
    assert told(chief, f"{page}?lead={mair.pk}") is None
    assert told(chief, f"{asked}&lead={few.pk}") is None
    assert told(inspector, asked) == 9
    assert told(inspector, f"{asked}&lead={mair.pk}") is None


def test_what_was_not_judged_does_not_make_up_the_five() -> None:
    area, mair = make_judged_area(), make_user("lead_inspector", name="Mair Jones")
    for place in range(5):
        grade = "good" if place else None
        make_judged(make_authority(f"Council {place}"), area, grade, mair)

    page = client_of("chief_inspector").get(f"{PAGE}?area={area.code}")

    assert [line.name for line in page.context["leads"].lines] == ["All of this area"]


@pytest.mark.parametrize("led", [4, 5])
def test_who_led_fewer_than_five_is_left_out(led: int) -> None:
    area, mair = make_judged_area(), make_user("lead_inspector", name="Mair Jones")
    for place in range(led):
        grade = "poor" if place else "good"
        make_judged(make_authority(f"Council {place}"), area, grade, mair)

    page = client_of("chief_inspector").get(f"{PAGE}?area={area.code}")

    lines = [
        (line.name, [cell.count for cell in (*line.cells, line.total)])
        for line in page.context["leads"].lines
    ]
    counts = [1, 0, led - 1, led]
    assert lines == [
        ("All of this area", counts),
        *([("Mair Jones", counts)] if led == 5 else []),
    ]
    assert ("Nobody has 5 with a grade." in page.text) is (led == 4)


def test_each_authority_is_compared_by_its_newest_judgement_of_an_area() -> None:
    area, anglia = make_judged_area(), make_authority("Anglia")
    make_judged(anglia, area, "poor", on="2025-01-12")
    make_judged(anglia, area, "good", on="2026-01-12")
    make_judged(make_authority("Borders"), area, "adequate", on="2025-06-01")
    client = client_of("chief_inspector")

    counts = {}
    for at in ("2025-02-01", "2025-12-31", "2026-01-12"):
        (scale,) = client.get(f"{PAGE}?at={at}").context["grades"]
        counts[at] = [cell.count for cell in scale.lines[0].cells]

    assert counts == {
        "2025-02-01": [0, 0, 1],
        "2025-12-31": [0, 1, 1],
        "2026-01-12": [1, 1, 0],
    }


@pytest.mark.slow
@pytest.mark.parametrize("names", [["Anglia"], ["Anglia", "Borders", "Cumber"]])
def test_every_figure_opens_the_list_that_it_counts_on_two_days(
    names: list[str], subtests: pytest.Subtests
) -> None:
    area = make_judged_area()
    for name in names:
        oversee(name, area)
    client = client_of("chief_inspector")

    for back in (0, 40):
        asked = f"?at={day(back)}&area={area.code}"
        found = figures(client, asked)
        with subtests.test(back=back):
            told = dict(found)
            assert {to: opened(client, to) for to in told} == told
            assert len(found) > 10 * len(names)


@pytest.mark.slow
def test_page_costs_the_same_statements_for_one_authority_and_for_three() -> None:
    area = make_judged_area()
    client = client_of("chief_inspector")
    asked = f"{PAGE}?area={area.code}"
    oversee("Anglia", area)
    client.get(asked)
    with_one = {at: statements(client, f"{asked}&at={at}") for at in (day(0), day(40))}

    oversee("Borders", area)
    oversee("Cumber", area)

    assert with_one == {
        at: statements(client, f"{asked}&at={at}") for at in (day(0), day(40))
    }
    assert max(with_one.values()) <= 56, with_one


def statements(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as made:
        assert client.get(page).status_code == 200
    return len(made)
