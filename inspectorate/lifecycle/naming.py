"""A name as quoted, which can be removed for good while its row stays."""

from django.db import models, transaction
from django.utils.translation import gettext as _

from inspectorate.guards import Guard
from inspectorate.history.models import Entry, System, record
from inspectorate.lifecycle.asking import not_in_role
from inspectorate.lifecycle.moving import Refusal, locked

REMOVED = "name removed"


class NamesSomebody:
    """Makes a model one whose `name` is nobody's history: what is taken away is gone,
    for history never had it. Nor may its __str__ tell it.
    """

    UNRECORDED = {"name"}

    @transaction.atomic
    def remove_name(self, *, by: models.Model | System, reason: str) -> None:
        """Take the name away for good, also where the public has read it.

        History says that it was removed, and does not repeat it.
        """
        permission = f"{self._meta.app_label}.change_{self._meta.model_name}"
        if not by.has_perm(permission):
            raise Refusal(not_in_role(permission))
        if not reason.strip():
            raise Refusal(_("Say why the name is removed."))
        name = locked(type(self)).get(pk=self.pk).name
        if not name:
            raise Refusal(_("This names nobody: there is no name to remove."))
        if name.casefold() in reason.casefold():
            told = _("The reason repeats the name, and would keep it: leave it out.")
            raise Refusal(told)
        self.name = ""
        self.save(update_fields=["name"])
        # After the name is gone, for the entry bears what the row is called.
        told = {"after": {"name": ""}, "reason": reason.strip()}
        record(self, REMOVED, by=by, **told)

    @property
    def is_name_removed(self) -> bool:
        """Whether it was taken away; then the database takes no other (never_again)."""
        entries = Entry.objects.about(self).filter(act=REMOVED)
        return not self.name and entries.exists()


def never_again(name: str, table: str, label: str) -> Guard:
    """That a name that was removed is not written again; `label` is the model's."""
    # Every name here is of our own.
    breaks = f"""NEW.name <> '' AND EXISTS (
        SELECT 1 FROM {table} was WHERE was.id = NEW.id AND was.name = ''
    ) AND EXISTS (
        SELECT 1 FROM history_entry entry
        WHERE entry.subject_type = '{label}'
            AND entry.subject_id = CAST(NEW.id AS VARCHAR(20))
            AND entry.act = '{REMOVED}'
    )"""  # noqa: S608
    refusal = "This name was removed: it is not written again."
    return Guard(name, table, breaks, refusal, events=("UPDATE",))
