from pathlib import Path

import pytest
from pytest_django import Settings

from inspectorate.public.export.page import Copy, Page

COPY = Copy(Path("copy"), has_files=False, entries=120)


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/en/", "../../../en/index.html"),
        ("/en/reports/a/#text", "../../../en/reports/a/index.html#text"),
        # The register shows the newest first, 50 to a page.
        (
            "/en/register/?cursor=abc#entry-71",
            "../../../en/register/index.html#entry-71",
        ),
        (
            "/en/register/?cursor=abc#entry-70",
            "../../../en/register/page-2.html#entry-70",
        ),
        (
            "/en/recommendations/?authority=powys&state=open",
            "../../../en/recommendations/authority/powys/index.html",
        ),
        (
            "/en/reports/a/editions/1/files/a.pdf",
            "https://a.example/en/reports/a/editions/1/files/a.pdf",
        ),
        ("/api/v1/docs/", "https://a.example/api/v1/docs/"),
        ("/en/search/?q=a", "https://a.example/en/search/?q=a"),
        ("/verify.py", "../../../verify.py"),
    ],
)
def test_link_leads_to_a_file_or_to_the_site(
    settings: Settings, address: str, target: str
) -> None:
    settings.SITE_ADDRESS = "https://a.example"

    assert Page(COPY, "/en/authorities/index/").target(address) == target


def test_second_page_of_a_list_leads_to_that_in_the_other_language() -> None:
    page = Page(COPY, "/en/reports/?cursor=abc", number=2)

    assert page.file == "en/reports/page-2.html"
    assert page.target("/cy/reports/?cursor=abc") == "../../cy/reports/page-2.html"
    assert page.target("/cy/reports/") == "../../cy/reports/index.html"


def test_file_of_an_edition_stands_with_the_data() -> None:
    page = Page(COPY._replace(has_files=True), "/en/reports/a/")

    target = page.target("/en/reports/a/editions/1/files/a-1.pdf")

    assert target == "../../../data/reports/a/1/a-1.pdf"
