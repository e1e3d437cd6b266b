import pytest
from django.apps import apps

from authorities import reference_data
from authorities.models import Alias, Authority, Service

pytestmark = pytest.mark.django_db


def rows() -> list[list[dict]]:
    return [
        list(model.objects.order_by("pk").values())
        for model in (Authority, Alias, Service)
    ]


def test_loading_again_changes_nothing() -> None:
    before = rows()

    reference_data.load(apps.get_model)

    assert rows() == before


def test_22_councils_of_wales_are_there_in_both_languages() -> None:
    councils = Authority.objects.filter(gss_code__startswith="W06")

    assert councils.count() == 22
    assert [c.slug for c in councils if not (c.name.en and c.name.cy)] == []
    assert [c.slug for c in councils if not c.locative_cy or not c.population] == []


def test_every_loaded_row_is_valid() -> None:
    for row in [*Authority.objects.all(), *Alias.objects.all(), *Service.objects.all()]:
        row.full_clean()


@pytest.mark.parametrize(
    ("code", "slug"),
    [("W06000011", "swansea"), ("W06000012", "neath-port-talbot")],
)
def test_council_is_known_by_its_code(code: str, slug: str) -> None:
    assert Authority.objects.get(gss_code=code).slug == slug


def test_services_are_there_in_both_languages() -> None:
    assert {"children", "adults"} <= set(Service.objects.values_list("code", flat=True))
    assert [s.code for s in Service.objects.all() if not all(s.name)] == []
