"""Pre-release readers for tests, with links that are known, as no link is in life."""

from django.db import models

from inspectorate.accounts.models import User
from inspectorate.notices.personal_link import digest_of
from inspectorate.reports.models import PreReleaseAccess, PreReleaseReader, Report
from tests.factories import NOON, make_report, next_of


def make_pre_release_reader(
    report: Report | None = None, *, token: str = "", **fields: object
) -> PreReleaseReader:
    """Of a signed-off report, open since NOON until it is published; `token` is that
    of the link, which is not sent yet without one.
    """
    report = report or make_report(signed=True)
    fields.setdefault("name", "Nia Parry")
    fields.setdefault("role", "Private secretary to the minister")
    fields.setdefault("email", f"nia{next_of(PreReleaseReader)}@gov.example")
    fields.setdefault("opens_at", NOON)
    fields.setdefault("named_at", NOON)
    if token:
        fields |= {"digest": digest_of(token), "status": PreReleaseReader.Status.SENT}
    return PreReleaseReader.objects.create(report=report, **fields)


def make_pre_release_access(
    reader: PreReleaseReader | None = None, **fields: object
) -> PreReleaseAccess:
    reader = reader or make_pre_release_reader()
    fields.setdefault("at", NOON)
    fields.setdefault("language", "en")
    fields.setdefault("sha256", "0" * 64)
    return PreReleaseAccess.objects.create(reader=reader, name=reader.name, **fields)


def admit(report: Report, by: User | models.Model, **told: object) -> PreReleaseReader:
    """By the verb, with what it asks for."""
    asked = {
        "name": "Nia Parry",
        "role": "Private secretary to the minister",
        "email": "Nia.Parry@gov.example ",
        "language": "cy",
        "opens_at": NOON,
        "closes_at": None,
    }
    return PreReleaseReader.objects.admit(report, by=by, at=NOON, **asked | told)
