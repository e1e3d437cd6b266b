"""Rows of an inline that refuse to be saved over what somebody else has saved."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from inspectorate.forms import is_number
from inspectorate.history.admin.drawn import Drawn, differing, prints, state_of

STALE = _(
    "Somebody else has added, changed or deleted rows here since you opened the page."
)


class FreshFormSet:
    """To be mixed into the formset of an inline. `drawn` is what its page says."""

    drawn: Drawn | None = None

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        # Of what is sent: read before the forms put on the rows what was typed.
        self.stored = {}
        self.regained: dict[int, str] = {}  # place of a form: the row it stood for
        if self.is_bound and self.instance.pk:
            self.rows = {str(row.pk): row for row in self.get_queryset()}
            self.stored = {pk: state_of(row) for pk, row in self.rows.items()}
            self.part_with_lost()

    @property
    def was(self) -> dict[str, str]:
        """The prints of the rows that the page showed, by number."""
        return self.drawn.parts.get(self.prefix, {}) if self.drawn else {}

    def is_stale(self) -> bool:
        if self.drawn is None:
            return False
        return self.was != {
            pk: prints(self.rows[pk], state) for pk, state in self.stored.items()
        }

    def clean(self) -> None:
        super().clean()
        if self.is_stale():
            raise ValidationError(STALE, code="stale")
        self.ask_rules()

    def ask_rules(self) -> None:
        """Ask the rules that name the parent, which Django leaves to the database.

        Somebody else may have added the same row in between.
        """
        for form in self.forms:
            if form.errors or self.is_to_go(form) or not form.has_changed():
                continue
            try:
                form.instance.validate_constraints()
            except ValidationError as refusal:
                raise ValidationError(refusal.messages) from refusal

    def prints_of_stored(self) -> dict[str, str]:
        if self.is_bound:
            rows = ((self.rows[pk], state) for pk, state in self.stored.items())
        else:
            rows = ((form.instance, None) for form in self.initial_forms)
        return {str(row.pk): prints(row, state or state_of(row)) for row, state in rows}

    def changed(self, pk: str) -> set[str]:
        """The columns of a stored row that are not what its page showed."""
        state = self.stored[pk]
        return differing(self.was.get(pk), prints(self.rows[pk], state), state)

    # What was sent of rows that somebody else has deleted meanwhile

    def part_with_lost(self) -> None:
        """Go on as though the page had not shown them, but for what was typed there."""
        lost = {at: pk for at, pk in self.sent_rows().items() if pk not in self.stored}
        if not lost:
            return
        typed = [at for at in lost if self.is_typed(at, lost[at])]
        shown = self.shown()
        kept = [at for at in shown if at not in lost]
        added = range(len(shown), self.total_form_count())
        self.rearrange([*kept, *added, *typed], len(kept))
        first = len(kept) + len(added)
        self.regained = {first + n: lost[at] for n, at in enumerate(typed)}

    def shown(self) -> range:
        """Places of the rows that the page showed; what is sent may claim billions."""
        return range(min(self.initial_form_count(), self.total_form_count()))

    def sent_rows(self) -> dict[int, str]:
        name = self.model._meta.pk.name
        sent = {
            at: self.data.get(f"{self.add_prefix(at)}-{name}", "")
            for at in self.shown()
        }
        # Nonsense is left to the field, which refuses it.
        return {at: str(int(pk)) for at, pk in sent.items() if is_number(pk)}

    def is_typed(self, at: int, pk: str) -> bool:
        """Whether a row that is gone was edited here, and not to be deleted as well."""
        form = self._construct_form(at)
        form.full_clean()
        if self.is_to_go(form):
            return False
        was = self.was.get(pk)
        setattr(form.instance, self.fk.attname, self.instance.pk)
        state = state_of(form.instance) | {self.model._meta.pk.attname: int(pk)}
        changed = differing(was, prints(form.instance, state, pk), state)
        unread = form.errors.keys() - {self.model._meta.pk.name}
        return was is not None and bool(changed & columns_of(form) or unread)

    def is_to_go(self, form: forms.ModelForm) -> bool:
        """Whether it is ticked to be deleted; also where the page has errors."""
        return self.can_delete and self._should_delete_form(form)

    def rearrange(self, order: list[int], initial: int) -> None:
        """Number what was sent anew; beyond the first `initial` all rows are new."""
        self.data = self.renumbered(self.data, order)
        self.files = self.renumbered(self.files, order)
        self.data[f"{self.prefix}-INITIAL_FORMS"] = str(initial)
        self.data[f"{self.prefix}-TOTAL_FORMS"] = str(len(order))
        for at in range(initial, len(order)):
            self.data.pop(f"{self.add_prefix(at)}-{self.model._meta.pk.name}", None)
        for cached in ("management_form", "forms"):
            self.__dict__.pop(cached, None)

    def renumbered(self, sent: QueryDict, order: list[int]) -> QueryDict:
        mine = re.compile(rf"{re.escape(self.prefix)}-(\d+)-(.+)")
        places = {str(old): new for new, old in enumerate(order)}
        result = sent.copy()
        for name in sent:
            if mine.fullmatch(name):
                result.pop(name)
        for name in sent:
            match = mine.fullmatch(name)
            if match and match[1] in places:
                new = f"{self.prefix}-{places[match[1]]}-{match[2]}"
                result.setlist(new, sent.getlist(name))
        return result


def columns_of(form: forms.ModelForm) -> set[str]:
    """The columns of its row that a form sets."""
    return {
        f.attname for f in form.instance._meta.concrete_fields if f.name in form.fields
    }
