"""The forward programme: what was announced of inspections, none of which is named by
its reference: that would tell how many others are planned and not announced.
"""

from django.db.models import (
    CharField,
    Exists,
    OuterRef,
    PositiveSmallIntegerField,
    QuerySet,
    Subquery,
)
from django.utils.translation import gettext_lazy as _

from authorities.models import Authority
from inspectorate.inspections.models import ProgrammeAuthority, ProgrammeEntry
from inspectorate.inspections.models.announcing import Said
from inspectorate.opendata.column import BOOLEAN, both, columns
from inspectorate.opendata.table import Table
from inspectorate.reports.models import Edition, Report
from inspectorate.subqueries import Counted

ANNOUNCED_AT = _(
    "When the inspection came into the forward programme: the same in every entry "
    "about it. Its reference is not public before its report."
)
UNTIL = _("The last month or day; the same as the first where that says it all.")
SAID = [each for each in Said.choices if each[0] != Said.WITHDRAWN]
SLUG, POSITION = Report._meta.get_field("slug"), PositiveSmallIntegerField()


def announced_at(inspection: str) -> Subquery:
    """Of the entries that are public, which begin after what was taken out."""
    same = ProgrammeEntry.objects.published().filter(inspection=OuterRef(inspection))
    return Subquery(same.order_by("sequence").values("said_at")[:1])


def programme() -> QuerySet:
    main = (
        Edition.objects.published()
        .current()
        .filter(report__inspection=OuterRef("inspection"), report__kind__in=Report.MAIN)
    )
    newest = ProgrammeEntry.objects.current().filter(pk=OuterRef("pk"))
    return ProgrammeEntry.objects.published().annotate(
        announced_at=announced_at("inspection"),
        newest=Exists(newest),
        reported=Subquery(main.order_by().values("report__slug")[:1]),
    )


def programme_authorities() -> QuerySet:
    """Told apart by their places: what is taken out of the programme leaves its keys in
    the sequence of changes, and these name nobody.
    """
    public = ProgrammeEntry.objects.published()
    before = ProgrammeAuthority.objects.filter(
        entry=OuterRef("entry"), pk__lte=OuterRef("pk")
    )
    return ProgrammeAuthority.objects.filter(entry__in=public).annotate(
        announced_at=announced_at("entry__inspection"),
        position=Counted(before.order_by()),
    )


def about(found: QuerySet, authority: Authority) -> QuerySet:
    named = ProgrammeAuthority.objects.filter(entry=OuterRef("pk"), authority=authority)
    return found.filter(Exists(named))


TABLES = [
    Table(
        "programme",
        _("Forward programme"),
        _("What was announced of inspections, and what was said of them since."),
        rows=programme,
        key=("announced_at", "said_at"),
        asked=("service", "is_current"),
        about=about,
        columns=columns(
            ProgrammeEntry,
            ("announced_at", "announced_at", ANNOUNCED_AT, "said_at"),
            "said_at",
            (
                "is_current",
                "newest",
                _("Whether nothing was said of the inspection since."),
                BOOLEAN,
                False,
            ),
            ("said", "said", "", CharField(_("says"), choices=SAID)),
            "kind",
            ("service", "service__code"),
            *both("service_title"),
            "publishes",
            ("window_from", "window_from", "", "", False),
            ("window_to", "window_to", UNTIL, "", False),
            "opens_on",
            "closes_on",
            *both("note"),
            ("report", "reported", _("The one that is published."), SLUG, True),
        ),
    ),
    Table(
        "programme_authorities",
        _("Authorities in the forward programme"),
        _("Whom an entry names."),
        rows=programme_authorities,
        key=("announced_at", "said_at", "position"),
        asked=("authority",),
        refers=((("announced_at", "said_at"), "programme", ()),),
        columns=columns(
            ProgrammeAuthority,
            ("announced_at", "announced_at", ANNOUNCED_AT, "entry__said_at"),
            ("said_at", "entry__said_at", _("The moment of the entry.")),
            ("position", "position", _("The place in the entry."), POSITION),
            ("authority", "authority__slug"),
        ),
    ),
]
