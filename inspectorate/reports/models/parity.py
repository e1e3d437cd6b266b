"""The texts of a draft in both languages, and what of them is to be translated."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inspectorate.lifecycle import Reason
from inspectorate.reports.models.former_source import FormerSource
from inspectorate.reports.models.pair import OTHER, Pair, State
from inspectorate.reports.models.segment import Segment


def former_sources(segments: Iterable[Segment]) -> dict[tuple, str]:
    """By place and language: of how many segments ever, one query."""
    subjects: dict[str, set[int]] = {}
    for segment in segments:
        kind, pk, _name = segment.place
        subjects.setdefault(kind, set()).add(pk)
    asked = models.Q(pk__in=[])
    for kind, pks in subjects.items():
        asked |= models.Q(subject_type=kind, subject_id__in=pks)
    return {
        ((each.subject_type, each.subject_id, each.name), each.language): each.source
        for each in FormerSource.objects.filter(asked)
    }


class Parity(models.Model):
    """What can be asked of the two languages of a draft."""

    class Language(models.TextChoices):
        ENGLISH = "en", _("English")
        WELSH = "cy", _("Welsh")

    written_in = models.CharField(
        _("written in"),
        max_length=2,
        choices=Language,
        default=Language.ENGLISH,
        help_text=_("The language it is written in first, and translated from."),
    )

    class Meta:
        abstract = True

    @property
    def translated_into(self) -> str:
        return OTHER[self.written_in]

    @property
    def is_to_be_translated(self) -> bool:
        """Whether its framework asks for the language it is translated into."""
        required = self.inspection.framework.required_languages
        return not self.recorded_from and self.translated_into in required

    def pairs(self, known: dict[tuple, str] | None = None) -> list[Pair]:
        """Every segment with its translation, in the order of the draft.

        `known` are the former sources, read once for several reports.
        """
        segments, into = self.read_segments(), self.translated_into
        if known is None:
            known = former_sources(segments)
        return [
            Pair(segment, into, known.get((segment.place, into)))
            for segment in segments
        ]

    def to_translate(self, pairs: Iterable[Pair]) -> list[Pair]:
        """Those that somebody has to see to; one that is out of date also where the
        framework asks for no translation, for the public would read it.
        """
        if self.recorded_from:
            return []
        open_states = [State.STALE]
        if self.is_to_be_translated:
            open_states.append(State.MISSING)
        return [pair for pair in pairs if pair.state in open_states]

    def missing_texts(self) -> list[Reason]:
        """What lacks a language the framework asks for, a sentence each.

        Empty for a historical report, which is recorded as it is.
        """
        if self.recorded_from:
            return []
        codes = self.inspection.framework.required_languages
        return [
            self.missing_text(segment, code)
            for segment in self.segments()
            for code in codes
            if not getattr(segment.wording, code)
        ]

    def missing_text(self, segment: Segment, code: str) -> Reason:
        """A translation is mended where one translates, a source where one writes."""
        told = gettext("%(what)s has no text in %(language)s.")
        labels = dict(settings.LANGUAGES)
        told %= {"what": segment.what, "language": labels[code]}
        if code == self.written_in:
            return Reason(told, segment.row)
        return self.mended_in_translation(told, segment)

    def stale_texts(self) -> list[Reason]:
        """Translations of what has changed since, a sentence each; none of a
        historical report.
        """
        return [] if self.recorded_from else list(self.told_stale())

    def told_stale(self) -> Iterator[Reason]:
        labels = dict(settings.LANGUAGES)
        told = gettext(
            "%(what)s has changed in %(source)s since it was put in %(language)s: "
            "translate it anew, or say that it is still right."
        )
        named = {
            "source": labels[self.written_in],
            "language": labels[self.translated_into],
        }
        for pair in self.pairs():
            if pair.state == State.STALE:
                sentence = told % {"what": pair.segment.what, **named}
                yield self.mended_in_translation(sentence, pair.segment)

    def mended_in_translation(self, sentence: str, segment: Segment) -> Reason:
        return Reason(sentence, self, page="translation", text=segment.key)

    def lacks_texts(self) -> list[Reason]:
        """All that stands against publishing it in the languages it must have."""
        return [*self.missing_texts(), *self.stale_texts()]
