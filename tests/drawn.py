"""The links and forms of a page, read from its HTML as a browser reads it."""

import re
from html.parser import HTMLParser
from typing import NamedTuple

# In the names of the row that scripts copy to add another.
PLACE = "__prefix__"


class Field(NamedTuple):
    """What a form sends under one name; `options` of what is chosen from are values by
    what their readers see.
    """

    kind: str
    attributes: dict[str, str]
    values: list[str]
    options: dict[str, str]

    @property
    def is_searched(self) -> bool:
        return "data-ajax--url" in self.attributes


class Form:
    def __init__(self, attributes: dict[str, str]) -> None:
        self.action = attributes.get("action", "")
        self.fields: dict[str, Field] = {}
        self.buttons: dict[str, tuple[str, str]] = {}

    def add(self, kind: str, attributes: dict[str, str]) -> Field:
        name = attributes.get("name", "")
        chosen = kind not in ("checkbox", "radio") or "checked" in attributes
        value = attributes.get("value", "on" if kind == "checkbox" else "")
        field = self.fields.setdefault(name, Field(kind, attributes, [], {}))
        if kind in ("checkbox", "radio"):
            # Until its label is read.
            field.options[value] = value
        if chosen and kind not in ("select", "textarea", "file"):
            field.values.append(value)
        return field

    def grow(self, name: str) -> None:
        """As “add another” does for the row of a field that has no row yet."""
        row = re.fullmatch(r"(\w+)-(\d+)-\w+", name)
        total = row and self.fields.get(f"{row[1]}-TOTAL_FORMS")
        if name in self.fields or not total:
            return
        for known, field in list(self.fields.items()):
            if known.startswith(f"{row[1]}-{PLACE}-"):
                own = known.replace(PLACE, row[2])
                self.fields[own] = field._replace(values=list(field.values))
        total.values[:] = [str(int(row[2]) + 1)]

    def data(self) -> dict[str, list[str]]:
        return {name: list(f.values) for name, f in self.fields.items() if name}


class Reader(HTMLParser):
    """Reads the links and forms of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[tuple[str, str]] = []
        self.form: Form | None = None
        self.open: list[tuple[str, dict[str, str], str]] = []
        self.select: Field | None = None
        self.labelled: dict[str, tuple[Field, str]] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = Form(told)
            self.forms.append(self.form)
        elif tag == "input" and self.form:
            self.read_input(told)
        elif tag == "select" and self.form:
            self.select = self.form.add("select", told)
        elif tag in ("a", "button", "label", "option", "textarea"):
            self.open.append((tag, told, ""))

    def read_input(self, told: dict[str, str]) -> None:
        kind = told.get("type", "text")
        if kind == "submit":
            pressed = (told.get("name", ""), told.get("value", ""))
            self.form.buttons[told.get("value", "")] = pressed
        elif "disabled" not in told:
            field = self.form.add(kind, told)
            self.labelled[told.get("id", "")] = field, told.get("value", "on")

    def handle_data(self, data: str) -> None:
        self.open = [(tag, told, text + data) for tag, told, text in self.open]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        if tag == "select":
            self.end_select()
        if self.open and self.open[-1][0] == tag:
            _tag, told, text = self.open.pop()
            getattr(self, f"end_{tag}")(told, text)

    def end_select(self) -> None:
        """A browser sends the first choice where none is marked."""
        field, self.select = self.select, None
        one = field and "multiple" not in field.attributes
        if one and not field.values and field.options:
            field.values.append(next(iter(field.options.values())))

    def end_a(self, told: dict[str, str], text: str) -> None:
        self.links.append((" ".join(text.split()), told.get("href", "")))

    def end_button(self, told: dict[str, str], text: str) -> None:
        if self.form and told.get("type", "submit") == "submit":
            pressed = (told.get("name", ""), told.get("value", ""))
            self.form.buttons[" ".join(text.split())] = pressed

    def end_label(self, told: dict[str, str], text: str) -> None:
        """What is chosen or ticked is known by its label from here on."""
        if told.get("for") in self.labelled:
            field, value = self.labelled[told["for"]]
            if field.options.pop(value, None) is not None:
                field.options[" ".join(text.split())] = value

    def end_option(self, told: dict[str, str], text: str) -> None:
        if self.select is None:
            return
        text = " ".join(text.split())
        value = told.get("value", text)
        self.select.options[text] = value
        if "selected" in told:
            self.select.values.append(value)

    def end_textarea(self, told: dict[str, str], text: str) -> None:
        if self.form:
            field = self.form.add("textarea", told)
            field.values.append(text.removeprefix("\r\n").removeprefix("\n"))
