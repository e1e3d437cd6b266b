"""What was recommended to a council, as it is published, and what it may say of it."""

from django.contrib import messages
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
)
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from authorities.models import LinkOfficer
from inspectorate.lifecycle import Refusal
from inspectorate.portal.files import handed_out
from inspectorate.portal.forms import AnswerForm, ProgressForm, SayForm, refuse
from inspectorate.portal.officer import OfficerPage
from inspectorate.portal.said import Said
from inspectorate.reports.models import PublishedRecommendation
from inspectorate.reports.models.published_rows import PublishedRecommendationQuerySet
from recommendations import reporting
from recommendations.models import Recommendation


def made_to(officer: LinkOfficer) -> PublishedRecommendationQuerySet:
    """The recommendations to the officer's authority that are published now."""
    rows = PublishedRecommendation.objects.published().current()
    return (
        rows.filter(edition__authorities=officer.authority_id)
        .select_related("recommendation__inspection", "edition__report")
        .defer("edition__document")
        .order_by("-edition__sorted_on", "-edition__pk", "position")
    )


class Made(OfficerPage):
    """All of them, those that are open first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = list(made_to(self.officer))
        return self.draw(
            "made.html",
            here="made",
            open=[row for row in rows if is_open(row)],
            closed=[row for row in rows if not is_open(row)],
        )


def is_open(row: PublishedRecommendation) -> bool:
    return row.recommendation.lifecycle == Recommendation.Lifecycle.OPEN


class OneMade(OfficerPage):
    """One of them, with all that was said of it."""

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        row = self.find(reference)
        asked = row.recommendation
        said = Said.of(self.officer.authority, asked).about(asked)
        return self.draw("made_one.html", here="made", row=row, said=said)

    def find(self, reference: str) -> PublishedRecommendation:
        row = made_to(self.officer).filter(reference=reference).first()
        if row is None:
            raise Http404
        return row


class Say(OneMade):
    """The base of the pages where a council says something of a recommendation."""

    form: type[SayForm]
    title: str
    # What its words become, in front of the public.
    told: str

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        row = self.find(reference)
        form = self.form(initial=self.typed or {"seen": row.recommendation.facts})
        return self.page(row, form)

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        row = self.find(reference)
        form = self.form(request.POST, request.FILES)
        if not (form.is_valid() and self.say(row.recommendation, form)):
            return self.page(row, form)
        messages.success(request, _("Sent: it is on the record."))
        way = reverse("portal-made-one", args=[reference])
        return HttpResponseRedirect(way)

    def say(self, asked: Recommendation, form: SayForm) -> bool:
        """Whether it was entered; what refuses it stands on the form."""
        told = {
            "by": self.request.user,
            "at": self.now,
            "day": timezone.localdate(self.now),
            "role": self.officer.office,
        }
        try:
            self.enter(asked, {**told, **form.cleaned_data})
        except Refusal as refusal:
            refuse(form, refusal.reasons)
            # What stands there now has been seen, so that it can be sent knowingly.
            form.data = {**form.data.dict(), "seen": asked.facts}
            return False
        return True

    def enter(self, asked: Recommendation, told: dict) -> None:
        raise NotImplementedError

    def page(self, row: PublishedRecommendation, form: SayForm) -> HttpResponse:
        return self.draw(
            "say.html",
            status=422 if form.is_bound else 200,
            here="made",
            row=row,
            form=form,
            title=self.title,
            told=self.told,
        )


class SayAnswer(Say):
    form = gives_back = AnswerForm
    title = gettext_lazy("Answer the recommendation")
    told = gettext_lazy(
        "Your answer is published with its day. Give your reasons where you do not "
        "accept all of it."
    )

    def enter(self, asked: Recommendation, told: dict) -> None:
        asked.answer(told.pop("acceptance"), **told)


class SayProgress(Say):
    form = gives_back = ProgressForm
    title = gettext_lazy("Report progress")
    told = gettext_lazy(
        "It is published, marked as reported by the council. Inspectors confirm it "
        "when they next come back to it."
    )

    def enter(self, asked: Recommendation, told: dict) -> None:
        told["authority"] = self.officer.authority
        progress, proof = told.pop("progress"), told.pop("proof")
        reporting.report(asked, progress, evidence=proof, **told)


class ProgressFilePage(OneMade):
    """A file that the council has sent with a report of progress."""

    def get(
        self, request: HttpRequest, reference: str, sequence: int, position: int
    ) -> FileResponse:
        asked = self.find(reference).recommendation
        own = self.officer.authority.progress_files.filter(
            progress_update__recommendation=asked
        )
        here = {"progress_update__sequence": sequence, "position": position}
        return handed_out(own.filter(**here).first())
