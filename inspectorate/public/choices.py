"""What a filter offers: texts that know their language, told apart and in groups."""

from collections import Counter
from collections.abc import Iterable

from django.db import models
from django.utils.translation import get_language

from inspectorate.fields import Wording

# Pairs of value and label, or of a group's label and its pairs.
Choices = list[tuple[str, "str | Choices"]]


class Label(str):
    """The text of a choice, which knows the language it is in."""

    __slots__ = ("language",)

    @classmethod
    def of(cls, wording: Wording) -> "Label":
        words, language = wording.in_language(get_language())
        return cls.written(words, language)

    @classmethod
    def written(cls, words: str, language: str) -> "Label":
        label = cls(words)
        label.language = language
        return label


def language_if_other(label: str) -> str:
    """The language of a choice; empty where it is that of the page."""
    language = getattr(label, "language", get_language())
    return "" if language == get_language() else language


def labelled(rows: Iterable[models.Model], key: str) -> Choices:
    """Choices of the rows' names, in the order of the names."""
    choices = [(getattr(row, key), Label.of(row.name)) for row in rows]
    return told_apart(sorted(choices, key=lambda pair: pair[1].casefold()))


def told_apart(choices: Choices) -> Choices:
    """Choices of one name have their code beside it."""
    often = Counter(label for _value, label in choices)
    return [
        (value, named(label, value) if often[label] > 1 else label)
        for value, label in choices
    ]


def named(label: str, code: str) -> Label:
    language = getattr(label, "language", get_language())
    return Label.written(f"{label} ({code})", language)


def grouped(rows: Iterable[tuple[str, Label, str, Label]]) -> Choices:
    """Choices under the name of their group: the rows tell its code and label, then
    the value and the label. One group alone needs no name.
    """
    groups: dict[str, tuple[Label, Choices]] = {}
    for code, label, value, choice in rows:
        groups.setdefault(code, (label, []))[1].append((value, choice))
    if len(groups) == 1:
        return [pair for _label, pairs in groups.values() for pair in pairs]
    names = dict(told_apart([(code, label) for code, (label, _) in groups.items()]))
    return [(names[code], pairs) for code, (_label, pairs) in groups.items()]


def in_groups(choices: Choices) -> list[tuple[str, Choices]]:
    """All choices under their group's label, empty for those of none."""
    return [
        (given, label) if isinstance(label, list) else ("", [(given, label)])
        for given, label in choices
    ]
