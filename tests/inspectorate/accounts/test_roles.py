import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from inspectorate.accounts import roles
from inspectorate.accounts.roles import ROLES, Role, permissions
from inspectorate.lifecycle import Refusal, not_in_role
from inspectorate.reports import publication
from tests.factories import NOON, make_episode, make_report, make_user

CODES = [role.code for role in ROLES]


def others(*codes: str) -> list[str]:
    return [code for code in CODES if code not in codes]


def may(permission: str) -> list[str]:
    """The roles whose people have a permission."""
    return [code for code in CODES if make_user(code).has_perm(permission)]


def named(group: Group) -> set[str]:
    return {
        f"{permission.content_type.app_label}.{permission.codename}"
        for permission in group.permissions.select_related("content_type")
    }


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.code)
def test_role_names_only_what_exists(role: Role) -> None:
    apps = set(Permission.objects.values_list("content_type__app_label", flat=True))
    acts = {tuple(act.split(".")) for act in role.acts}
    known = Permission.objects.values_list("content_type__app_label", "codename")

    assert {*role.view, *role.write} <= apps
    assert acts <= set(known)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.code)
def test_role_is_a_group_with_its_permissions_after_every_migration(
    role: Role,
) -> None:
    found = named(Group.objects.get(name=role.name))

    for app in role.view:
        assert any(name.startswith(f"{app}.view_") for name in found)
    for app in role.write:
        assert any(name.startswith(f"{app}.add_") for name in found)
        assert any(name.startswith(f"{app}.change_") for name in found)
    assert set(role.acts) <= found
    assert {name for name in found if ".delete_" in name} <= set(role.acts)


def test_role_codes_and_names_are_each_their_own() -> None:
    assert len({role.code for role in ROLES}) == len(ROLES)
    assert len({role.name for role in ROLES}) == len(ROLES)


@pytest.mark.django_db
def test_writing_the_roles_takes_away_what_was_given_by_hand() -> None:
    group = Group.objects.get(name="Inspector")
    before = named(group)
    group.permissions.add(Permission.objects.get(codename="publish_report"))
    group.permissions.remove(Permission.objects.get(codename="view_finding"))

    roles.write()

    assert named(group) == before


@pytest.mark.django_db
def test_writing_the_roles_leaves_other_groups_alone() -> None:
    own = Group.objects.create(name="Our own group")
    own.permissions.add(Permission.objects.get(codename="view_report"))

    roles.write()

    assert named(own) == {"reports.view_report"}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_migrating_brings_a_lost_role_back() -> None:
    before = named(Group.objects.get(name="Chief inspector"))
    Group.objects.all().delete()

    call_command("migrate", verbosity=0)

    assert named(Group.objects.get(name="Chief inspector")) == before


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("permission", "allowed"),
    [
        ("reports.publish_report", ["chief_inspector", "publishing_officer"]),
        ("concerns.decide_episode", ["chief_inspector"]),
        ("frameworks.change_framework", ["head_of_inspection"]),
        ("authorities.change_authority", ["head_of_inspection"]),
        (
            "inspections.change_finding",
            [
                *("chief_inspector", "head_of_inspection"),
                *("lead_inspector", "inspector"),
            ],
        ),
        (
            "inspections.view_evidence",
            [code for code in CODES if code != "link_officer"],
        ),
        ("notices.view_notice", ["chief_inspector", "head_of_inspection"]),
        ("notices.settle_notice", ["chief_inspector", "head_of_inspection"]),
        (
            "reports.change_snippet",
            ["chief_inspector", "head_of_inspection", "publishing_officer"],
        ),
        ("accounts.change_user", []),
        ("reports.delete_report", []),
        ("recommendations.add_answer", []),
        ("recommendations.change_actionplan", []),
        (
            "recommendations.enter_for_authority",
            ["chief_inspector", "head_of_inspection", "lead_inspector", "inspector"],
        ),
        (
            "recommendations.verify_recommendation",
            ["chief_inspector", "head_of_inspection", "lead_inspector", "inspector"],
        ),
        (
            "recommendations.close_recommendation",
            ["chief_inspector", "head_of_inspection", "lead_inspector"],
        ),
        (
            "recommendations.judge_actionplan",
            [
                *("chief_inspector", "head_of_inspection", "lead_inspector"),
                "quality_assurer",
            ],
        ),
        ("recommendations.speak_for_authority", ["link_officer"]),
    ],
)
def test_permission_belongs_to_these_roles(permission: str, allowed: list[str]) -> None:
    assert may(permission) == allowed


@pytest.mark.django_db
def test_link_officer_has_no_right_in_the_workspace() -> None:
    officer = make_user("link_officer")

    # What they may, the portal asks for their own authority alone.
    assert officer.get_all_permissions() == {"recommendations.speak_for_authority"}
    assert not officer.is_staff


@pytest.mark.django_db
@pytest.mark.parametrize(
    "role",
    [None, *(c for c in CODES if c not in ("chief_inspector", "publishing_officer"))],
)
def test_publishing_is_refused_to_every_other_role(role: str | None) -> None:
    report = make_report(status="sign_off")

    with pytest.raises(Refusal, match="Who can do it: Chief inspector or Translator"):
        publication.publish(report, by=make_user(role), at=NOON)

    report.refresh_from_db()
    assert (report.status, report.current_edition) == ("sign_off", None)


@pytest.mark.django_db
@pytest.mark.parametrize("role", [None, *others("chief_inspector")])
def test_deciding_on_a_concern_is_refused_to_every_other_role(role: str | None) -> None:
    episode = make_episode(placed=False)

    with pytest.raises(Refusal, match=r"Who can do it: Chief inspector\."):
        episode.decide("place", by=make_user(role))

    assert episode.decisions.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.code)
def test_role_has_in_refusals_what_it_has_in_the_database(role: Role) -> None:
    ours = {"accounts", "authorities", "concerns", "frameworks", "history"}
    ours |= {"inspections", "notices", "recommendations", "reports"}
    every = Permission.objects.filter(content_type__app_label__in=ours)
    names = every.values_list("content_type__app_label", "codename")

    told = {f"{app}.{codename}" for app, codename in names}

    assert {name for name in told if role.has(name)} == {
        f"{each.content_type.app_label}.{each.codename}" for each in permissions(role)
    } & told


def test_refusal_names_the_roles_that_can_do_it() -> None:
    assert not_in_role("reports.sign_off_report") == (
        "Your role does not include this act. Who can do it: Chief inspector or Head "
        "of inspection."
    )
    assert not_in_role("reports.clear_report").endswith(
        "Who can do it: Information-governance reviewer."
    )


def test_refusal_of_what_no_role_has_names_nobody() -> None:
    told = "Your role does not include this act."

    assert not_in_role("reports.delete_report") == told
