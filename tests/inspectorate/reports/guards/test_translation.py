"""No translation falls behind unseen, whichever way its source is written."""

from collections.abc import Callable

import pytest
from django.db import connection, models

from inspectorate.fields import TwoLanguages
from inspectorate.reports.guards.translation import TEXTS
from inspectorate.reports.models import FormerSource, Paragraph, Report
from tests.factories import (
    make_finding,
    make_inspection,
    make_judgement,
    make_paragraph,
    make_recommendation,
    make_report,
    make_section,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def paragraph() -> Paragraph:
    return make_paragraph(make_report(paragraphs=0), text_en="One.", text_cy="Un.")


def kept() -> list[tuple[str, str, str]]:
    return list(FormerSource.objects.values_list("name", "language", "source"))


def write(row: models.Model, **texts: str) -> None:
    type(row)._base_manager.filter(pk=row.pk).update(**texts)


def save(row: models.Model, **texts: str) -> None:
    for name, text in texts.items():
        setattr(row, name, text)
    row.save()


def save_all(row: models.Model, **texts: str) -> None:
    for name, text in texts.items():
        setattr(row, name, text)
    type(row)._base_manager.bulk_update([row], list(texts))


def by_hand(row: models.Model, **texts: str) -> None:
    setting = ", ".join(f"{name} = %s" for name in texts)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {row._meta.db_table} SET {setting} WHERE id = %s",
            [*texts.values(), row.pk],
        )


DOORS = pytest.mark.parametrize("door", [write, save, save_all, by_hand])
Door = Callable[..., None]


@DOORS
def test_source_that_changes_alone_is_kept_as_it_was(
    paragraph: Paragraph, door: Door
) -> None:
    door(paragraph, text_en="Two.")

    assert kept() == [("text", "cy", "One.")]


@DOORS
def test_texts_that_change_together_are_a_pair(
    paragraph: Paragraph, door: Door
) -> None:
    door(paragraph, text_en="Two.", text_cy="Dau.")

    assert kept() == []


def test_what_was_translated_stays_kept_while_the_source_goes_on_changing(
    paragraph: Paragraph,
) -> None:
    write(paragraph, text_en="Two.")
    write(paragraph, text_en="")
    write(paragraph, text_en="Three.")

    assert kept() == [("text", "cy", "One.")]


@pytest.mark.parametrize("text", ["Dau.", ""])
def test_translation_that_is_written_anew_leaves_nothing_to_compare(
    paragraph: Paragraph, text: str
) -> None:
    write(paragraph, text_en="Two.")
    write(paragraph, text_cy=text)

    assert [each for each in kept() if each[1] == "cy"] == []


def test_second_language_makes_the_first_one_no_translation() -> None:
    paragraph = make_paragraph(make_report(paragraphs=0), text_en="", text_cy="Un.")

    write(paragraph, text_en="One.")

    assert kept() == []


def test_either_language_can_be_the_source(paragraph: Paragraph) -> None:
    write(paragraph, text_cy="Dau.")

    assert kept() == [("text", "en", "Un.")]


def test_text_that_is_deleted_leaves_nothing_behind(paragraph: Paragraph) -> None:
    write(paragraph, text_en="Two.")
    paragraph.delete()

    assert kept() == []


def test_every_text_that_a_report_publishes_is_watched() -> None:
    inspection = make_inspection()
    report = make_report(inspection, paragraphs=1)
    rows = [report, report.sections.get(), report.paragraphs.get(), inspection]
    rows += [make_finding(inspection), make_judgement(inspection)]
    rows += [make_recommendation(inspection)]
    watched = {kind: names for kind, _table, names in TEXTS}

    for row in rows:
        names = texts_of(type(row))
        assert sorted(watched[row._meta.label_lower]) == sorted(names)
        write(
            row, **{f"{name}_{code}": code for name in names for code in ("en", "cy")}
        )
        write(row, **{f"{name}_en": "new" for name in names})

        assert sorted(name for name, _code, _text in kept()) == sorted(names)
        FormerSource.objects.all().delete()


def texts_of(model: type[models.Model]) -> list[str]:
    """Without what only the authority is told."""
    found = [
        name
        for name in dir(model)
        if isinstance(getattr(model, name, None), TwoLanguages)
    ]
    return [name for name in found if name != "evidence_of_completion"]


def test_report_of_two_sections_keeps_each_heading_apart() -> None:
    report: Report = make_report(paragraphs=0)
    for position in (1, 2):
        heading = {"heading_en": f"A{position}", "heading_cy": f"B{position}"}
        make_section(report, position=position, **heading)

    report.sections.update(heading_en="New")

    assert sorted(source for _name, _code, source in kept()) == ["A1", "A2"]
