import pytest
from django.utils import translation

from authorities.models import Service
from inspectorate.frameworks.models import ScalePoint
from inspectorate.inspections.models import Inspection
from inspectorate.reports.importing.wording import title_of, wording_of

INSPECTION = Inspection(
    kind=Inspection.Kind.MONITORING, service=Service(name_en="Adult services")
)


@pytest.mark.parametrize("language", ["en", "cy"])
def test_title_is_english_whatever_language_is_active(language: str) -> None:
    with translation.override(language):
        title = title_of(INSPECTION, 2014)

    assert title == "Monitoring visit of adult services, 2014"


def test_title_without_a_year_leaves_it_off() -> None:
    assert title_of(INSPECTION, None) == "Monitoring visit of adult services"


@pytest.mark.parametrize(
    ("grade", "wording"),
    [
        ("requires improvement", "requires improvement"),
        ("REQUIRES  improvement to be good", ""),
        ("requires_improvement", ""),
    ],
)
def test_words_that_are_not_the_label_are_kept_as_printed(
    grade: str, wording: str
) -> None:
    point = ScalePoint(
        code="requires_improvement", label_en="Requires improvement to be good"
    )

    assert wording_of(grade, point) == wording
