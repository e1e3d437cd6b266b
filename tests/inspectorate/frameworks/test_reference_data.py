import pytest
from django.apps import apps

from inspectorate.frameworks import reference_data
from inspectorate.frameworks.models import (
    Body,
    DeadlineRule,
    Framework,
    JudgementArea,
    Scale,
    ScalePoint,
    Theme,
)

LOADED = [Body, DeadlineRule, Framework, JudgementArea, Scale, ScalePoint, Theme]
THEMES = [
    *("leadership", "culture", "workforce", "caseload", "supervision", "training"),
    *("access_assessment", "care_planning", "child_protection", "looked_after"),
    *("performance", "finance", "partnership", "scrutiny", "services"),
    *("consistency", "voice"),
]

pytestmark = pytest.mark.django_db


def rows() -> dict[type, list[dict]]:
    return {model: list(model.objects.order_by("pk").values()) for model in LOADED}


@pytest.mark.slow
def test_loading_again_changes_nothing() -> None:
    before = rows()

    reference_data.load(apps.get_model)

    assert rows() == before
    assert all(before.values())


def test_loading_again_keeps_what_an_inspectorate_has_reworded() -> None:
    reworded = Framework.objects.get(code="ILACS-2018")
    reworded.name_en = "Our own name for it"
    reworded.save()

    reference_data.load(apps.get_model)

    assert Framework.objects.get(code="ILACS-2018").name_en == "Our own name for it"


def test_every_loaded_row_is_valid() -> None:
    for model in LOADED:
        for row in model.objects.all():
            row.full_clean()


def test_stable_themes_are_the_vocabulary_in_its_order() -> None:
    assert [theme.code for theme in Theme.objects.vocabulary()] == THEMES


def test_themes_of_frameworks_stand_for_stable_ones_or_for_none() -> None:
    stood_for = Theme.objects.filter(framework_themes__isnull=False)

    assert stood_for.exists()
    assert not stood_for.exclude(framework=None).exists()


@pytest.mark.parametrize("model", [Body, Framework, JudgementArea, Scale, ScalePoint])
def test_every_name_that_the_public_reads_is_in_both_languages(model: type) -> None:
    text = "label" if model is ScalePoint else "name"
    wordings = {row: getattr(row, text) for row in model.objects.all()}

    assert [row for row, wording in wordings.items() if not all(wording)] == []


def test_every_grade_says_what_it_means_in_both_languages() -> None:
    points = ScalePoint.objects.all()

    assert [str(point) for point in points if not all(point.meaning)] == []


def test_points_of_a_scale_are_ranked_without_gaps() -> None:
    for scale in Scale.objects.all():
        orders = [point.order for point in scale.points.all()]

        assert orders == list(range(1, len(orders) + 1)), scale


def test_bodies_stand_in_their_line_of_succession() -> None:
    line = [Body.objects.get(code="CIW")]
    while line[-1].predecessor:
        line.append(line[-1].predecessor)

    assert [body.code for body in line] == ["CIW", "CSSIW", "SSIW"]


def test_welsh_frameworks_ask_for_both_languages_and_english_ones_for_english() -> None:
    languages = {
        framework.code: framework.required_languages
        for framework in Framework.objects.filter(
            code__in=["CSSIW-2009", "CIW-2023", "ILACS-2018", "PEEL-2021"]
        )
    }

    assert languages == {
        "CSSIW-2009": ["en", "cy"],
        "CIW-2023": ["en", "cy"],
        "ILACS-2018": ["en"],
        "PEEL-2021": ["en"],
    }
