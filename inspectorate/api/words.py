"""Words as a parameter of lists: rows that hold every one of them."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_filters import filters

from inspectorate.reports.search.authorities import words_in
from inspectorate.reports.search.folding import clean, fold
from inspectorate.reports.search.query import LONGEST, MOST_WORDS, shown

TOO_MUCH = format_lazy(
    _("This is too much. Give {words} words and {letters} characters at most."),
    words=MOST_WORDS,
    letters=LONGEST,
)
NO_WORD = _("There is no word in this. Give one, such as caseload.")
OTHER_LETTERS = _(
    "“%(value)s” has letters that are not compared. Give words of Latin letters."
)


class WordsField(forms.CharField):
    """The words that the search would look up. Of these it may leave some out, which
    here would find rows that nobody asked for: so they are refused instead.
    """

    def clean(self, value: str | None) -> list[str]:
        text = super().clean(value)
        if not text:
            return []
        words = list(dict.fromkeys(words_in(shown(text))))
        # A word with hyphens is looked up by its parts as well.
        count = sum(len(word.split("-")) for word in words)
        if len(text) > LONGEST or count > MOST_WORDS:
            raise ValidationError(TOO_MUCH)
        for each in fold(clean(text)).split():
            if any(sign.isalpha() and not sign.isascii() for sign in each):
                raise ValidationError(OTHER_LETTERS, params={"value": each})
        if not words:
            raise ValidationError(NO_WORD)
        return words


class WordsFilter(filters.CharFilter):
    field_class = WordsField
