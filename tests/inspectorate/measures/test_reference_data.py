import re

import pytest
from django.apps import apps
from django.db.models import Count

from inspectorate.measures import reference_data
from inspectorate.measures.models import Equivalence, Measure, MeasureSet

pytestmark = pytest.mark.django_db


def test_four_generations_are_shipped() -> None:
    found = MeasureSet.objects.annotate(count=Count("measures")).order_by("order")

    assert [(each.code, each.count) for each in found] == [
        ("scc", 7),
        ("pm", 10),
        ("metrics", 3),
        ("catalogue", 27),
    ]
    assert not Equivalence.objects.exists()


def test_every_measure_has_both_languages_and_fits_its_rules() -> None:
    for measure in Measure.objects.all():
        measure.full_clean()
        texts = (*measure.name, *measure.unit, *measure.formula)
        assert all(texts), measure.code
        assert re.fullmatch(r"[a-z0-9_-]+", measure.slug)


def test_code_is_told_in_an_address() -> None:
    assert reference_data.slug_of("SCC/042(b)") == "scc-042b"
    assert Measure.objects.get(slug="ch-012").code == "CH/012"


def test_loading_again_leaves_what_was_reworded() -> None:
    Measure.objects.filter(slug="pm24").update(name_en="Assessments in time")

    reference_data.load(apps.get_model)

    assert Measure.objects.get(slug="pm24").name_en == "Assessments in time"
