"""The head of a page for machines, in one line of the base template."""

import html

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from inspectorate.public import metadata as told

register = template.Library()


@register.simple_tag(takes_context=True)
def metadata(context: Context) -> SafeString:
    """Nothing on error pages, those of the workspace and those of personal links."""
    request = context.get("request")
    if request is None or "exception" in context or not told.is_public(request):
        return SafeString("")
    name, title = request.resolver_match.url_name, title_of(context)
    language = get_language()
    return render_to_string(
        "public/base_metadata.html",
        {
            "title": title,
            "description": told.description(context),
            "languages": told.in_languages(request),
            "address": told.origin(request) + told.address(request),
            "is_a_choice": told.is_a_choice(request),
            "locale": told.LOCALES[language],
            "others": [told.LOCALES[each] for each in told.LOCALES if each != language],
            "form": "article" if name in told.ABOVE else "website",
            "feed": told.feed(context, name),
            # Escaped where it is made, and no browser runs it.
            "data": [
                mark_safe(told.in_a_script(each))  # noqa: S308 - see above
                for each in told.linked_data(context, name, title)
            ],
        },
    )


@register.simple_tag(takes_context=True)
def page_address(context: Context) -> SafeString:
    """Where a sheet of paper came from; nothing where `metadata` says nothing."""
    request = context.get("request")
    if request is None or "exception" in context or not told.is_public(request):
        return SafeString("")
    address = told.origin(request) + told.address(request)
    return format_html('<p class="app-printed">{}</p>', address)


def title_of(context: Context) -> str:
    """What the page's own block says: that of the base has nothing around it."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block("title")
    return html.unescape(strip_tags(block.render(context))).strip()
