"""Lines of a form of the admin, drawn as Django's own template draws them.

That asks some forty questions of each field, most of them twice; a page of 26 rows has
a hundred fields. A test compares the two.
"""

from django import template
from django.contrib.admin.helpers import AdminField, AdminReadonlyField, Fieldline
from django.utils.safestring import SafeString

register = template.Library()

Drawn = AdminField | AdminReadonlyField


@register.filter
def drawn(line: Fieldline) -> SafeString:
    fields = list(line)
    is_alone = len(fields) == 1
    errors = line.errors() if is_alone else ""
    classes = "form-row"
    classes += " errors" * bool(errors) + " hidden" * (not line.has_visible_field)
    inner = ""
    for each in fields:
        name = told(each, "name")
        classes += f" field-{name}" if name else ""
        inner += field(each, name, is_alone)
    if not is_alone:
        inner = f'<div class="flex-container form-multiline">{inner}</div>'
    return SafeString(f'<div class="{classes}">{errors}{inner}</div>')


def told(each: Drawn, what: str) -> object:
    """What a field says of itself; one to be read says it in a dictionary."""
    return each.field.get(what) if each.is_readonly else getattr(each.field, what)


def field(each: Drawn, name: str, is_alone: bool) -> str:
    classes, errors = "flex-container", ""
    hidden = " hidden" * bool(told(each, "is_hidden"))
    if not is_alone:
        errors = "" if each.is_readonly else each.errors()
        classes += f" fieldBox field-{name}" if name else " fieldBox"
        classes += " errors" * bool(errors) + hidden
    classes += " checkbox-row" * each.is_checkbox
    shown = f'<div class="{classes}">{labelled(each)}</div>'
    return f"<div>{errors}{shown}{help_of(each, hidden)}</div>"


def labelled(each: Drawn) -> str:
    if each.is_readonly:
        return f'{each.label_tag()}<div class="readonly">{each.contents()}</div>'
    if each.is_checkbox:
        return f"{each.field}{each.label_tag()}"
    return f"{each.label_tag()}{each.field}"


def help_of(each: Drawn, hidden: str) -> str:
    text = told(each, "help_text")
    if not text:
        return ""
    number = told(each, "id_for_label")
    place = f' id="{number}_helptext"' if number else ""
    return f'<div class="help{hidden}"{place}><div>{text}</div></div>'
