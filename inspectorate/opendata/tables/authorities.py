"""Whom the record is about: authorities, their services, and who held which office."""

from django.utils.translation import gettext_lazy as _

from authorities.models import Alias, Authority, OfficeHolder, Service
from inspectorate.opendata.column import both, columns
from inspectorate.opendata.table import Table

TABLES = [
    Table(
        "services",
        _("Services"),
        _("What is inspected, the same for every authority."),
        rows=Service.objects.all,
        key=("code",),
        columns=columns(Service, "code", *both("name"), ("part_of", "parent__code")),
    ),
    Table(
        "authorities",
        _("Authorities"),
        _("Whom the record is about, those that exist no more among them."),
        rows=Authority.objects.all,
        key=("authority",),
        columns=columns(
            Authority,
            ("authority", "slug"),
            "gss_code",
            *both("name"),
            *both("formal_name"),
            "kind",
            *both("region"),
            "website",
            "population",
            "recorded_from",
        ),
    ),
    Table(
        "authority_aliases",
        _("Former codes and other names of authorities"),
        _("By which an authority is found as well."),
        rows=Alias.objects.all,
        key=("authority", "kind", "text"),
        columns=columns(Alias, ("authority", "authority__slug"), "kind", "text"),
    ),
    Table(
        "authority_predecessors",
        _("Predecessors of authorities"),
        _("Whose area and duties an authority took over."),
        rows=Authority.predecessors.through.objects.all,
        key=("authority", "predecessor"),
        columns=columns(
            Authority.predecessors.through,
            ("authority", "from_authority__slug"),
            ("predecessor", "to_authority__slug"),
        ),
    ),
    Table(
        "office_holders",
        _("Office-holders"),
        _("Who held which office, as a source names them; a name may be removed."),
        rows=OfficeHolder.objects.published,
        key=("authority", "holding"),
        columns=columns(
            OfficeHolder,
            ("authority", "authority__slug"),
            ("holding", "pk", _("A number that tells it from the others.")),
            "office",
            *both("title"),
            "name",
            "is_acting",
            "held_from",
            "held_to",
            "stated_on",
            "source",
            "recorded_from",
        ),
    ),
]
