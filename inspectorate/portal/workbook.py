"""All that a council has at the portal, as one workbook for its own committee."""

from collections.abc import Iterator

from django.http import FileResponse, HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from inspectorate.fields import Wording
from inspectorate.portal.log import about, acts_of, officers_of
from inspectorate.portal.made import made_to
from inspectorate.portal.officer import OfficerPage
from inspectorate.portal.plans import cases_of
from inspectorate.portal.requests import drafts
from inspectorate.portal.said import READ_WITH, Said
from inspectorate.spreadsheets.writing import Line, workbook_of
from recommendations.models import PlanLine


class Download(OfficerPage):
    def get(self, request: HttpRequest) -> FileResponse:
        council, on = self.officer.authority, timezone.localdate(self.now)
        sheets = {
            _("Requests"): self.requests(),
            _("Comments"): self.comments(),
            _("Recommendations"): self.recommendations(),
            _("What was said"): self.said(),
            _("Action plans"): self.plans(),
            _("Log"): self.log(),
        }
        name = f"{council.slug}-{on}.xlsx"
        return FileResponse(workbook_of(sheets), as_attachment=True, filename=name)

    def requests(self) -> Iterator[Line]:
        yield [
            *(_("Inspection"), _("Report"), _("Sent to you"), _("Last day to answer")),
            *(_("Answer"), _("Decisions")),
        ]
        for sent in drafts(self.officer, self.now):
            check = sent.check
            yield [
                check.report.inspection.reference,
                told(check.title),
                local(check.sent_at),
                check.ends_on,
                local(sent.answer and sent.answer.sent_at) or check.returned_on,
                local(check.told_at),
            ]

    def comments(self) -> Iterator[Line]:
        """What was decided of them once the council was told."""
        yield [
            *(_("Inspection"), _("Number"), _("Part"), _("Type"), _("Comment")),
            *(_("Where that can be seen"), _("Sent by"), _("Sent"), _("Decision")),
            *(_("Reason"), _("Change made")),
        ]
        for sent in drafts(self.officer, self.now):
            check = sent.check
            for each in check.comments_of(self.officer.authority).order_by("number"):
                is_told = check.told_at is not None and each.is_settled
                decided = [each.get_decision_display(), each.reason, each.change_made]
                yield [
                    check.report.inspection.reference,
                    each.number,
                    each.place or _("The whole draft"),
                    each.get_comment_type_display(),
                    each.comment_text,
                    each.supporting_evidence,
                    each.submitted_by_role,
                    local(each.submitted_at),
                    *(decided if is_told else ["", "", ""]),
                ]

    def recommendations(self) -> Iterator[Line]:
        yield [
            *(_("Reference"), _("Report"), _("Recommendation"), _("To be done by")),
            *(_("Answer of the council"), _("Progress reported")),
            *(_("Confirmed by inspectors"), _("Open or closed")),
        ]
        for row in made_to(self.officer):
            now = row.recommendation
            yield [
                row.reference,
                told(row.edition.title),
                told(Wording(row.text_en, row.text_cy)),
                row.due_on,
                now.get_acceptance_display(),
                now.get_progress_display(),
                now.get_verification_display(),
                now.get_lifecycle_display(),
            ]

    def said(self) -> Iterator[Line]:
        yield [
            *(_("Reference"), _("Day"), _("Said by"), _("What was said"), _("Words")),
            *(_("Where that can be seen"), _("Files")),
        ]
        said = Said.of(self.officer.authority)
        for row in made_to(self.officer).prefetch_related(*READ_WITH):
            for fact in said.about(row.recommendation):
                yield [
                    row.reference,
                    fact.day,
                    fact.role,
                    fact.stated(),
                    told(Wording(fact.words_en, fact.words_cy)),
                    getattr(fact, "own_proof", ""),
                    ", ".join(map(str, getattr(fact, "own_files", []))),
                ]

    def plans(self) -> Iterator[Line]:
        yield [
            *(_("Inspection"), _("Version"), _("Status"), _("Recommendation")),
            *(_("Action"), _("Who is responsible"), _("To be done by")),
            _("Measure of success"),
        ]
        own = {
            "plan__authority": self.officer.authority,
            "plan__inspection__in": [case.pk for case in cases_of(self.officer)],
        }
        lines = PlanLine.objects.standing().filter(**own)
        lines = lines.select_related("plan__inspection", "recommendation")
        place = ("-plan__inspection__reference", "-plan__version", "position", "pk")
        for line in lines.order_by(*place):
            yield [
                line.plan.inspection.reference,
                line.plan.version,
                line.plan.get_status_display(),
                line.recommendation.reference,
                told(line.action),
                line.get_owner_role_display(),
                line.due_on,
                told(line.measure),
            ]

    def log(self) -> Iterator[Line]:
        yield [_("When"), _("Who"), _("What"), _("About")]
        people = list(officers_of(self.officer.authority))
        for entry in acts_of(people).iterator():
            when, act = local(entry.entered_at), entry.act_in_words()
            yield [when, entry.actor_name, act, about(entry)]


def told(text: Wording) -> str:
    return str(text)


def local(moment: object) -> str:
    """A spreadsheet knows no time zones."""
    there = moment and timezone.localtime(moment)
    return date_format(there, "j F Y, H:i") if there else ""
