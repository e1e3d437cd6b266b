import pytest

from inspectorate.frameworks.models import Body
from inspectorate.reports.importing.codes import area_stem, free_code, stem_of

LONG = "Experiences of children " * 10


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("New Body", "NEW-BODY"),
        ("Ofsted!", "OFSTED"),
        ("検査", "SOURCE"),
        ("x" * 39 + " y", "X" * 39),
        ("y" * 200, "Y" * 40),
    ],
)
def test_stem_of_words_is_short_and_never_empty(words: str, code: str) -> None:
    assert stem_of(words, "SOURCE") == code


def test_long_areas_alike_at_the_start_have_codes_apart() -> None:
    one, two = area_stem(f"{LONG}looked after"), area_stem(f"{LONG}in need")

    assert (len(one), len(two)) == (80, 80)
    assert one != two
    assert area_stem("Overall  Effectiveness") == "overall_effectiveness"
    assert area_stem("  ") == "area"


@pytest.mark.django_db
def test_code_that_is_taken_in_any_case_gets_the_next_number() -> None:
    bodies = Body.objects.all()
    assert free_code(bodies, "NEW") == "NEW"

    Body.objects.create(code="new", name_en="New")
    Body.objects.create(code="NEW-2", name_en="New again")

    assert free_code(bodies, "NEW") == "NEW-3"
