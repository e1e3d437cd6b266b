"""Who reaches which page of the admin; permanent records are written by nobody."""

from collections.abc import Iterator

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse

from inspectorate.accounts.models import User
from inspectorate.accounts.roles import ROLES
from inspectorate.concerns.models import DecisionFinding, DecisionGround, StepGround
from inspectorate.history.admin.append_only import AppendOnlyAdmin
from inspectorate.history.append_only import AppendOnly
from inspectorate.history.models import Entry
from inspectorate.inspections.models import Evidence, EvidenceFile, ProgrammeAuthority
from inspectorate.opendata.models import Change, Snapshot, SnapshotFile
from inspectorate.reports.models import (
    AccuracyAnswer,
    AccuracyCheck,
    CommentFile,
    Edition,
    EditionAuthority,
    PreReleaseAccess,
    PublishedRecommendationFinding,
    PublishedRecommendationTheme,
    RegisterHead,
)
from recommendations.models import (
    ActionPlan,
    Answer,
    Closing,
    PlanLine,
    ProgressFile,
    ProgressUpdate,
    Verification,
)
from recommendations.models.speaking import ENTER
from tests.admin_pages import address, change_page, client_of, code_of
from tests.admin_rows import (
    ADDED,
    OURS,
    READ_ONLY,
    SHOWN,
    last_of,
    make_row_of_each,
)
from tests.factories import make_team_member, make_user

# Never read by all who may read that kind of record, also when their case is public.
CLOSED = [AccuracyCheck]
STAFF = [role.code for role in ROLES if role.is_staff]


@pytest.fixture(scope="module", autouse=True)
def _row_of_each(rows_of_module: None) -> None:
    make_row_of_each()


@pytest.mark.slow
@pytest.mark.django_db
def test_role_reaches_what_its_permissions_say(
    no_menu: None, subtests: pytest.Subtests
) -> None:
    for role in STAFF:
        with subtests.test(role=role):
            user = make_user(role)
            # Evidence is for those who inspect the case.
            make_team_member(last_of(Evidence).inspection, user=user)
            check_it_reaches_what_it_may(user)


def check_it_reaches_what_it_may(user: User) -> None:
    for model in [model for model in OURS if model not in CLOSED]:
        name = f"{model._meta.app_label}.%s_{model._meta.model_name}"
        opens = 200 if user.has_perm(name % "view") else 403
        adds = 200 if user.has_perm(name % "add") and model in ADDED else 403
        if model in (ActionPlan, PlanLine):  # written by their verbs
            adds = 200 if user.has_perm(ENTER) else 403
        assert [
            code_of(user, address(model, "changelist")),
            code_of(user, change_page(last_of(model))),
            code_of(user, address(model, "add")),
            code_of(user, address(model, "delete", last_of(model).pk)),
        ] == [opens, opens, adds, 403], model


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "model", "code"),
    [
        ("inspector", Entry, 403),
        ("lead_inspector", Entry, 403),
        ("publishing_officer", Entry, 403),
        ("quality_assurer", Entry, 200),
        ("chief_inspector", Entry, 200),
        ("inspector", Edition, 200),
        ("inspector", User, 200),
    ],
)
def test_role_reads_what_the_domain_lets_it_read(
    role: str, model: type[models.Model], code: int
) -> None:
    assert code_of(make_user(role), address(model, "changelist")) == code


@pytest.mark.django_db
def test_stranger_is_sent_to_sign_in() -> None:
    sign_in = reverse("admin:login")

    for model in OURS:
        for page in (
            address(model, "changelist"),
            address(model, "add"),
            change_page(last_of(model)),
        ):
            answer = Client().get(page)
            assert (answer.status_code, answer.url) == (302, f"{sign_in}?next={page}")


@pytest.mark.django_db
def test_link_officer_is_no_staff_and_is_sent_to_sign_in() -> None:
    answer = client_of("link_officer").get(reverse("admin:index"))

    assert answer.status_code == 302


@pytest.mark.django_db
def test_permanent_record_is_not_written_even_by_a_superuser() -> None:
    client = client_of()

    for model in READ_ONLY:
        check_it_is_only_read(client, model)


def check_it_is_only_read(client: Client, model: type[models.Model]) -> None:
    row = last_of(model)
    stored = list(model._base_manager.order_by("pk").values())

    page = client.get(change_page(row)).text
    codes = [
        client.post(address(model, "add"), {"_save": "1"}).status_code,
        client.post(change_page(row), {"_save": "1"}).status_code,
        client.get(address(model, "delete", row.pk)).status_code,
        client.post(address(model, "delete", row.pk), {"post": "yes"}).status_code,
    ]

    assert codes == [403] * 4, model
    assert list(model._base_manager.order_by("pk").values()) == stored
    assert 'name="_save"' not in page
    assert "deletelink" not in page


def test_permanent_records_are_all_shown_and_all_read_only() -> None:
    permanent = {model for model in models_of(AppendOnly) if model in SHOWN}

    # An edition's page names its authorities, a recommendation's its themes, an item
    # of evidence its files, that of pre-release readers what each has read, that of a
    # recommendation what was said of it, that of an accuracy check its answers, and
    # that of a decision or of a step of ministers its grounds.
    assert set(models_of(AppendOnly)) - permanent == {
        *(EditionAuthority, EvidenceFile, ProgrammeAuthority),
        *(PublishedRecommendationFinding, PublishedRecommendationTheme),
        PreReleaseAccess,
        *(Answer, ProgressUpdate, ProgressFile, Verification, Closing),
        *(AccuracyAnswer, CommentFile),
        *(DecisionFinding, DecisionGround, StepGround),
        # Everybody reads these, at the API and on the page of the open data.
        *(Change, Snapshot, SnapshotFile),
    }
    assert {m for m in permanent if not isinstance(SHOWN[m], AppendOnlyAdmin)} == set()
    assert isinstance(SHOWN[RegisterHead], AppendOnlyAdmin)


def models_of(base: type[models.Model]) -> Iterator[type[models.Model]]:
    for model in base.__subclasses__():
        if model._meta.abstract:
            yield from models_of(model)
        else:
            yield model
