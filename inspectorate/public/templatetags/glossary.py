"""What a word means, beside its use; the glossary has all of them."""

from django import template
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from inspectorate.frameworks.models import ScalePoint
from inspectorate.public.meanings import VOCABULARIES, anchor
from inspectorate.reports.reading import label_of as label_in
from recommendations.models import Recommendation

register = template.Library()


@register.simple_tag
def meaning(name: str, value: object) -> SafeString | str:
    """Folded up; nothing where a value is no longer one of its vocabulary."""
    meanings = VOCABULARIES[name].meanings
    if value not in meanings:
        return ""
    word = label_of(name, value)
    return folded(word, meanings[value], anchor(name, value))


def folded(word: object, told: Promise | object, place: str) -> SafeString:
    context = {"word": word, "meaning": told, "anchor": place}
    return render_to_string("public/glossary_meaning.html", context)


@register.simple_tag
def label_of(name: str, value: object) -> str:
    if name == "owner":
        return label_in(Recommendation.OwnerRole, value)
    return label_in(VOCABULARIES[name].choices, value)


@register.filter
def grade_anchor(point: ScalePoint) -> str:
    return anchor("grade", f"{point.scale.code}-{point.code}")
