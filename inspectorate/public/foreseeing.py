"""What an act on a report changes for those who follow: entries of feeds, and how many
e-mails.
"""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from inspectorate.frameworks.models import Theme
from inspectorate.public import feeds
from inspectorate.public.alerts.queueing import without_repeats
from inspectorate.public.consequences import addresses, authorities_of
from inspectorate.public.happenings import Happening, Sought
from inspectorate.public.happenings.editions import editions, themes_of
from inspectorate.public.happenings.recommendations import recommendations
from inspectorate.public.happenings.sources import Source, happenings
from inspectorate.public.models import Subscription
from inspectorate.reports.consequences import (
    Change,
    Consequence,
    Kind,
    Shown,
    Teller,
    in_lines,
)
from inspectorate.reports.models import Edition, Report


def followed(report: Report) -> Iterator[Shown]:
    """The feeds in which something of it can stand."""
    yield feed(_("The feed of all reports"), "feed-reports", editions)
    name = _("The feed of changes of recommendations")
    yield feed(name, "feed-recommendations", recommendations)
    for authority in authorities_of(report):
        sought, label = Sought(authority=authority), str(authority)
        way = ("feed-authority", happenings, sought, authority.slug, label)
        yield feed(_("Feeds of authorities"), *way)
    for theme in themes_of_report(report):
        sought, label = Sought(theme=theme), str(theme)
        way = ("feed-theme", happenings, sought, theme.code, label)
        yield feed(_("Feeds of themes"), *way)


def feed(
    told: str,
    name: str,
    source: Source,
    sought: Sought = Sought(),  # noqa: B008 - it never changes
    slug: str = "",
    label: str = "",
) -> Shown:
    way = addresses(name, slug) if slug else addresses(name)
    sought = sought._replace(most=feeds.MOST)
    state = feeds.told_in_each_language(source, sought)
    return Shown(Kind.FEED, told, way, state, label)


def themes_of_report(report: Report) -> list[Theme]:
    """Those that it is, was or will be on."""
    told = Edition.objects.ever_published().filter(report=report).defer("document")
    keys = set().union(*themes_of(told).values())
    case = report.inspection
    for rows, name in ((case.findings, "theme"), (case.recommendations, "themes")):
        for pair in rows.order_by().values_list(name, f"{name}__stands_for"):
            keys.update(pair)
    return list(
        Theme.objects.vocabulary().filter(pk__in=keys - {None}).order_by("code")
    )


def look_at_alerts(report: Report) -> Teller:
    """How many e-mails come of it, and to nobody whose: at once, and on Monday."""
    known = {(each.kind, each.key) for each in told_of(report)}

    def tell() -> list[Consequence]:
        new = [each for each in told_of(report) if (each.kind, each.key) not in known]
        lines = (
            alerts(name, often, new)
            for often, name in (
                (Subscription.Often.INSTANT, _("Alerts by e-mail, at once")),
                (Subscription.Often.WEEKLY, _("Alerts by e-mail, with the weekly one")),
            )
        )
        return in_lines((line for line in lines if line.count), Change.NEW)

    return tell


def told_of(report: Report) -> list[Happening]:
    keys = frozenset(report.editions.ever_published().values_list("pk", flat=True))
    found = editions(Sought(keys=keys))
    news = [("edition", each) for each in found if not each.is_history]
    return [each for _source, each in without_repeats(news)]


def alerts(name: str, often: str, new: list[Happening]) -> Shown:
    """Whoever has confirmed by now is told; a number, and no more."""
    follow = Subscription.objects.filter(often=often)
    count = sum(follow.following(each).count() for each in new)
    count = count if settings.NOTICES_BY_EMAIL else 0
    return Shown(Kind.ALERT, name, (), count=count)
