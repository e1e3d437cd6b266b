import pytest
from django.core.management import CommandError, call_command
from django.db import connection, models

from inspectorate.history import append_only
from inspectorate.reports import verification
from inspectorate.reports.models import (
    Edition,
    PublishedFinding,
    PublishedJudgement,
    PublishedParagraph,
    PublishedRecommendation,
    PublishedRecommendationTheme,
)
from tests.factories import (
    make_edition,
    make_finding,
    make_inspection,
    make_judgement,
    make_point,
    make_recommendation,
    make_scale,
    make_theme,
    make_withdrawal,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def edition() -> Edition:
    inspection = make_inspection()
    make_judgement(inspection)
    make_finding(inspection)
    make_recommendation(inspection).themes.add(make_theme())
    return make_edition(inspection)


def test_what_was_published_holds(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("verify_register")

    assert capsys.readouterr().out == "The register holds. Editions: 1.\n"


def test_withdrawal_is_no_edition_and_its_edition_is_still_checked(
    edition: Edition, capsys: pytest.CaptureFixture[str]
) -> None:
    make_withdrawal(edition)

    call_command("verify_register")
    assert capsys.readouterr().out == "The register holds. Editions: 1.\n"

    append_only.remove(PublishedParagraph, connection)
    PublishedParagraph.objects.update(text_en="Kinder words.")
    append_only.install(PublishedParagraph, connection)
    assert list(verification.faults()) == ["Entry 1: the paragraphs differ."]


@pytest.mark.parametrize(
    ("model", "changes", "told"),
    [
        (Edition, {"title_cy": "Arall"}, "the edition's own columns differ"),
        (Edition, {"published_on": "1999"}, "the edition's own columns differ"),
        (PublishedParagraph, {"text_en": "Kinder words."}, "the paragraphs differ"),
        (PublishedRecommendation, {"text_cy": "Dim"}, "the recommendations differ"),
        (Edition, {"recorded_from": "Paper"}, "the edition's own columns differ"),
        (PublishedFinding, {"classification": "strength"}, None),
        (PublishedFinding, {"classification": "challenge"}, "the findings differ"),
    ],
)
def test_row_changed_by_who_owns_the_tables_is_named(
    model: type[models.Model], changes: dict[str, str], told: str | None
) -> None:
    append_only.remove(model, connection)
    model.objects.update(**changes)
    append_only.install(model, connection)

    assert list(verification.faults()) == ([f"Entry 1: {told}."] if told else [])


def test_theme_added_to_what_was_published_is_named(edition: Edition) -> None:
    [row] = edition.recommendations.all()
    PublishedRecommendationTheme.objects.create(published=row, theme=make_theme())

    assert list(verification.faults()) == ["Entry 1: the themes differ."]


def test_grade_of_another_scale_with_the_same_code_is_named(edition: Edition) -> None:
    [row] = edition.judgements.all()
    append_only.remove(PublishedJudgement, connection)
    PublishedJudgement.objects.update(
        point=make_point(make_scale(), code=row.point.code, label_en="Poor")
    )
    append_only.install(PublishedJudgement, connection)

    assert list(verification.faults()) == ["Entry 1: the judgements differ."]


def test_grade_changed_by_who_owns_the_tables_is_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    append_only.remove(PublishedJudgement, connection)
    PublishedJudgement.objects.update(point=make_point())
    append_only.install(PublishedJudgement, connection)

    with pytest.raises(CommandError, match="Faults found: 1"):
        call_command("verify_register")
    assert capsys.readouterr().err == "Entry 1: the judgements differ.\n"
