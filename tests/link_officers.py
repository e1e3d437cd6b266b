"""Link officers for tests, whose invitations are known, and what they send."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from authorities.models import Authority, LinkOfficer
from inspectorate.notices.personal_link import digest_of
from inspectorate.reports import noting
from inspectorate.reports.models import (
    AccuracyAnswer,
    AccuracyCheck,
    AccuracyNote,
    CommentFile,
    Report,
)
from recommendations.models import ProgressFile, Recommendation
from recommendations.reporting import only_one
from tests.factories import (
    NOON,
    SYSTEM,
    TODAY,
    make_accuracy_check,
    make_accuracy_comment,
    make_authority,
    make_inspection,
    make_recommendation,
    make_report,
    make_user,
    next_of,
)


def make_link_officer(
    authority: Authority | None = None, *, token: str = "", **fields: object
) -> LinkOfficer:
    """Who has come in long ago, and acts with no end in sight; with a `token`, who is
    invited by a link that has it.
    """
    fields.setdefault("office", "Performance manager")
    fields.setdefault("begins_on", TODAY)
    fields.setdefault("invited_at", timezone.now() if token else NOON)
    if "user" not in fields:
        email = f"officer-{next_of(LinkOfficer)}@council.example"
        fields["user"] = make_user("link_officer", email=email, name="Carys Rees")
    fields |= {"status": LinkOfficer.Status.SENT}
    if token:
        fields["digest"] = digest_of(token)
    else:
        fields.setdefault("accepted_at", NOON)
    authority = authority or make_authority()
    return LinkOfficer.objects.create(authority=authority, **fields)


def invite(authority: Authority, by: object, **told: object) -> LinkOfficer:
    """By the verb, with what it asks for."""
    asked = {
        "email": "Carys.Rees@council.example ",
        "name": "Carys Rees",
        "language": "cy",
        "office": "Performance manager",
        "begins_on": TODAY,
        "ends_on": None,
    }
    return LinkOfficer.objects.invite(authority, by=by, at=NOON, **asked | told)


def make_sent_draft(
    authority: Authority | None = None, *, at: datetime | None = None
) -> AccuracyCheck:
    """To one authority; sent now unless it is said when, so that its window is open."""
    case = make_inspection(authority)
    report = make_report(case, status=Report.Status.ACCURACY_CHECK)
    return make_accuracy_check(report, at=at or timezone.now())


def make_note(
    check: AccuracyCheck, officer: LinkOfficer, **said: object
) -> AccuracyNote:
    """On the first paragraph."""
    said.setdefault("comment_type", "factually_inaccurate")
    said.setdefault("comment_text", f"We read {check.notes.count() + 1} files.")
    said.setdefault("place", check.report.paragraphs.first().stable_id)
    return noting.keep(check, officer=officer, **said)


def make_accuracy_answer(
    check: AccuracyCheck, officer: LinkOfficer, **fields: object
) -> AccuracyAnswer:
    """That there is nothing to correct, unless something is noted."""
    nothing = not AccuracyNote.objects.of(check, officer.authority).exists()
    return AccuracyAnswer.objects.send(
        check, officer=officer, nothing_to_correct=nothing, **fields
    )


def of_file(name: str) -> dict[str, object]:
    """The columns of a file of which the storage holds none."""
    return {
        "name": f"{name}.txt",
        "media_type": "text/plain",
        "size": 1,
        "sha256": "0" * 64,
        "stored_as": name,
        "scanned": False,
        "sent_at": NOON,
    }


def make_comment_file(name: str = "a") -> CommentFile:
    return CommentFile.objects.create(comment=make_accuracy_comment(), **of_file(name))


def make_progress_file(name: str = "a", **fields: object) -> ProgressFile:
    """With a report of progress on a recommendation that is published."""
    if "progress_update" not in fields:
        asked = make_published(make_authority(), "Appoint more people.")
        fields["progress_update"] = asked.report_progress(
            "in_progress", by=SYSTEM, day=TODAY, at=timezone.now()
        )
    update = fields["progress_update"]
    fields.setdefault("authority", only_one(update.recommendation))
    told = of_file(name) | {"sent_at": update.entered_at, "position": 1, **fields}
    return ProgressFile.objects.create(**told)


def make_published(authority: Authority, text: str) -> Recommendation:
    """A recommendation in a report that is published."""
    asked = make_recommendation(make_inspection(authority), text_en=text, text_cy=text)
    make_report(asked.inspection, published=True)
    return asked


def client_of_officer(officer: LinkOfficer) -> Client:
    """Signed in, with the session known as one of theirs."""
    client = Client()
    client.force_login(officer.user)
    key = client.session.session_key
    UserSession.objects.create(user=officer.user, session_key=key, ip="127.0.0.1")
    return client
