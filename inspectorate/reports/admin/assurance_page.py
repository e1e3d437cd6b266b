"""What the assurance page of a report shows one person, and what it lets them do."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from django import forms
from django.db.models import prefetch_related_objects
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from inspectorate.accounts.models import User
from inspectorate.fields import Wording
from inspectorate.inspections.models import Finding
from inspectorate.lifecycle import Act
from inspectorate.markup import to_html
from inspectorate.reports.admin.assurance_forms import (
    ChecklistForm,
    ClearForm,
    WordsForm,
)
from inspectorate.reports.models import Comment, Paragraph, Report, Section
from inspectorate.reports.models.assurance import (
    ASSURED,
    CLEAR,
    CLEARED,
    COMMENTED,
)
from inspectorate.reports.models.course import ASSURE


class Offer(NamedTuple):
    """A form of the page: its key, its button, and what is done when it is sent."""

    key: str
    button: str
    form: forms.Form
    do: Callable[[], object]


class Thread(NamedTuple):
    comment: Comment
    offers: list[Offer]


class Told(NamedTuple):
    """A text in one of the languages; None where it is missing and must be there."""

    language: str
    html: str | None


class Place(NamedTuple):
    """Something that can be commented on, and the form to do it."""

    key: str
    about: Paragraph | Finding | None
    texts: list[Told]
    threads: list[Thread]
    offer: Offer | None


class AssurancePage:
    """A form that is not among the `offers` does nothing: so a forged number of
    another report's paragraph or comment finds nothing to be sent to.
    """

    def __init__(
        self, report: Report, user: User, sent: QueryDict | None = None
    ) -> None:
        self.report, self.user, self.sent = report, user, sent
        self.key = sent.get("form", "") if sent is not None else ""
        self.offers: dict[str, Offer] = {}
        prefetch_related_objects(
            [report],
            "sections",
            "paragraphs",
            "inspection__authorities",
            "inspection__judgements__area",
            "inspection__recommendations",
            "inspection__findings__theme",
            "inspection__findings__evidence",
        )
        self.may_assure = not report.bars_assuring(user, ASSURE)
        self.may_comment = not report.bars_commenting(user)
        self.whole = self.place(
            "comment-report", None, _("Comment on the whole report")
        )
        self.sections = list(self.described_sections())
        self.findings = list(self.described_findings())
        self.gone = [thread for found in self.threads.values() for thread in found]
        self.checklist = self.offer_checklist()
        self.clearance = self.offer_clearance()
        self.taking = self.offer_taking()

    @property
    def may_answer(self) -> bool:
        return "checklist" in self.offers

    @property
    def chosen(self) -> Offer | None:
        """The form that was sent."""
        return self.offers.get(self.key)

    def offer(
        self,
        key: str,
        button: str,
        form: type[forms.Form],
        do: Callable[[forms.Form], object],
        **options: object,
    ) -> Offer:
        data = self.sent if key == self.key else None
        made = form(data, prefix=key, **options)
        self.offers[key] = Offer(key, button, made, partial(do, made))
        return self.offers[key]

    # Comments

    @cached_property
    def threads(self) -> dict[tuple[str, object], list[Comment]]:
        """By what they are on; each place takes its own, what is left is on something
        that was deleted.
        """
        found = defaultdict(list)
        for comment in self.report.comments.for_page():
            on = comment.paragraph_id or comment.finding_id
            found["finding" if comment.finding_id else "", on].append(comment)
        return {
            on: [self.thread(comment) for comment in comments]
            for on, comments in found.items()
        }

    def thread(self, comment: Comment) -> Thread:
        offers = []
        if self.may_comment and self.report.status in COMMENTED:
            offers.append(self.offer_answer(comment))
        if self.may_assure and self.report.status in COMMENTED:
            offers.append(
                self.offer_resolving(comment)
                if comment.is_open
                else self.offer_reopening(comment)
            )
        return Thread(comment, offers)

    def offer_answer(self, comment: Comment) -> Offer:
        return self.offer(
            f"answer-{comment.pk}",
            _("Answer"),
            WordsForm,
            lambda form: comment.answer(form.cleaned_data["text"], by=self.user),
            label=_("Your answer"),
        )

    def offer_resolving(self, comment: Comment) -> Offer:
        return self.offer(
            f"resolve-{comment.pk}",
            _("Resolve"),
            WordsForm,
            lambda form: comment.resolve(how=form.cleaned_data["text"], by=self.user),
            label=_("How it was met, if that needs saying"),
            required=False,
        )

    def offer_reopening(self, comment: Comment) -> Offer:
        return self.offer(
            f"reopen-{comment.pk}",
            _("Reopen"),
            WordsForm,
            lambda form: comment.reopen(reason=form.cleaned_data["text"], by=self.user),
            label=_("Why it is open again"),
        )

    def place(
        self,
        key: str,
        about: Paragraph | Finding | None,
        label: str,
        **on: Paragraph | Finding,
    ) -> Place:
        kind = "finding" if "finding" in on else ""
        number = on["paragraph"].stable_id if "paragraph" in on else about and about.pk
        threads = self.threads.pop((kind, number), [])
        texts = self.in_both_languages(about.text) if about else []
        if not self.may_comment or self.report.status not in COMMENTED:
            return Place(key, about, texts, threads, None)
        offer = self.offer(
            key,
            label,
            WordsForm,
            lambda form: self.report.comment(
                form.cleaned_data["text"], by=self.user, **on
            ),
            label=_("Your comment"),
        )
        return Place(key, about, texts, threads, offer)

    def in_both_languages(self, wording: Wording) -> list[Told]:
        required = self.report.inspection.framework.required_languages
        return [
            Told(language, to_html(text) if text else None)
            for language, text in wording._asdict().items()
            if text or language in required
        ]

    # The draft

    def described_sections(self) -> Iterator[tuple[Section, list[Place]]]:
        within = defaultdict(list)
        for paragraph in self.report.paragraphs.all():
            place = self.place(
                f"comment-{paragraph.stable_id}",
                paragraph,
                _("Comment on paragraph %s") % paragraph,
                paragraph=paragraph,
            )
            within[paragraph.section_id].append(place)
        for section in self.report.sections.all():
            yield section, within[section.pk]

    def described_findings(self) -> Iterator[Place]:
        for finding in self.report.inspection.findings.all():
            place = self.place(
                f"comment-finding-{finding.pk}",
                finding,
                _("Comment on this finding"),
                finding=finding,
            )
            yield place

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

    def offer_clearance(self) -> Offer | None:
        report = self.report
        if report.status not in CLEARED or report.bars_assuring(self.user, CLEAR):
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
