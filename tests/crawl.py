"""Reading every public address, as a stranger who follows links."""

import re
from collections.abc import Iterator
from io import BytesIO

from django.http import HttpResponse
from django.test import Client
from openpyxl import load_workbook

from inspectorate.public.sitemaps import SECTIONS
from tests.planted import CANARY

# Words of what is published, and of what is planted beside it.
SEARCHES = [
    "/en/search/?q=child",
    "/cy/search/?q=plentyn",
    "/en/search/?q=leaders&part=findings",
    "/api/v1/search/?q=social+worker&page_size=100",
]
DOORS = ["/", "/en/", "/cy/", "/api/v1/", "/api/v1/schema/", "/robots.txt", *SEARCHES]
DOORS += ["/sitemap.xml", *(f"/sitemap-{section}.xml" for section in SECTIONS)]
SEARCH = ["/en/search/", "/cy/search/", "/api/v1/search/"]
# The lists of the doors, and by what each can be asked for what a draft has.
PAGES = {
    "/en/reports/": ["authority", "service", "framework", "year"],
    "/cy/recommendations/": ["authority", "service", "theme", "year"],
    "/api/v1/reports/": ["authority", "service", "framework", "year"],
    "/api/v1/findings/": ["authority", "service", "framework", "year", "theme"],
    "/api/v1/recommendations/": ["authority", "service", "framework", "year", "theme"],
    "/api/v1/inspections/": ["service"],
    "/api/v1/inspection-authorities/": ["authority"],
    "/api/v1/programme/": ["service"],
    "/api/v1/programme-authorities/": ["authority"],
    "/en/search/?q=leaders": ["authority", "service", "year"],
    "/cy/search/?q=canary": ["authority", "service", "year"],
    "/api/v1/search/?q=canary": ["authority", "service", "year"],
}
# Data of the field, which is nobody's secret, whoever made use of it.
COMMON = {
    f"/api/v1/{name}/"
    for name in (
        *("areas", "bodies", "frameworks", "grades", "scales", "services", "themes"),
        *("measures", "measure-sets", "measure-equivalences"),
    )
}
LINK = re.compile(rb"""(?:href="|"(?=http://testserver/))([^"#]+)""")

Answer = tuple[int, dict[str, str], bytes]
Crawl = dict[str, Answer]


def crawl(client: Client) -> Crawl:
    """Read every public address that can be reached, and what it answers."""
    found: Crawl = {}
    waiting = list(DOORS)
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        found[address] = ask(client, address)
        waiting += links(found[address][2])
    return found


def asked_for(values: dict[str, str]) -> list[str]:
    """Each list asked for each of the values that it can be asked for."""
    return [
        f"{page}{'&' if '?' in page else '?'}{name}={values[name]}"
        for page, names in PAGES.items()
        for name in names
    ]


def ask(client: Client, address: str) -> Answer:
    response = client.get(address)
    body = b"".join(response) if response.streaming else response.content
    body, headers = without_number(response, body)
    if address.endswith(".xlsx"):
        # The file tells the second in which it was written; a reader, what it says.
        body = repr([[*each.values] for each in load_workbook(BytesIO(body))]).encode()
        del headers["Content-Length"]
    return response.status_code, headers, body


def without_number(response: HttpResponse, body: bytes) -> tuple[bytes, dict[str, str]]:
    """Each request has a number of its own, which a problem tells as well."""
    headers = dict(response.headers)
    number = headers.pop("X-Request-ID", "")
    return (body.replace(number.encode(), b"") if number else body), headers


def links(body: bytes) -> Iterator[str]:
    for raw in LINK.findall(body):
        address = raw.decode().replace("&amp;", "&").removeprefix("http://testserver")
        if address.startswith(("/en/", "/cy/", "/api/")) and address not in COMMON:
            yield address


def sings(answer: Answer) -> bool:
    _status, headers, body = answer
    return CANARY.encode() in body or CANARY in str(headers)


def value_in(address: str, names: dict[str, str]) -> str:
    return next(value for name, value in names.items() if f"{{{name}}}" in address)
