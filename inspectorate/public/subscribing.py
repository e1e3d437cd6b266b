"""The form by which alerts are asked for."""

from collections.abc import Iterator

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from authorities.models import Authority
from inspectorate.frameworks.models import Theme
from inspectorate.public.choices import Label, language_if_other
from inspectorate.public.models import Asking

EVERYTHING = "everything"


class ToldSelect(forms.Select):
    """Marks the choices that are not in the page's language."""

    def create_option(
        self, name: str, value: str, label: str, *args: object, **kwargs: object
    ) -> dict:
        option = super().create_option(name, value, label, *args, **kwargs)
        if language := language_if_other(label):
            option["attrs"]["lang"] = language
        return option


class Radios(forms.RadioSelect):
    def __init__(self) -> None:
        super().__init__({"class": "govuk-radios__input"})


class HowForm(forms.Form):
    often = forms.ChoiceField(
        label=_("When do you want to be told?"),
        choices=Asking.Often.choices,
        widget=Radios(),
        initial=Asking.Often.WEEKLY,
        error_messages={"required": _("Choose when you want to be told.")},
    )
    language = forms.ChoiceField(
        label=_("In which language?"),
        choices=[("en", "English"), ("cy", "Cymraeg")],
        widget=Radios(),
        error_messages={"required": _("Choose a language.")},
    )


class FollowForm(HowForm):
    about = forms.ChoiceField(
        label=_("What do you want to follow?"),
        widget=ToldSelect({"class": "govuk-select"}),
        error_messages={
            "required": _("Choose what you want to follow."),
            "invalid_choice": _("Choose one of the list: this is not in it."),
        },
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(
            {
                "class": "govuk-input",
                "autocomplete": "email",
                "aria-describedby": "about-address wrong-email",
            }
        ),
        error_messages={
            "required": _("Type your e-mail address."),
            "invalid": _("Type an e-mail address, such as name@example.org."),
        },
    )
    field_order = ("about", "often", "language", "email")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self.fields["language"].initial = get_language()
        self.fields["about"].choices = [
            (EVERYTHING, _("Everything that is published")),
            (_("One authority"), list(authorities())),
            (_("One theme"), list(themes())),
        ]

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def asking(self) -> Asking:
        """A row that is not stored yet."""
        told = self.cleaned_data
        kind, _colon, name = told["about"].partition(":")
        row = Asking(
            email=told["email"], often=told["often"], language=told["language"]
        )
        if kind == "authority":
            row.authority = Authority.objects.get(slug=name)
        elif kind == "theme":
            row.theme = Theme.objects.vocabulary().get(code=name)
        return row


def authorities() -> Iterator[tuple[str, str]]:
    """All of them: one that has no report yet may have one tomorrow."""
    for row in Authority.objects.by_name():
        yield f"authority:{row.slug}", Label.of(row.name)


def themes() -> Iterator[tuple[str, str]]:
    rows = [(row.code, Label.of(row.name)) for row in Theme.objects.vocabulary()]
    for code, name in sorted(rows, key=lambda row: row[1].casefold()):
        yield f"theme:{code}", name
