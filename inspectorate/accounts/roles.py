"""Roles as data: what each may do, by permission and never by name of a person.

Written to groups after every migration, so this page is the whole truth: what is
given to a role by hand in the admin is taken away again.
"""

from typing import NamedTuple

from django.apps import AppConfig
from django.contrib.auth.models import Group, Permission
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Q
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_noop


class Role(NamedTuple):
    """A role of the field, with what it may view, add and change, and its acts."""

    code: str
    name: str
    view: tuple[str, ...] = ()
    write: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    is_staff: bool = True

    def has(self, permission: str) -> bool:
        """Whether permissions() would give it that one, without asking the database."""
        if permission in self.acts:
            return True
        app_label, codename = permission.split(".")
        verb, _sign, model = codename.partition("_")
        if verb == "view":
            return app_label in self.view
        written = verb in ("add", "change") and app_label in self.write
        return written and model not in KEPT_APART


# Written by those roles alone whose acts name them; what follows up a recommendation,
# by its verbs.
KEPT_APART = (
    *("snippet", "notpublished", "delivery", "reading", "release"),
    *("answer", "progressupdate", "verification", "closing"),
    *("actionplan", "planline"),
)
FRAMEWORKS = ("frameworks",)
CASE = ("inspections", "recommendations", "reports")
# Parts of a draft, and people on a team. What is signed off is closed (Closing), and
# what is published is protected by its published rows.
DELETE_PARTS = (
    "inspections.delete_teammember",
    "inspections.delete_finding",
    "inspections.delete_judgement",
    "recommendations.delete_recommendation",
    "reports.delete_section",
    "reports.delete_paragraph",
)
# An inspector leads a case where the team says so; heads and the chief direct all.
CONDUCT = "inspections.conduct_inspection"
READ_CASES = "inspections.read_every_case"
# Who translates a draft needs nothing of what it rests on.
READ_EVIDENCE = "inspections.read_all_evidence"
ASSURE = "reports.assure_report"
DIRECT = (CONDUCT, READ_CASES, READ_EVIDENCE, "inspections.direct_every_case")
# It stands in everybody's reports: heads word it, and translators put it in Welsh.
KEEP_WORDING = ("reports.add_snippet", "reports.change_snippet")
# What is never published is a rule as those of a framework are.
KEEP_RULES = (
    "inspections.add_notpublished",
    "inspections.change_notpublished",
)
# What the public is told of what is planned.
ANNOUNCE = "inspections.announce_inspection"
# Readings come in by files, and reach the public by another act.
BRING_READINGS = ("measures.add_delivery", "measures.add_reading")
PUBLISH_READINGS = "measures.release_delivery"
# A head decides about closer monitoring; what is worse is the chief inspector's.
WATCH = ("concerns.watch_episode", "concerns.record_intervention")
# Whoever is let in at the portal reads drafts.
INVITE = "authorities.invite_linkofficer"
# What an authority answers and reports, as staff enter it on its behalf; what
# inspectors confirmed of it; and the plan for it, which quality assurance judges too.
ENTER = "recommendations.enter_for_authority"
VERIFY = "recommendations.verify_recommendation"
CLOSE = "recommendations.close_recommendation"
JUDGE_PLANS = "recommendations.judge_actionplan"
FOLLOW_UP = (ENTER, VERIFY, CLOSE, JUDGE_PLANS)
# What is overdue, late or to be decided, of all authorities, and how they were judged.
OVERSEE = "authorities.oversee_authority"
READ_ALL = ("accounts", "authorities", "concerns", *CASE, *FRAMEWORKS, "measures")

ROLES = (
    Role(
        "chief_inspector",
        gettext_noop("Chief inspector"),
        view=(*READ_ALL, "history", "notices"),
        write=("concerns", *CASE),
        acts=(
            *DELETE_PARTS,
            *DIRECT,
            OVERSEE,
            *KEEP_WORDING,
            ANNOUNCE,
            *FOLLOW_UP,
            ASSURE,
            PUBLISH_READINGS,
            INVITE,
            "reports.sign_off_report",
            "reports.publish_report",
            "concerns.decide_episode",
            *WATCH,
            "notices.settle_notice",
        ),
    ),
    Role(
        "head_of_inspection",
        gettext_noop("Head of inspection"),
        view=(*READ_ALL, "history", "notices"),
        write=("authorities", *FRAMEWORKS, *CASE, "measures"),
        acts=(
            *DELETE_PARTS,
            *DIRECT,
            OVERSEE,
            *KEEP_WORDING,
            *KEEP_RULES,
            ANNOUNCE,
            *BRING_READINGS,
            *FOLLOW_UP,
            ASSURE,
            *WATCH,
            # Whoever raises a concern opens its record; so with steps of ministers.
            "concerns.add_episode",
            "concerns.add_intervention",
            INVITE,
            "reports.sign_off_report",
            "notices.settle_notice",
        ),
    ),
    Role(
        "lead_inspector",
        gettext_noop("Lead inspector"),
        view=READ_ALL,
        write=CASE,
        acts=(*DELETE_PARTS, *FOLLOW_UP, CONDUCT),
    ),
    Role(
        "inspector",
        gettext_noop("Inspector"),
        view=READ_ALL,
        write=CASE,
        acts=(*DELETE_PARTS, ENTER, VERIFY, CONDUCT),
    ),
    Role(
        "quality_assurer",
        gettext_noop("Quality assurer"),
        view=(*READ_ALL, "history"),
        acts=(READ_CASES, READ_EVIDENCE, OVERSEE, ASSURE, JUDGE_PLANS),
    ),
    Role(
        "publishing_officer",
        gettext_noop("Translator and publishing officer"),
        view=READ_ALL,
        write=("reports",),
        acts=(
            READ_CASES,
            ANNOUNCE,
            *KEEP_WORDING,
            *BRING_READINGS,
            PUBLISH_READINGS,
            "reports.translate_report",
            "reports.publish_report",
        ),
    ),
    Role(
        "information_governance",
        gettext_noop("Information-governance reviewer"),
        view=(*READ_ALL, "history"),
        acts=(READ_CASES, READ_EVIDENCE, "reports.clear_report"),
    ),
    Role(
        "link_officer",
        gettext_noop("Authority link officer"),
        acts=("recommendations.speak_for_authority",),
        is_staff=False,
    ),
)


def group_of(code: str) -> Group:
    """The group of a role, by its code."""
    return Group.objects.get(name=next(r.name for r in ROLES if r.code == code))


def names_with(permission: str) -> list[str]:
    """The names of the roles that have a permission, in the language of the reader."""
    return [translated(role.name) for role in ROLES if role.has(permission)]


def write_after_migrate(
    app_config: AppConfig, using: str = DEFAULT_DB_ALIAS, **kwargs: object
) -> None:
    """Write the roles when the turn is auth's: all our apps stand before it in
    INSTALLED_APPS, so their permissions are made by then.
    """
    tables = connections[using].introspection.table_names()
    if app_config.label == "auth" and Group._meta.db_table in tables:
        write(using)


def write(using: str = DEFAULT_DB_ALIAS) -> None:
    for role in ROLES:
        group, _ = Group.objects.using(using).get_or_create(name=role.name)
        group.permissions.set(permissions(role, using))


def permissions(role: Role, using: str = DEFAULT_DB_ALIAS) -> list[Permission]:
    wanted = Q(content_type__app_label__in=role.view, codename__startswith="view_")
    for verb in ("add_", "change_"):
        parts = Q(content_type__app_label__in=role.write, codename__startswith=verb)
        wanted |= parts & ~Q(content_type__model__in=KEPT_APART)
    for act in role.acts:
        app_label, codename = act.split(".")
        wanted |= Q(content_type__app_label=app_label, codename=codename)
    return list(Permission.objects.using(using).filter(wanted))
