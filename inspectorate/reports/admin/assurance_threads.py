"""Comments on a page of quality assurance: their threads, and the forms to them."""

from collections import defaultdict
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from inspectorate.accounts.models import User
from inspectorate.fields import Wording
from inspectorate.inspections.models import Finding, Judgement
from inspectorate.markup import to_html
from inspectorate.reports.admin.assurance_forms import WordsForm
from inspectorate.reports.models import Comment, Paragraph, Report
from inspectorate.reports.models.acts import ASSURE
from inspectorate.reports.models.assurance import COMMENTED
from recommendations.models import Recommendation

Commented = Paragraph | Finding | Judgement | Recommendation


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
    about: Commented | None
    texts: list[Told]
    threads: list[Thread]
    offer: Offer | None


class CommentedPage:
    """A form that is not among the `offers` does nothing: so a forged number of
    another report's paragraph or comment finds nothing to be sent to.
    """

    def __init__(self, report: Report, user: User, sent: QueryDict | None) -> None:
        self.report, self.user, self.sent = report, user, sent
        self.key = sent.get("form", "") if sent is not None else ""
        self.offers: dict[str, Offer] = {}
        self.may_assure = not report.bars_assuring(user, ASSURE)
        self.may_comment = not report.bars_commenting(user)

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

    @cached_property
    def threads(self) -> dict[tuple[str, object], list[Comment]]:
        """By what they are on; each place takes its own, what is left is on something
        that was deleted.
        """
        found = defaultdict(list)
        for comment in self.report.comments.for_page():
            found[comment.thing].append(comment)
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
        label: str,
        wording: Wording | None = None,
        **on: Commented,
    ) -> Place:
        """`on` names the one thing that it is, or nothing for the whole report."""
        thing = Comment(**on).thing
        about = next(iter(on.values()), None)
        threads = self.threads.pop(thing, [])
        texts = [] if wording is None else self.in_both_languages(wording)
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
