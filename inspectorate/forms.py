"""Forms that ask every rule of the database, so that it has none left to refuse.

Django's own leave out a rule that names a field the form does not show, and a unique
rule with a condition among the rows of one form; both would end in an error page.
"""

from collections.abc import Hashable

from django import forms
from django.core.exceptions import ValidationError
from django.db import models


class WholeRowForm(forms.ModelForm):
    def validate_unique(self) -> None:
        super().validate_unique()
        # After any error the row is not what will be stored: there is no use asking.
        if self.errors:
            return
        try:
            self.instance.validate_constraints()
        except ValidationError as refusal:
            self.add_error(None, refusal.messages)


class DistinctFormSet(forms.BaseInlineFormSet):
    """Rows of one parent, no two with the same key. None collides with nothing."""

    refusal = ""

    def key(self, row: models.Model) -> Hashable | None:
        raise NotImplementedError

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        kept = (form for form in self.forms if self.is_kept(form))
        keys = [self.key(form.instance) for form in kept]
        taken = [key for key in keys if key is not None]
        if len(taken) > len(set(taken)):
            raise ValidationError(self.refusal)

    def is_kept(self, form: forms.ModelForm) -> bool:
        if form in self.deleted_forms:
            return False
        return form.has_changed() or form.instance.pk is not None
