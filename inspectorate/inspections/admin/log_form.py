"""The form on which findings are logged in the field."""

import hashlib
import json

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inspectorate.forms import WholeRowForm, harden
from inspectorate.frameworks.models import Theme
from inspectorate.history.models import CREATED, record, snapshot
from inspectorate.inspections.admin.log_choices import (
    MOST_PREVIOUS,
    earlier_findings,
    flat,
    free_reference,
    grouped,
)
from inspectorate.inspections.models import Evidence, Finding, Inspection


class LogForm(WholeRowForm):
    """A finding with what it rests on; one item of evidence can be made beside it."""

    item_kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("", "---------"), *Evidence.Kind.choices],
        required=False,
    )
    item_reference = forms.CharField(
        label=_("Reference"),
        max_length=60,
        required=False,
        help_text=_("No names and no case numbers."),
    )
    item_summary = forms.CharField(
        label=_("Summary"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text=_("What it shows, without naming anyone."),
    )

    class Meta:
        model = Finding
        fields = [
            "classification",
            "theme",
            "text_en",
            "text_cy",
            "evidence",
            "previous",
            "change",
            "change_reason",
            "legal_reference",
            "compared_with_en",
            "compared_with_cy",
            "is_public",
        ]
        widgets = {
            "text_en": forms.Textarea(attrs={"rows": 5, "lang": "en"}),
            "text_cy": forms.Textarea(attrs={"rows": 5, "lang": "cy"}),
            "change_reason": forms.Textarea(attrs={"rows": 2}),
            "compared_with_en": forms.Textarea(attrs={"rows": 2, "lang": "en"}),
            "compared_with_cy": forms.Textarea(attrs={"rows": 2, "lang": "cy"}),
            "evidence": forms.CheckboxSelectMultiple,
        }
        error_messages = {
            "theme": {
                "invalid_choice": _(
                    "Choose a theme of the inspection's framework, or of the stable "
                    "vocabulary."
                )
            },
            "previous": {
                "invalid_choice": _("Choose one of the earlier findings in the list.")
            },
        }

    def __init__(self, *args: object, user: models.Model, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.stored = self.instance.stored()
        self.items = list(self.inspection.evidence.readable_by(user))
        # Of all items: a new one must differ from those that one may not read, too.
        taken = self.inspection.evidence.values_list("reference", flat=True)
        self.references = set(taken)
        self.offer_evidence()
        self.offer_themes()
        self.offer_previous()
        self.fields["item_reference"].initial = free_reference(self.references)

    @property
    def inspection(self) -> Inspection:
        return self.instance.inspection

    def offer_evidence(self) -> None:
        field = self.fields["evidence"]
        field.queryset = self.inspection.evidence.readable_by(self.user)
        field.choices = [
            (item.pk, f"{item} – {Truncator(item.summary).chars(60)}")
            for item in self.items
        ]

    def offer_themes(self) -> None:
        framework = self.inspection.framework
        known = models.Q(framework=framework) | models.Q(framework=None)
        # A historical finding keeps the theme that it has.
        field = self.fields["theme"]
        field.queryset = Theme.objects.filter(
            known | models.Q(pk=self.instance.theme_id)
        )
        own_first = sorted(field.queryset, key=lambda theme: not theme.framework_id)
        stable = gettext("Stable vocabulary, for every framework")
        field.choices = grouped(
            (str(framework) if theme.framework_id else stable, theme.pk, str(theme))
            for theme in own_first
        )

    def offer_previous(self) -> None:
        field = self.fields["previous"]
        field.queryset = earlier_findings(self.instance, self.user)
        field.choices = grouped(
            (
                str(finding.inspection),
                finding.pk,
                Truncator(str(finding)).chars(90),
            )
            for finding in field.queryset[:MOST_PREVIOUS]
        )

    # What is sent

    def clean(self) -> dict:
        given = super().clean()
        self.item = self.named_item(given)
        chosen = {item.pk for item in given.get("evidence", [])}
        # What one may not read is not on the page, and is not taken away by it.
        chosen |= {*self.stored.get("evidence", [])} - {item.pk for item in self.items}
        if self.item and self.item.pk:
            chosen.add(self.item.pk)
        self.chosen = sorted(chosen)
        return given

    def named_item(self, given: dict) -> Evidence | None:
        """The item that was written beside the finding: new, or sent once before."""
        kind, summary = given.get("item_kind"), given.get("item_summary")
        if not (kind or summary):
            return None
        reference = given.get("item_reference") or free_reference(self.references)
        known = next((i for i in self.items if i.reference == reference), None)
        if known and (known.kind, known.summary) == (kind, summary):
            return known
        if reference in self.references:
            told = _("This reference is taken: write another, such as %s.")
            self.add_error("item_reference", told % free_reference(self.references))
        for name, value in (("item_kind", kind), ("item_summary", summary)):
            if not value:
                told = _("A new item of evidence needs its kind and a summary.")
                self.add_error(name, told)
        return Evidence(
            inspection=self.inspection,
            kind=kind or "",
            reference=reference,
            summary=summary or "",
            collected_by=self.user,
            collected_on=timezone.localdate(),
        )

    def news(self) -> list[str]:
        """The fields in which a valid form differs from what is stored."""
        names = [
            name
            for name in self.changed_data
            if name in self._meta.fields and name != "evidence"
        ]
        is_new_item = self.item is not None and self.item.pk is None
        if is_new_item or self.chosen != self.stored.get("evidence", []):
            names.append("evidence")
        return names

    def log(self) -> Finding:
        """Store it, and the item of evidence before it; all is recorded."""
        if self.item and self.item.pk is None:
            self.item.save()
            record(self.item, CREATED, by=self.user, after=snapshot(self.item))
            self.chosen.append(self.item.pk)
        self.instance.log(by=self.user, evidence=self.chosen)
        return self.instance

    # What two people wrote

    def digest(self) -> str:
        """Of what was stored when the form was made; it tells a change by others."""
        told = json.dumps(self.stored, sort_keys=True, default=str)
        return hashlib.sha256(told.encode()).hexdigest()

    def versions(self) -> list[tuple[str, str, str]]:
        """The label of each field that differs, what is stored, and what was sent."""
        return [
            (
                self.fields[name].label,
                self.told(name, self.initial.get(name)),
                self.told(name, self[name].value()),
            )
            for name in self.news()
        ]

    def told(self, name: str, value: object) -> str:
        """A value in the words of its field."""
        if name == "evidence":
            told = {str(item.pk): item.reference for item in self.items}
            return ", ".join(
                told.get(str(getattr(v, "pk", v)), "") for v in value or []
            )
        if isinstance(value, bool):
            return gettext("Yes") if value else gettext("No")
        labels = dict(flat(getattr(self.fields[name], "choices", [])))
        return str(labels.get(str(value), value or ""))


harden(LogForm)
