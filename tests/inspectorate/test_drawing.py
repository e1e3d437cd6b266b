"""What is drawn without templates is what the templates draw."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from pytest_django.asserts import assertHTMLEqual

from inspectorate.drawing import DRAWN, Drawing

WORD = """<b> & "it's" </b>"""
WIDGETS = [
    forms.TextInput({"class": "vTextField", "maxlength": 3, "aria-label": WORD}),
    forms.TextInput({"required": True, "disabled": False, "title": _("Report")}),
    forms.NumberInput(),
    forms.EmailInput(),
    forms.HiddenInput(),
    forms.DateInput(),
    forms.DateTimeInput(),
    forms.TimeInput(),
    forms.PasswordInput(render_value=True),
    forms.CheckboxInput(),
    forms.Textarea({"rows": 2}),
    forms.Select(choices=[("", "-"), ("1", WORD), ("2", SafeString("<i>it</i>"))]),
    forms.SelectMultiple(choices=[(1, _("Report")), (2, "Two")]),
    forms.NullBooleanSelect(),
    forms.Select(choices=[(WORD, [("1", "One")]), ("2", "Two")]),
    forms.RadioSelect(choices=[("1", "One")]),
]


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda each: type(each).__name__)
def test_field_is_drawn_as_its_template_draws_it(widget: forms.Widget) -> None:
    for value in [None, "", "1", WORD, 2, 0, True, SafeString("<i>")]:
        told = ("name-0", value, {"id": "id_name-0"})

        drawn = widget.render(*told, renderer=Drawing())

        expected = widget.render(*told, renderer=DjangoTemplates())
        assertHTMLEqual(drawn, expected, f"of the value {value!r}")
        assert isinstance(drawn, SafeString)


def test_texts_come_back_from_the_page_as_they_were() -> None:
    area, entry = forms.Textarea(), forms.TextInput()

    drawn = area.render("a", "\n<b>\n", renderer=Drawing())
    assert drawn.endswith(">\n\n&lt;b&gt;\n</textarea>")
    drawn = entry.render("a", '"<&>', renderer=Drawing())
    assert 'value="&quot;&lt;&amp;&gt;"' in drawn


class Letter(forms.Form):
    required_css_class = "required"
    title = forms.CharField(label=WORD)
    note = forms.CharField(label=_("Report"), help_text=SafeString("<b>"))


@pytest.mark.parametrize("auto_id", ["id_%s", False])
@pytest.mark.parametrize("data", [None, {}, {"title": WORD}])
def test_form_is_drawn_as_its_templates_draw_it(
    data: dict | None, auto_id: str | bool
) -> None:
    drawn, expected = (
        Letter(data, auto_id=auto_id, renderer=each)
        for each in (Drawing(), DjangoTemplates())
    )

    assertHTMLEqual(drawn.as_p(), expected.as_p())
    assertHTMLEqual(
        drawn["title"].legend_tag(attrs={"class": WORD}),
        expected["title"].legend_tag(attrs={"class": WORD}),
    )


def test_every_template_that_is_drawn_is_one_of_django_s() -> None:
    for name in DRAWN:
        assert DjangoTemplates().get_template(name)
