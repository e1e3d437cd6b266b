import pytest

from inspectorate.lifecycle import Refusal
from inspectorate.reports.models import Report
from inspectorate.reports.numbering import anchors, sort_key
from tests.factories import SYSTEM, make_paragraph, make_report, make_section


def test_numbers_sort_by_component() -> None:
    printed = ["1.10", "1.9", "2", "10", "1", "1.9.1", "A.1", "1.a", "1.9a"]

    assert sorted(printed, key=sort_key) == [
        *("1", "1.9", "1.9.1", "1.10", "1.9a", "1.a", "2", "10", "A.1"),
    ]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([], []),
        (["1.3.4"], ["p-1-3-4"]),
        (["15", "15.2", "15"], ["p-15", "p-15-2", "p-15--2"]),
        (["15", "15", "15"], ["p-15", "p-15--2", "p-15--3"]),
        (["", "1", ""], ["p--at-1", "p-1", "p--at-3"]),
        (["1.2", "1-2"], ["p-1-2", "p-1-2--2"]),
    ],
)
def test_each_printed_number_has_an_anchor_of_its_own(
    numbers: list[str], expected: list[str]
) -> None:
    assert anchors(numbers) == expected


def numbers_of(report: Report) -> tuple[list[str], list[str]]:
    return (
        [section.number for section in report.sections.all()],
        [paragraph.number for paragraph in report.paragraphs.all()],
    )


def make_tree() -> Report:
    """Two sections, the first with a part of its own; a paragraph in each, two last."""
    report = make_report(paragraphs=0, status="awaiting_sign_off")
    first = make_section(report)
    part = make_section(report, parent=first)
    second = make_section(report)
    for section in (first, part, second, second):
        make_paragraph(report, section=section)
    return report


@pytest.mark.django_db
def test_draft_is_numbered_in_the_order_of_its_places() -> None:
    report = make_tree()

    report.number_paragraphs(by=SYSTEM)

    # A section's own text comes before its parts.
    assert numbers_of(report) == (["1", "1.2", "2"], ["1.1", "1.2.1", "2.1", "2.2"])


@pytest.mark.django_db
def test_numbering_again_follows_what_was_moved_and_added() -> None:
    report = make_report(paragraphs=3, status="awaiting_sign_off")
    report.number_paragraphs(by=SYSTEM)
    first, second, third = report.paragraphs.all()
    report.paragraphs.filter(pk=third.pk).update(position=99)
    make_paragraph(report, position=50, section=first.section)

    report.number_paragraphs(by=SYSTEM)

    assert numbers_of(report)[1] == ["1.1", "1.2", "1.3", "1.4"]
    third.refresh_from_db()
    assert (second.number, third.number) == ("1.2", "1.4")


@pytest.mark.django_db
def test_stable_ids_survive_renumbering() -> None:
    report = make_report(paragraphs=3, status="awaiting_sign_off")
    before = {p.pk: p.stable_id for p in report.paragraphs.all()}

    report.number_paragraphs(by=SYSTEM)

    assert {p.pk: p.stable_id for p in report.paragraphs.all()} == before
    assert len(set(before.values())) == 3


@pytest.mark.django_db
def test_sign_off_numbers_the_paragraphs() -> None:
    report = make_report(paragraphs=2, status="awaiting_sign_off")

    report.sign_off(by=SYSTEM)

    assert report.status == "sign_off"
    assert numbers_of(report) == (["1"], ["1.1", "1.2"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "status", [s for s in Report.Status if "sign_off" not in Report.ARROWS[s]]
)
def test_sign_off_from_elsewhere_is_refused_and_numbers_nothing(status: str) -> None:
    report = make_report(paragraphs=2, status=status)
    before = numbers_of(report)
    make_paragraph(report)

    with pytest.raises(Refusal):
        report.sign_off(by=SYSTEM)

    assert numbers_of(report) == (before[0], [*before[1], ""])


@pytest.mark.django_db
def test_sign_off_of_a_historical_report_keeps_what_it_has_printed() -> None:
    source = {"recorded_from": "A report of 2009"}
    report = make_report(paragraphs=0, status="awaiting_sign_off", **source)
    for number in ("1.3.4", "15", "15"):
        make_paragraph(report, number=number, **source)

    report.sign_off(by=SYSTEM)

    assert numbers_of(report)[1] == ["1.3.4", "15", "15"]


@pytest.mark.django_db
@pytest.mark.parametrize("source", ["", "A report of 2009"])
def test_sign_off_of_a_report_that_is_out_of_order_is_refused_with_the_cure(
    source: str,
) -> None:
    report, other = make_tree(), make_tree()
    Report.objects.update(recorded_from=source)
    first, part, second = report.sections.all()
    report.sections.filter(pk=first.pk).update(position=7)
    report.sections.filter(pk=second.pk).update(parent=other.sections.first())
    report.paragraphs.filter(section=part).update(section=other.sections.last())

    with pytest.raises(Refusal) as refusal:
        report.sign_off(by=SYSTEM)

    assert refusal.value.reasons == report.misplaced()
    assert report.misplaced() == [
        *(
            f"The section “{section}” does not stand behind the section of this report "
            "that it is part of: change its position, or what it is part of."
            for section in (part, second)
        ),
        (
            "Paragraph 2 belongs to a section of another report: delete it, and write "
            "it in a section of this one."
        ),
    ]
    assert other.misplaced() == []
    assert Report.objects.get(pk=report.pk).status == "awaiting_sign_off"


@pytest.mark.django_db
def test_section_that_is_part_of_itself_is_out_of_order() -> None:
    report = make_report(paragraphs=1)
    section = report.sections.get()
    section.parent = section
    section.save()

    assert len(report.misplaced()) == 1
