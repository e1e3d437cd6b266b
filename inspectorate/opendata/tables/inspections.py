"""Inspections that the public knows of: with a report, or over and done without one."""

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    TextChoices,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from authorities.models import Authority, Service
from inspectorate.inspections.models import Inspection
from inspectorate.opendata.column import columns
from inspectorate.opendata.table import Table
from inspectorate.reports.models import Edition, Report

IN_DOCUMENT = _("Empty where a report is published: the document of that tells it.")
SLUG, TITLE = (Report._meta.get_field(name) for name in ("slug", "title_en"))
# What an edition has in its document alone.
OWN = ("service_title", "fieldwork_stated", "note")
# Of those that are known at all: what has a draft alone is none of them.
IS_REPORTED = Q(main__current_edition__isnull=False)


class Outcome(TextChoices):
    REPORTED = "reported", _("Report published")
    UNREPORTED = "unreported", _("Took place without a report")
    NOT_HELD = "not_held", _("Report not held here")


def pair(name: str) -> list[str]:
    return [f"{name}_{language}" for language in ("en", "cy")]


def known() -> QuerySet:
    """Those of which the report or letter is published, which is the `main` one of
    each; and those that are over without any here, be it a draft.
    """
    main = FilteredRelation("reports", condition=Q(reports__kind__in=Report.MAIN))
    edition = Edition.objects.published().filter(pk=OuterRef("main__current_edition"))
    without = Inspection.objects.published().without_report().filter(pk=OuterRef("pk"))
    return Inspection.objects.alias(main=main).filter(Exists(edition) | Exists(without))


def as_told(of_edition: str, own: str) -> Case:
    """By its edition, whatever was made of the case since; by its case where none is
    to come.
    """
    told = When(IS_REPORTED, then=F(f"main__current_edition__{of_edition}"))
    return Case(told, default=F(own))


def unless_reported(name: str) -> Case:
    reported = When(IS_REPORTED, then=Value(""))
    return Case(reported, default=F(name), output_field=TextField())


def inspections() -> QuerySet:
    outcome = Case(
        When(IS_REPORTED, then=Value(Outcome.REPORTED)),
        When(publishes=False, then=Value(Outcome.UNREPORTED)),
        default=Value(Outcome.NOT_HELD),
        output_field=CharField(),
    )
    titles = {
        f"told_{name}": Coalesce(f"main__current_edition__{name}", Value(""))
        for name in pair("title")
    }
    same = ("fieldwork_start", "fieldwork_end", "recorded_from")
    return known().annotate(
        outcome=outcome,
        told_kind=as_told("inspection_kind", "kind"),
        told_service=as_told("service__code", "service__code"),
        told_framework=as_told("framework__code", "framework__code"),
        **{f"told_{name}": as_told(name, name) for name in same},
        **{
            f"told_{name}": unless_reported(name) for each in OWN for name in pair(each)
        },
        **titles,
    )


def inspection_authorities() -> QuerySet:
    """The authorities of both, of which an inspection is told by one alone, would give
    each row of a joint inspection several times. Without the order of the model, whose
    columns a distinct row would have beside its own.
    """
    whom = as_told("authorities__slug", "authorities__slug")
    found = known().annotate(whom=whom).filter(whom__isnull=False)
    return found.order_by().distinct()


def about(found: QuerySet, authority: Authority) -> QuerySet:
    named = inspection_authorities().filter(pk=OuterRef("pk"), whom=authority.slug)
    return found.filter(Exists(named))


def own(name: str) -> list[tuple]:
    """The columns of one of OWN."""
    return [(each, f"told_{each}", IN_DOCUMENT, each) for each in pair(name)]


TABLES = [
    Table(
        "inspections",
        _("Inspections"),
        _("With a report that is published, or over and done without one here."),
        rows=inspections,
        key=("inspection",),
        is_kept_apart=True,
        asked=("service",),
        about=about,
        refers=((("service",), "services", ()), (("framework",), "frameworks", ())),
        columns=columns(
            Inspection,
            ("inspection", "reference", _("Its reference, which never changes.")),
            ("kind", "told_kind", "", "kind"),
            ("service", "told_service", _("Service"), Service._meta.get_field("code")),
            *own("service_title"),
            ("framework", "told_framework", "", "framework__code"),
            ("fieldwork_start", "told_fieldwork_start", "", "fieldwork_start"),
            ("fieldwork_end", "told_fieldwork_end", "", "fieldwork_end"),
            *own("fieldwork_stated"),
            (
                "outcome",
                "outcome",
                _("Whether there is a report to read, and why not."),
                CharField(choices=Outcome),
            ),
            ("report", "main__slug", _("The one that is published."), SLUG, True),
            *(
                (each, f"told_{each}", _("Of the report."), TITLE)
                for each in pair("title")
            ),
            *own("note"),
            ("recorded_from", "told_recorded_from", "", "recorded_from"),
        ),
    ),
    Table(
        "inspection_authorities",
        _("Authorities of inspections"),
        _("Whom an inspection is about; a joint one is about several."),
        rows=inspection_authorities,
        key=("inspection", "authority"),
        refers=(
            (("inspection",), "inspections", ()),
            (("authority",), "authorities", ()),
        ),
        is_kept_apart=True,
        columns=columns(
            Inspection,
            ("inspection", "reference", _("Its reference, which never changes.")),
            ("authority", "whom", "", Authority._meta.get_field("slug")),
        ),
    ),
]
