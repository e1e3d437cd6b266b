"""A name as quoted, which can be removed for good while its row stays."""

from django.db import models, transaction
from django.utils.translation import gettext as _

from inspectorate.history.models import System, record
from inspectorate.lifecycle.asking import not_in_role
from inspectorate.lifecycle.moving import Refusal, locked


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
        record(self, "name removed", by=by, **told)
