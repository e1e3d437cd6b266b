"""Progress with the files that show it."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import IntegrityError, transaction
from pytest_django import Settings

from authorities.models import LinkOfficer
from inspectorate.history.models import Entry
from inspectorate.lifecycle import Refusal
from recommendations import reporting
from recommendations.models import ProgressFile, Recommendation
from tests.factories import (
    SYSTEM,
    TODAY,
    make_authority,
    make_edition,
    make_inspection,
    make_interest,
    make_recommendation,
    make_team_member,
    make_user,
)
from tests.link_officers import (
    make_link_officer,
    make_progress_file,
    make_published,
    of_file,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def submissions(settings: Settings, tmp_path: Path) -> Path:
    folder = tmp_path / "submissions"
    mine = {**settings.STORAGES["submissions"], "OPTIONS": {"location": folder}}
    settings.STORAGES = {**settings.STORAGES, "submissions": mine}
    folder.mkdir()
    return folder


@pytest.fixture
def officer() -> LinkOfficer:
    return make_link_officer()


@pytest.fixture
def asked(officer: LinkOfficer) -> Recommendation:
    return make_published(officer.authority, "Appoint more people.")


def text(name: str, content: str = "") -> ContentFile:
    return ContentFile((content or name).encode(), name=name)


def report(asked: Recommendation, by: object, *files: ContentFile) -> None:
    reporting.report(asked, "in_progress", by=by, day=TODAY, files=files)


def test_progress_is_entered_with_its_files_and_recorded(
    asked: Recommendation, officer: LinkOfficer
) -> None:
    report(asked, officer.user, text("minutes.txt"), text("list.csv", "a,b"))

    [update] = asked.progressupdates.all()
    first, second = update.files.all()
    assert (first.position, first.name, second.name) == (1, "minutes.txt", "list.csv")
    assert (first.authority, first.sent_at) == (officer.authority, update.entered_at)
    with first.open() as content:
        assert content.read() == b"minutes.txt"
    told = Entry.objects.filter(act="added file").order_by("pk")
    # Not by their names: history is read by more people than the files.
    assert [entry.after for entry in told] == [
        {"file": each.position, "sha256": each.sha256} for each in (first, second)
    ]
    assert {entry.actor_id for entry in told} == {officer.user.pk}


@pytest.mark.parametrize(
    ("names", "cure"),
    [
        (["minutes.txt", "program.exe"], "is not of a kind that is taken"),
        (["same.txt", "same.txt"], "is chosen twice"),
        ([f"{n}.txt" for n in range(11)], "at most 10 files"),
    ],
)
def test_nothing_is_entered_where_a_file_is_refused(
    asked: Recommendation, officer: LinkOfficer, names: list[str], cure: str
) -> None:
    program = ContentFile(b"MZ\x90\x00\x01", name="program.exe")
    files = [program if name == program.name else text(name) for name in names]

    with pytest.raises(Refusal, match=cure):
        report(asked, officer.user, *files)

    assert not asked.progressupdates.exists()
    assert storages["submissions"].listdir("")[1] == []


def test_each_file_that_is_refused_is_named_with_its_cure(
    asked: Recommendation, officer: LinkOfficer
) -> None:
    files = [ContentFile(b"", name="a.txt"), text("b.txt"), ContentFile(b"", "c.txt")]

    with pytest.raises(Refusal) as refused:
        report(asked, officer.user, *files)

    assert [str(reason) for reason in refused.value.reasons] == [
        f"“{name}”: This file is empty: choose another one."
        for name in ("a.txt", "c.txt")
    ]


def test_files_are_taken_away_again_where_the_report_is_refused(
    asked: Recommendation,
) -> None:
    stranger = make_link_officer().user

    with pytest.raises(Refusal, match="You speak for another authority"):
        report(asked, stranger, text("minutes.txt"))

    assert storages["submissions"].listdir("")[1] == []


def test_file_of_what_staff_enter_for_several_authorities_is_nobody_s_own(
    asked: Recommendation,
) -> None:
    asked.inspection.authorities.add(make_authority())

    report(asked, SYSTEM, text("letter.txt"))

    assert ProgressFile.objects.get().authority is None


# Held by the database


def test_file_is_not_added_to_a_report_afterwards() -> None:
    update = make_progress_file().progress_update
    later = {**of_file("b"), "sha256": "1" * 64, "position": 2}

    refused(progress_update=update, **later)
    update.recommendation.report_progress("paused", by=SYSTEM, day=TODAY, words_en="No")
    refused(progress_update=update, **{**later, "sent_at": update.entered_at})


def test_file_is_of_an_authority_that_was_inspected() -> None:
    update = make_progress_file().progress_update
    other = {**of_file("b"), "sha256": "1" * 64, "position": 2}
    other |= {"sent_at": update.entered_at, "authority": make_authority()}

    refused(progress_update=update, **other)


def refused(**columns: object) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgressFile.objects.create(**columns)


# Who of the staff reads it


def test_inspectors_of_the_case_and_of_the_next_one_read_it() -> None:
    file = make_progress_file()
    case = file.progress_update.recommendation.inspection
    following = make_inspection(case.authorities.get())
    people = {
        name: make_user("inspector", email=f"{name}@i.example") for name in "abcd"
    }
    make_team_member(case, user=people["a"])
    make_team_member(following, user=people["b"])
    make_team_member(make_inspection(), user=people["c"])
    chief = make_user("chief_inspector", email="chief@i.example")

    may = {
        name: ProgressFile.objects.readable_by(user).exists()
        for name, user in {**people, "chief": chief}.items()
    }

    assert may == {"a": True, "b": True, "c": False, "d": False, "chief": True}


def test_file_of_a_joint_inspection_is_read_at_the_authority_whose_it_is() -> None:
    anglia, borders = make_authority("Anglia"), make_authority("Borders")
    joint = make_inspection(anglia)
    joint.authorities.add(borders)
    asked = make_recommendation(joint)
    make_edition(joint)
    update = asked.report_progress("paused", by=SYSTEM, day=TODAY, words_en="No")
    for place, whose in enumerate((anglia, borders, None), start=1):
        digest = {"sha256": str(place) * 64, "position": place, "authority": whose}
        told = {**of_file(str(place)), **digest, "sent_at": update.entered_at}
        ProgressFile.objects.create(progress_update=update, **told)
    own, other = (make_user("inspector", email=f"{name}@i.example") for name in "ab")
    make_team_member(joint, user=own)
    make_team_member(make_inspection(anglia), user=other)

    def read(user: object) -> list[int]:
        found = ProgressFile.objects.readable_by(user)
        return [*found.order_by("position").values_list("position", flat=True)]

    assert (read(own), read(other)) == ([1, 2, 3], [1])


def test_who_has_an_interest_in_the_authority_does_not_read_it() -> None:
    file = make_progress_file()
    council = file.progress_update.recommendation.inspection.authorities.get()
    chief = make_user("chief_inspector")
    make_interest(chief, council)

    assert not ProgressFile.objects.readable_by(chief).exists()
