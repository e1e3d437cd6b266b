import pytest
from django.urls import translate_url
from django.utils.translation import override

from inspectorate.public.origin import in_language


@pytest.mark.parametrize(
    "address",
    [
        "/en/",
        "/en/reports/?year=2014&theme=voice",
        "/en/reports/a-report/paragraphs/abc123/",
        "/en/recommendations/X-2015-01-R07/",
        "/admin/",
        "/",
    ],
)
def test_address_in_another_language_is_the_one_that_django_finds(
    address: str,
) -> None:
    with override("en"):
        expected = translate_url(address, "cy")

    assert in_language(address, "cy") == expected
    assert in_language(expected, "en") == address
