from collections.abc import Callable

import pytest

from authorities.models import Alias, Authority
from tests.factories import make_authority
from tests.inspectorate.api.told import TERMS

pytestmark = pytest.mark.django_db

API = "http://testserver/api/v1"


def test_authority_is_told_in_both_languages(get: Callable[..., dict]) -> None:
    old = make_authority("Dinefwr", gss_code=None)
    heir = make_authority("Tywi", gss_code="W99000007")
    authority = make_authority(
        "Dyfed",
        gss_code="W99000005",
        formal_name_en="County of Dyfed",
        formal_name_cy="Sir Dyfed Oll",
        locative_cy="yn Nyfed",
        region_en="West Wales",
        region_cy="Gorllewin Cymru",
        website="https://dyfed.example/",
        population=1234,
    )
    authority.predecessors.add(old)
    heir.predecessors.add(authority)
    Alias.objects.create(authority=authority, text="Old Dyfed")
    Alias.objects.create(authority=authority, kind=Alias.Kind.CODE, text="W88000005")

    assert get("/api/v1/authorities/W99000005/") == {
        **TERMS,
        "url": f"{API}/authorities/W99000005/",
        "gss_code": "W99000005",
        "slug": "dyfed",
        "name": {"en": "Dyfed", "cy": "Sir Dyfed"},
        "formal_name": {"en": "County of Dyfed", "cy": "Sir Dyfed Oll"},
        "locative_cy": "yn Nyfed",
        "kind": "county",
        "region": {"en": "West Wales", "cy": "Gorllewin Cymru"},
        "website": "https://dyfed.example/",
        "population": 1234,
        "other_names": ["Old Dyfed"],
        "former_codes": ["W88000005"],
        "predecessors": ["dinefwr"],
        "successors": ["W99000007"],
        "links": {
            "reports": f"{API}/reports/?authority=W99000005",
            "findings": f"{API}/findings/?authority=W99000005",
            "judgements": f"{API}/judgements/?authority=W99000005",
            "recommendations": f"{API}/recommendations/?authority=W99000005",
        },
    }


@pytest.mark.parametrize("identifier", ["W99000005", "W88000005", "dyfed"])
def test_authority_is_found_by_code_retired_code_and_slug(
    get: Callable[..., dict], identifier: str
) -> None:
    authority = make_authority("Dyfed", gss_code="W99000005")
    Alias.objects.create(authority=authority, kind=Alias.Kind.CODE, text="W88000005")

    assert get(f"/api/v1/authorities/{identifier}/")["slug"] == "dyfed"


def test_authority_without_a_code_is_addressed_by_its_slug(
    get: Callable[..., dict],
) -> None:
    make_authority("Dyfed", gss_code=None)

    authority = get("/api/v1/authorities/dyfed/")

    assert authority["gss_code"] is None
    assert authority["url"] == f"{API}/authorities/dyfed/"
    assert authority["links"]["reports"] == f"{API}/reports/?authority=dyfed"


def test_list_is_in_the_order_of_slugs_and_filtered_by_kind(
    get: Callable[..., dict],
) -> None:
    for name in ("Penfro", "Brycheiniog", "Maesyfed"):
        make_authority(name, kind=Authority.Kind.OTHER)

    authorities = get("/api/v1/authorities/", kind="other")["results"]

    assert [authority["slug"] for authority in authorities] == [
        "brycheiniog",
        "maesyfed",
        "penfro",
    ]


def test_list_takes_as_many_queries_for_three_rows_as_for_one(
    count_queries: Callable[[str], int],
) -> None:
    for name in ("Penfro", "Brycheiniog", "Maesyfed"):
        authority = make_authority(name, kind=Authority.Kind.OTHER)
        authority.predecessors.add(make_authority(f"Old {name}"))
        Alias.objects.create(authority=authority, text=f"{name} Council")
    url = "/api/v1/authorities/?kind=other&page_size="

    assert count_queries(f"{url}1") == count_queries(f"{url}3") == 4
