"""A draft put in order: parts added, moved and deleted, and their places."""

import pytest
from django.db import models

from inspectorate.fields import Wording
from inspectorate.history.models import Entry
from inspectorate.inspections.models import Finding
from inspectorate.lifecycle import Refusal
from inspectorate.reports.models import Paragraph, Placement, Report, Section
from inspectorate.reports.outline import Outline
from tests.factories import (
    NOON,
    SYSTEM,
    make_finding,
    make_paragraph,
    make_placement,
    make_report,
    make_section,
    make_user,
)
from tests.races import at_once

pytestmark = pytest.mark.django_db


def make_draft() -> Report:
    """Sections A (paragraphs a1, a2), B part of A (b1), and C (c1)."""
    report = make_report(paragraphs=0)
    a = make_section(report, heading_en="A")
    b = make_section(report, heading_en="B", parent=a)
    c = make_section(report, heading_en="C")
    for section, text in ((a, "a1"), (a, "a2"), (b, "b1"), (c, "c1")):
        make_paragraph(report, section=section, text_en=text)
    return report


def section(report: Report, name: str) -> Section:
    return report.sections.get(heading_en=name)


def paragraph(report: Report, name: str) -> Paragraph:
    return report.paragraphs.get(text_en=name)


def order(report: Report) -> list[str]:
    """As read: "A: a1 a2"; and positions have no gaps."""
    for rows in (report.sections.all(), report.paragraphs.all()):
        assert [row.position for row in rows] == list(range(1, len(rows) + 1))
    stored = report.paragraphs.values_list("text_en", flat=True)
    outline = Outline(report)
    assert [row.text_en for row in outline.paragraphs] == list(stored)
    return [
        f"{each.heading_en}: {' '.join(p.text_en for p in outline.within[each.pk])}"
        for each in report.sections.all()
    ]


def newest(row: models.Model) -> Entry:
    return Entry.objects.about(row).last()


def test_paragraph_inserted_behind_another_moves_the_later_ones_on() -> None:
    report = make_draft()

    new = section(report, "A").insert_paragraph(
        by=SYSTEM, after=paragraph(report, "a1"), text=Wording("new", "newydd")
    )

    assert order(report) == ["A: a1 new a2", "B: b1", "C: c1"]
    assert (new.position, new.text_cy) == (2, "newydd")
    assert newest(new).act == "created"
    assert newest(new).after["position"] == 2


def test_paragraph_inserted_behind_none_stands_first_in_its_section() -> None:
    report = make_draft()

    section(report, "C").insert_paragraph(by=SYSTEM, text=Wording("new", ""))

    assert order(report) == ["A: a1 a2", "B: b1", "C: new c1"]


def test_paragraph_moved_to_another_section_keeps_its_stable_id() -> None:
    report = make_draft()
    moved = paragraph(report, "c1")

    moved.move(by=SYSTEM, after=paragraph(report, "a1"))

    assert order(report) == ["A: a1 c1 a2", "B: b1", "C: "]
    assert paragraph(report, "c1").stable_id == moved.stable_id
    told = newest(moved)
    assert (told.act, told.before["position"], told.after["position"]) == (
        *("moved", 4, 2),
    )
    assert told.after["section_id"] == section(report, "A").pk


def test_paragraph_moved_into_a_section_stands_last_there() -> None:
    report = make_draft()

    paragraph(report, "a1").move(by=SYSTEM, to=section(report, "C"))

    assert order(report) == ["A: a2", "B: b1", "C: c1 a1"]


@pytest.mark.parametrize(
    ("name", "up", "found"),
    [
        ("a2", True, ["A: a2 a1", "B: b1", "C: c1"]),
        ("a1", False, ["A: a2 a1", "B: b1", "C: c1"]),
        ("a2", False, ["A: a1", "B: a2 b1", "C: c1"]),
        ("c1", True, ["A: a1 a2", "B: b1 c1", "C: "]),
    ],
)
def test_paragraph_steps_past_its_neighbour_or_into_the_next_section(
    name: str, *, up: bool, found: list[str]
) -> None:
    report = make_draft()

    paragraph(report, name).step(by=SYSTEM, up=up)

    assert order(report) == found


@pytest.mark.parametrize(("name", "up"), [("a1", True), ("c1", False)])
def test_paragraph_at_the_edge_of_the_report_stays(name: str, *, up: bool) -> None:
    report = make_draft()

    with pytest.raises(Refusal, match="already"):
        paragraph(report, name).step(by=SYSTEM, up=up)

    assert order(report) == ["A: a1 a2", "B: b1", "C: c1"]


def test_section_steps_with_its_parts_and_their_paragraphs() -> None:
    report = make_draft()

    section(report, "C").step(by=SYSTEM, up=True)

    assert order(report) == ["C: c1", "A: a1 a2", "B: b1"]
    assert newest(section(report, "C")).after == {"position": 1}
    with pytest.raises(Refusal, match="stands first"):
        section(report, "B").step(by=SYSTEM, up=True)


def test_section_inserted_behind_another_stands_behind_its_parts_too() -> None:
    report = make_draft()

    new = report.insert_section(
        by=SYSTEM, after=section(report, "A"), heading=Wording("New", "")
    )
    part = report.insert_section(
        by=SYSTEM, parent=section(report, "C"), heading=Wording("Part", "")
    )

    assert order(report) == ["A: a1 a2", "B: b1", "New: ", "C: c1", "Part: "]
    assert (new.parent, part.parent) == (None, section(report, "C"))
    assert newest(new).after["heading_en"] == "New"


def test_section_becomes_part_of_another_and_of_none_again() -> None:
    report = make_draft()

    section(report, "A").become_part_of(section(report, "C"), by=SYSTEM)
    assert order(report) == ["C: c1", "A: a1 a2", "B: b1"]
    assert report.misplaced() == []

    section(report, "B").become_part_of(None, by=SYSTEM)
    assert order(report) == ["C: c1", "A: a1 a2", "B: b1"]
    assert section(report, "B").parent is None


def test_section_is_never_part_of_itself() -> None:
    report = make_draft()

    with pytest.raises(Refusal, match="part of itself"):
        section(report, "A").become_part_of(section(report, "B"), by=SYSTEM)


def test_paragraph_deleted_leaves_no_gap_and_its_text_in_history() -> None:
    report = make_draft()
    gone = paragraph(report, "a2")
    number = gone.pk

    gone.remove(by=SYSTEM)

    assert order(report) == ["A: a1", "B: b1", "C: c1"]
    told = Entry.objects.get(act="deleted", subject_id=str(number))
    assert told.before["text_en"] == "a2"
    with pytest.raises(Refusal, match="not in the report any more"):
        Paragraph(pk=number, report=report).remove(by=SYSTEM)


def test_section_is_deleted_only_when_nothing_stands_in_it() -> None:
    report = make_draft()
    with pytest.raises(Refusal, match="Something still stands"):
        section(report, "C").remove(by=SYSTEM)
    paragraph(report, "c1").remove(by=SYSTEM)

    section(report, "C").remove(by=SYSTEM)

    assert order(report) == ["A: a1 a2", "B: b1"]
    assert Entry.objects.filter(act="deleted").count() == 2


def test_section_is_not_deleted_while_the_public_would_read_something_in_it() -> None:
    report = make_draft()
    paragraph(report, "c1").remove(by=SYSTEM)
    last, finding = section(report, "C"), make_finding(report.inspection)
    make_placement(last, finding)

    with pytest.raises(Refusal, match="still placed in this section"):
        last.remove(by=SYSTEM)

    assert Placement.objects.get().finding == finding
    Finding.objects.update(is_public=False)
    last.remove(by=SYSTEM)
    assert not Placement.objects.exists()


@pytest.mark.parametrize("status", Report.FIXED)
def test_parts_of_a_fixed_report_stay_as_they_are(status: str) -> None:
    report = make_draft()
    first, last = paragraph(report, "a1"), section(report, "C")
    report.status, report.scheduled_for = status, NOON
    report.save()

    for act in (
        lambda: report.insert_section(by=SYSTEM),
        lambda: last.insert_paragraph(by=SYSTEM),
        lambda: last.step(by=SYSTEM, up=True),
        lambda: last.become_part_of(None, by=SYSTEM),
        lambda: last.remove(by=SYSTEM),
        lambda: first.step(by=SYSTEM, up=False),
        lambda: first.move(by=SYSTEM, to=last),
        lambda: first.remove(by=SYSTEM),
    ):
        with pytest.raises(Refusal, match="return the report to revision"):
            act()
    assert order(report) == ["A: a1 a2", "B: b1", "C: c1"]


def test_positions_typed_by_hand_are_put_in_order_however_large() -> None:
    report = make_report(paragraphs=2)
    only = report.sections.get()
    report.paragraphs.filter(position=2).update(position=2147483647)

    only.insert_paragraph(by=SYSTEM, text=Wording("new", ""))

    assert list(report.paragraphs.values_list("position", flat=True)) == [1, 2, 3]
    assert report.paragraphs.first().text_en == "new"


def test_paragraph_of_another_reports_section_stays_behind_all_others() -> None:
    report, other = make_draft(), make_report()
    make_paragraph(report, section=other.sections.get(), text_en="astray")

    paragraph(report, "a1").remove(by=SYSTEM)

    texts = report.paragraphs.values_list("text_en", flat=True)
    assert list(texts) == ["a2", "b1", "c1", "astray"]


def test_paragraph_does_not_go_into_another_report() -> None:
    report, other = make_draft(), make_report()

    with pytest.raises(Refusal, match="not in the report"):
        paragraph(report, "a1").move(by=SYSTEM, to=other.sections.get())


def test_mover_stands_in_history() -> None:
    report, user = make_draft(), make_user("inspector")

    paragraph(report, "a1").step(by=user, up=False)

    assert newest(paragraph(report, "a1")).actor_id == user.pk


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_who_add_and_move_at_once_leave_no_gap() -> None:
    report = make_draft()
    first, last = section(report, "A"), paragraph(report, "c1")

    results = at_once(
        [
            lambda: first.insert_paragraph(by=SYSTEM, text=Wording("x", "")).position,
            lambda: last.move(by=SYSTEM, to=Section.objects.get(pk=first.pk)),
            lambda: report.insert_section(by=SYSTEM, heading=Wording("D", "")).pk,
        ],
        behind=report,
    )

    assert not [each for each in results if isinstance(each, str)]
    assert order(report) == ["A: x a1 a2 c1", "B: b1", "C: ", "D: "]
