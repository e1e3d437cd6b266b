"""What a page tells machines of itself: canonical address, the same page in the other
language, Open Graph and schema.org. It says nothing that the page does not show.
"""

import json
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.template.context import Context
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from inspectorate.fields import Wording
from inspectorate.markup import to_html
from inspectorate.public.origin import in_language, origin

LANGUAGES = [code for code, _name in settings.LANGUAGES]
LOCALES = {"en": "en_GB", "cy": "cy_GB"}
OPEN_GOVERNMENT = (
    "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
)
Told = dict[str, object]


class Feed(NamedTuple):
    title: str
    path: str


def is_public(request: HttpRequest) -> bool:
    """Pages of the public alone, and none that a personal link opens."""
    match = request.resolver_match
    is_own = request.path.split("/")[1] in LANGUAGES
    return is_own and match is not None and "token" not in match.kwargs


def in_languages(request: HttpRequest) -> list[tuple[str, str]]:
    """The same page in each language, and where the reader's browser chooses one."""
    site, path = origin(request), address(request)
    ways = [(code, site + in_language(path, code)) for code in LANGUAGES]
    neutral = "/" + path.split("/", 2)[2]
    return [*ways, ("x-default", site + neutral)]


def address(request: HttpRequest) -> str:
    """Of a list each page has its own, a choice of filters none: it stands for the
    list.
    """
    cursor = request.GET.get("cursor")
    return request.path + (f"?{urlencode({'cursor': cursor})}" if cursor else "")


def is_a_choice(request: HttpRequest) -> bool:
    """Whether the address asks for a part of a list that nobody need find."""
    return bool(set(request.GET) - {"cursor"})


def description(context: Context) -> str:
    if document := context.get("document"):
        summary = Wording(**document["summary"]).in_language(get_language()).text
        text = " ".join(strip_tags(to_html(summary)).split())
        if text:
            return Truncator(text).chars(200)
    return _(
        "What inspectors found, how they judged it, what they recommended, and what "
        "has been done about it."
    )


def feed(context: Context, name: str) -> Feed:
    """The feed that tells what the page does, or that of all reports."""
    if name == "authority-detail" and (authority := context.get("authority")):
        path = reverse("feed-authority", args=[authority.slug])
        return Feed(str(authority.name), path)
    if name == "recommendation-list":
        path = reverse("feed-recommendations")
        return Feed(_("Where recommendations stand: changes"), path)
    if name == "programme":
        return Feed(_("Forward programme"), reverse("feed-programme"))
    return Feed(_("Reports of inspections"), reverse("feed-reports"))


def linked_data(context: Context, name: str, title: str) -> list[Told]:
    site = origin(context["request"])
    makers = {
        "report-detail": report,
        "report-edition": report,
        "authority-detail": authority,
        "register-list": dataset,
    }
    told = [make(context, site)] if (make := makers.get(name)) else []
    trail = [*breadcrumbs(context, name, title)]
    if trail:
        told.append(in_a_trail(trail, site))
    return [{"@context": "https://schema.org", **each} for each in told if each]


def report(context: Context, site: str) -> Told:
    """Empty where the page shows no report, as one that was withdrawn does not."""
    edition, document = context.get("edition"), context.get("document")
    if not (edition and document):
        return {}
    about = document["inspection"]["authorities"]
    day = edition.published_on
    published = {"datePublished": str(day)} if day and day.year else {}
    return {
        "@type": "Report",
        "name": str(Wording(**document["title"])),
        "url": site + edition.get_absolute_url(),
        "inLanguage": edition.language_codes,
        "version": str(edition.number),
        **published,
        "dateModified": edition.entered_at.date().isoformat(),
        "about": [organisation(each, site) for each in about],
        "publisher": {
            "@type": "GovernmentOrganization",
            "name": str(edition.framework.body.name),
        },
    }


def organisation(told: Told, site: str) -> Told:
    path = reverse("authority-detail", args=[told["slug"]])
    name = str(Wording(**told["name"]))
    return {"@type": "GovernmentOrganization", "name": name, "url": site + path}


def authority(context: Context, site: str) -> Told:
    row = context.get("authority")
    if row is None:
        return {}
    told = {"slug": row.slug, "name": row.name._asdict()}
    told = organisation(told, site)
    if row.website:
        told["sameAs"] = row.website
    if row.gss_code:
        told["identifier"] = row.gss_code
    return told


def dataset(context: Context, site: str) -> Told:
    return {
        "@type": "Dataset",
        "name": _("Register of all that was published"),
        "description": description(context),
        "url": site + reverse("register-list"),
        "license": OPEN_GOVERNMENT,
        "distribution": {
            "@type": "DataDownload",
            "encodingFormat": "application/json",
            "contentUrl": f"{site}/api/v1/",
        },
    }


ABOVE = {
    "report-detail": "report-list",
    "report-edition": "report-list",
    "authority-detail": "authority-list",
}


def breadcrumbs(context: Context, name: str, title: str) -> Iterator[tuple[str, str]]:
    """From the first page to this one; none for pages that stand beside that."""
    above = ABOVE.get(name)
    if above is None or not (context.get("document") or context.get("authority")):
        return
    lists = {"report-list": _("Reports"), "authority-list": _("Authorities")}
    yield _("Home"), reverse("home")
    yield lists[above], reverse(above)
    yield title, context["request"].path


def in_a_trail(trail: list[tuple[str, str]], site: str) -> Told:
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": site + path}
        for place, (name, path) in enumerate(trail, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


# As Django's json_script does: nothing ends the element, whatever a text holds.
ESCAPED = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}


def in_a_script(told: Told) -> str:
    return json.dumps(told, ensure_ascii=False).translate(ESCAPED)
