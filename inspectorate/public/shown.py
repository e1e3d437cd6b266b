"""What a page that an act may change is told by: its address in each language."""

from collections.abc import Callable, Iterator

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from inspectorate.reports.consequences import Kind, Shown

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def addresses(name: str, *args: object) -> tuple[str, ...]:
    return tuple(in_each_language(lambda: reverse(name, args=args)))


def in_each_language(told: Callable[[], object]) -> Iterator[object]:
    for code in LANGUAGES:
        with translation.override(code):
            yield told()


def page(name: str, way: tuple[str, ...], state: object, label: str = "") -> Shown:
    return Shown(Kind.PAGE, name, way, state, label)


def drawn(template: str, tell: Callable[..., dict], *about: object) -> list[str]:
    """All that a page tells, in each language."""
    return list(in_each_language(lambda: render_to_string(template, tell(*about))))
