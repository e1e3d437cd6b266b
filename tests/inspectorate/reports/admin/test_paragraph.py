import pytest

from inspectorate.reports.models import Paragraph, Section
from tests.admin_pages import address, change_page, client_of, errors, filled
from tests.factories import make_report, make_section


@pytest.mark.django_db
def test_paragraph_added_to_a_section_belongs_to_its_report_whatever_is_sent() -> None:
    section = make_report(paragraphs=1).sections.get()
    other = make_report()
    client, page = client_of("head_of_inspection"), change_page(section)
    new = {
        "paragraphs-TOTAL_FORMS": 2,
        "paragraphs-1-report": other.pk,
        "paragraphs-1-position": 2,
        "paragraphs-1-text_en": "Inspectors read nine case files.",
    }

    client.post(page, {**filled(client.get(page)), **new})

    paragraph = Paragraph.objects.get(text_en="Inspectors read nine case files.")
    assert (paragraph.report, paragraph.section) == (section.report, section)
    assert len(paragraph.stable_id) == 10


@pytest.mark.django_db
def test_place_that_is_taken_in_another_section_is_refused_with_a_sentence() -> None:
    report = make_report(paragraphs=1)
    section = make_section(report)
    client, page = client_of("head_of_inspection"), change_page(section)
    new = {"paragraphs-TOTAL_FORMS": 1, "paragraphs-0-position": 1}

    answer = client.post(page, {**filled(client.get(page)), **new})

    assert errors(answer) == ["Paragraph with this Report and Position already exists."]


@pytest.mark.django_db
def test_paragraph_keeps_its_stable_id_its_number_and_its_place_in_the_tree() -> None:
    paragraph = make_report(paragraphs=1).paragraphs.get()
    stored = Paragraph.objects.values().get()
    other = make_section()
    client, page = client_of("head_of_inspection"), change_page(paragraph)
    forged = {
        "stable_id": "0000000000",
        "number": "9.9",
        "section": other.pk,
        "report": other.report_id,
    }

    client.post(page, {**filled(client.get(page)), **forged, "text_en": "Anew."})

    assert Paragraph.objects.values().get() == {**stored, "text_en": "Anew."}


@pytest.mark.django_db
def test_new_section_gets_its_paragraphs_once_it_is_saved() -> None:
    report = make_report(paragraphs=0)
    client, page = client_of("head_of_inspection"), address(Section, "add")
    form = {"report": report.pk, "position": 1, "heading_en": "Leadership"}

    assert client.get(page).context["inline_admin_formsets"] == []
    client.post(page, form)

    assert [str(section) for section in report.sections.all()] == ["Leadership"]


@pytest.mark.django_db
def test_section_moved_to_a_place_that_is_taken_is_refused_with_a_sentence() -> None:
    report = make_report(paragraphs=1)
    section = make_section(report)
    client, page = client_of("head_of_inspection"), change_page(section)

    answer = client.post(page, {**filled(client.get(page)), "position": 1})

    assert errors(answer) == ["Section with this Report and Position already exists."]


@pytest.mark.django_db
@pytest.mark.parametrize("of_report", ["own", "other"])
def test_section_below_a_later_one_or_another_report_s_is_refused(
    of_report: str,
) -> None:
    report = make_report(paragraphs=1)
    section = report.sections.get()
    parent = make_section(report) if of_report == "own" else make_section()
    client, page = client_of("head_of_inspection"), change_page(section)

    answer = client.post(page, {**filled(client.get(page)), "parent": parent.pk})

    assert errors(answer) == [
        "Choose a section that stands before this one in its report."
    ]


@pytest.mark.django_db
def test_section_moved_behind_its_part_is_refused_with_a_sentence() -> None:
    report = make_report(paragraphs=1)
    section = report.sections.get()
    make_section(report, parent=section)
    client, page = client_of("head_of_inspection"), change_page(section)

    answer = client.post(page, {**filled(client.get(page)), "position": 9})

    assert errors(answer) == [
        "A part of this section would stand before it: move its parts first."
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("moved", "position", "sentence"),
    [
        (0, 9, "A part of this section would stand before it: move its parts first."),
        (2, 1, "Choose a section that stands before this one in its report."),
    ],
)
def test_section_moved_past_its_own_on_the_page_of_the_report_is_refused(
    moved: int, position: int, sentence: str
) -> None:
    report = make_report(paragraphs=0)
    section = make_section(report, position=2)
    make_section(report, position=3)
    make_section(report, position=4, parent=section)
    client, page = client_of("head_of_inspection"), change_page(report)
    moves = {f"sections-{moved}-position": position}

    answer = client.post(page, {**filled(client.get(page)), **moves})

    assert errors(answer) == [sentence]
