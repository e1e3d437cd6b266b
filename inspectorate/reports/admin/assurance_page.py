"""What the assurance page of a report shows one person, and what it lets them do."""

from collections import defaultdict
from collections.abc import Iterator

from django import forms
from django.db.models import prefetch_related_objects
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from inspectorate.accounts.models import User
from inspectorate.lifecycle import Act
from inspectorate.reports.admin.assurance_forms import ChecklistForm, ClearForm
from inspectorate.reports.admin.assurance_threads import CommentedPage, Offer, Place
from inspectorate.reports.admin.assurance_warnings import Shown, WarningsForm, shown
from inspectorate.reports.models import ChecklistAnswer, Report, Section
from inspectorate.reports.models.assurance import ASSURED
from inspectorate.reports.models.identifying import CLEAR, CLEARED, WARNED


class AssurancePage(CommentedPage):
    def __init__(
        self, report: Report, user: User, sent: QueryDict | None = None
    ) -> None:
        super().__init__(report, user, sent)
        prefetch_related_objects(
            [report],
            "sections",
            "paragraphs",
            "inspection__authorities",
            "inspection__judgements__area",
            "inspection__judgements__point",
            "inspection__recommendations__findings",
            "inspection__findings__theme",
            "inspection__findings__evidence",
            "responses",
        )
        found = report.warnings()
        self.open = [each for each in found if each.clearance is None]
        self.cleared = [each for each in found if each.clearance is not None]
        self.whole = self.place("comment-report", _("Comment on the whole report"))
        self.sections = list(self.described_sections())
        self.findings = list(self.described_findings())
        self.judgements = list(self.described_judgements())
        self.recommendations = list(self.described_recommendations())
        self.gone = [thread for found in self.threads.values() for thread in found]
        self.checklist = self.offer_checklist()
        self.clearance = self.offer_clearance()
        self.warnings = self.offer_warnings()
        self.taking = self.offer_taking()

    @property
    def may_answer(self) -> bool:
        return "checklist" in self.offers

    # The draft

    def described_sections(self) -> Iterator[tuple[Section, list[Place]]]:
        within = defaultdict(list)
        for paragraph in self.report.paragraphs.all():
            place = self.place(
                f"comment-{paragraph.stable_id}",
                _("Comment on paragraph %s") % paragraph,
                paragraph.text,
                paragraph=paragraph,
            )
            within[paragraph.section_id].append(place)
        for section in self.report.sections.all():
            yield section, within[section.pk]

    def described_findings(self) -> Iterator[Place]:
        for finding in self.report.inspection.findings.all():
            yield self.place(
                f"comment-finding-{finding.pk}",
                _("Comment on this finding"),
                finding.text,
                finding=finding,
            )

    def described_judgements(self) -> Iterator[Place]:
        """Each with what its grade means; nothing of an area that was not judged."""
        for judgement in self.report.inspection.judgements.all():
            yield self.place(
                f"comment-judgement-{judgement.pk}",
                _("Comment on this judgement"),
                judgement.point.meaning if judgement.point else None,
                judgement=judgement,
            )

    def described_recommendations(self) -> Iterator[Place]:
        for recommendation in self.report.inspection.recommendations.all():
            yield self.place(
                f"comment-recommendation-{recommendation.pk}",
                _("Comment on this recommendation"),
                recommendation.text,
                recommendation=recommendation,
            )

    # The checklist, the clearance, and who assures it

    def offer_checklist(self) -> ChecklistForm:
        """The form to read, too; it is offered only to who may answer."""
        answers = self.report.answers.select_related("by")
        options = {
            "items": list(self.report.checklist()),
            "answers": {answer.item_id: answer for answer in answers},
        }
        if not self.may_assure or self.report.status not in ASSURED:
            return ChecklistForm(**options)
        return self.offer(
            "checklist",
            _("Save the checklist"),
            ChecklistForm,
            lambda form: form.store(self.report, self.user),
            **options,
        ).form

    def answered_no(self) -> int:
        answers = self.checklist.answers.values()
        return sum(each.answer == ChecklistAnswer.Answer.NO for each in answers)

    def faults(self) -> list[tuple[str, str, str]]:
        """Of the form that was sent: where each is, of what, and what it says."""
        if self.chosen is None:
            return []
        questions = {str(item.pk): str(item) for item in self.checklist.items}
        return [
            (
                field.auto_id,
                questions.get(field.name.rpartition("-")[2], field.label),
                error,
            )
            for field in self.chosen.form
            for error in field.errors
        ]

    def offer_clearance(self) -> Offer | None:
        report = self.report
        if report.status not in CLEARED or not self.may_clear or self.open:
            return None
        return self.offer(
            "clear",
            _("Nobody can be identified"),
            ClearForm,
            lambda form: report.clear_identities(
                by=self.user, seen=form.cleaned_data["seen"]
            ),
            initial={"seen": report.texts_digest()},
        )

    # What may tell who somebody is

    @cached_property
    def may_clear(self) -> bool:
        return not self.report.bars_assuring(self.user, CLEAR)

    def offer_warnings(self) -> Offer | None:
        if self.report.status not in WARNED or not self.may_clear or not self.open:
            return None
        return self.offer(
            "warnings",
            _("Clear what has a reason"),
            WarningsForm,
            lambda form: form.store(self.report, self.user),
            warnings=self.open,
        )

    def open_warnings(self) -> list[tuple]:
        """Each with its fields, where the person may clear it."""
        told = [shown(each, self.places) for each in self.open]
        if self.warnings is None:
            return [(each, None, None) for each in told]
        rows = self.warnings.form.rows()
        return [(each, *row[1:]) for each, row in zip(told, rows, strict=True)]

    def cleared_warnings(self) -> list[Shown]:
        return [shown(each, self.places) for each in self.cleared]

    @cached_property
    def places(self) -> dict[tuple, str]:
        """Where a row stands on this page."""
        within = [place for _section, found in self.sections for place in found]
        told = [*within, *self.findings, *self.judgements, *self.recommendations]
        return {
            (place.about._meta.model_name, place.about.pk): f"#at-{place.key}"
            for place in told
        }

    def offer_taking(self) -> Offer | None:
        is_mine = self.report.assurer_id == self.user.pk
        if is_mine or not self.may_assure or self.report.status not in ASSURED:
            return None
        return self.offer(
            "take",
            _("Assure this report myself"),
            forms.Form,
            lambda form: self.report.take_assurance(by=self.user),
        )

    def acts(self) -> list[Act]:
        """What this person may do next, each on its own page."""
        offered = self.report.next_acts()
        return [act for act in offered if not self.report.bars(act, self.user)]
