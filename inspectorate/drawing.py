"""Plain fields of a form, drawn without templates.

Django draws a field with its label by two to ten templates: a page of 26 rows spends
most of its time there. What is drawn here is what those templates draw, which a test
compares; anything else is left to its template.
"""

import html
from collections.abc import Callable, Mapping

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.safestring import SafeString

Context = Mapping[str, object]


class Drawing(DjangoTemplates):
    """The renderer of every form: see FORM_RENDERER in the settings."""

    def render(
        self, template_name: str, context: Context, request: HttpRequest | None = None
    ) -> str:
        draw = DRAWN.get(template_name)
        drawn = None if draw is None else draw(context)
        if drawn is None:
            return super().render(template_name, context, request)
        return SafeString(drawn)


def escaped(value: object) -> str:
    """Safe to stand in a page; Django's own takes thrice the time for a short word."""
    safe = getattr(value, "__html__", None)
    return html.escape(str(value)) if safe is None else safe()


def attributes(attrs: Context | None) -> str:
    return "".join(
        f" {name}" if value is True else f' {name}="{escaped(value)}"'
        for name, value in (attrs or {}).items()
        if value is not False
    )


def entry(context: Context) -> str:
    widget = context["widget"]
    kind, name, value = widget["type"], escaped(widget["name"]), widget["value"]
    shown = "" if value is None else f' value="{escaped(value)}"'
    return f'<input type="{kind}" name="{name}"{shown}{attributes(widget["attrs"])}>'


def text_area(context: Context) -> str:
    widget = context["widget"]
    start = f'<textarea name="{escaped(widget["name"])}"{attributes(widget["attrs"])}>'
    return f"{start}\n{escaped(widget['value'] or '')}</textarea>"


def choice(context: Context) -> str | None:
    """None, which leaves it to its template, where the options are in groups."""
    widget = context["widget"]
    if any(group for group, _options, _place in widget["optgroups"]):
        return None
    options = "\n".join(
        f'<option value="{escaped(each["value"])}"{attributes(each["attrs"])}>'
        f"{escaped(each['label'])}</option>"
        for _group, options, _place in widget["optgroups"]
        for each in options
    )
    start = f'<select name="{escaped(widget["name"])}"{attributes(widget["attrs"])}>'
    return f"{start}\n{options}\n</select>"


def label(context: Context) -> str:
    text = escaped(context["label"])
    if not context["use_tag"]:
        return text
    tag = context["tag"]
    return f"<{tag}{attributes(context['attrs'])}>{text}</{tag}>"


def no_errors(context: Context) -> str | None:
    """None, which leaves them to their template, where there are any."""
    return None if context["errors"] else ""


WIDGETS = "django/forms/widgets"
ENTRIES = ("checkbox", "date", "datetime", "email", "hidden", "number", "text", "time")
DRAWN: dict[str, Callable[[Context], str | None]] = {
    **{f"{WIDGETS}/{kind}.html": entry for kind in ENTRIES},
    f"{WIDGETS}/textarea.html": text_area,
    f"{WIDGETS}/select.html": choice,
    "django/forms/label.html": label,
    "django/forms/errors/list/ul.html": no_errors,
}
