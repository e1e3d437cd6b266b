"""The screens of the workspace, each with a name: a new one is added to staff()."""

from collections.abc import Iterator

from django.db import models
from django.urls import reverse

from authorities.models import Authority
from inspectorate.inspections.models import Inspection, Interest
from inspectorate.lifecycle.admin import ActsAdmin
from inspectorate.notices.models import Notice
from inspectorate.reports.models import AccuracyCheck, Comment, Report
from tests.admin_pages import address
from tests.admin_rows import ADDED, OURS, SHOWN, last_of

Screens = Iterator[tuple[str, str]]


def staff() -> Screens:
    """Each kind of screen, of the last row of every kind."""
    yield "first page", reverse("admin:index")
    yield "password", reverse("account_change_password")
    yield "second factor", reverse("mfa_index")
    yield "sessions", reverse("usersessions_list")
    yield from cases()
    yield from reviews()
    for model in SHOWN:
        yield from lists(model)
    for model in ADDED:
        yield f"add {model._meta.model_name}", address(model, "add")
    for model in OURS:
        yield from row(last_of(model))
    yield "nothing found", f"{address(Report, 'changelist')}?q=nothing+at+all"
    for model in (Interest, Authority):
        yield from pages_of_one(last_of(model))


def cases() -> Screens:
    """One that follows an earlier case, with a row of each kind."""
    case = Inspection.objects.exclude(follows=None).latest("pk")
    yield "case", reverse("admin:case", args=[case.reference])
    yield "field log", reverse("admin:inspections_finding_log", args=[case.pk])
    for page in ("comparison", "triangulation"):
        yield page, address(Inspection, page, case.pk)


def reviews() -> Screens:
    yield "notices", address(Notice, "mine")
    yield "assurance queue", address(Report, "queue")
    yield "assurance", address(Report, "assurance", last_of(Comment).report_id)
    check = last_of(AccuracyCheck)
    for page in ("import", "marked_up"):
        yield f"accuracy check, {page}", address(AccuracyCheck, page, check.pk)


def lists(model: type[models.Model]) -> Screens:
    yield f"list {model._meta.model_name}", address(model, "changelist")


def row(row: models.Model) -> Screens:
    name, admin = row._meta.model_name, SHOWN[type(row)]
    yield f"change {name}", address(type(row), "change", row.pk)
    if isinstance(admin, ActsAdmin):
        for act in row.next_acts():
            yield f"act {act.verb}", address(type(row), "act", row.pk, act.verb)


def pages_of_one(row: models.Model) -> Screens:
    """What looks alike for all rows: one that may be deleted, and one that may not."""
    for page in ("history", "delete"):
        name = f"{page} {row._meta.model_name}"
        yield name, address(type(row), page, row.pk)
