import uuid
from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspectorate.history.append_only import AppendOnly
from inspectorate.history.sent import SentForm  # noqa: F401 - Django looks here
from inspectorate.history.words import act_in_words, model_of

# Acts are stored in English and told in the language of who reads them.
CREATED, CHANGED, DELETED = "created", "changed", "deleted"


class EntryQuerySet(models.QuerySet):
    def about(self, row: models.Model) -> "EntryQuerySet":
        """Entries on one row, oldest first."""
        return self.filter(
            subject_type=row._meta.label_lower, subject_id=str(row.pk)
        ).order_by("pk")


class Entry(AppendOnly):
    """One act on one row.

    The actor is kept by number and by name as it was, without a foreign key: a
    person may leave, the record of what they did does not.
    """

    subject_type = models.CharField(_("kind of record"), max_length=100)
    subject_id = models.CharField(_("record number"), max_length=40)
    subject_name = models.CharField(_("record"), max_length=300)
    act = models.CharField(_("act"), max_length=60)
    actor_id = models.BigIntegerField(_("number of the person"), null=True)
    actor_name = models.CharField(_("by"), max_length=200)
    entered_at = models.DateTimeField(_("entered at"), default=timezone.now)
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    reason = models.TextField(_("reason"), blank=True)
    batch = models.UUIDField(
        _("batch"), null=True, help_text=_("Shared by the entries of one bulk act.")
    )

    objects = EntryQuerySet.as_manager()

    SEARCHED = ["subject_name", "actor_name"]

    class Meta:
        verbose_name = _("history entry")
        verbose_name_plural = _("history entries")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["subject_type", "subject_id", "id"], name="entry_subject"
            ),
            models.Index(fields=["entered_at", "id"], name="entry_entered"),
            models.Index(
                fields=["batch", "id"],
                condition=models.Q(batch__isnull=False),
                name="entry_batch",
            ),
            models.Index(
                fields=["subject_type", "id"],
                condition=models.Q(act=DELETED),
                name="entry_deleted",
            ),
            models.Index(
                fields=["subject_type", "entered_at", "id"], name="entry_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_name}: {self.act_in_words()}"

    def act_in_words(self) -> str:
        return act_in_words(model_of(self.subject_type), self.act)


class System:
    """Stands for `by` where no person acts: an import, a scheduled task."""

    pk = None

    def __init__(self, name: str) -> None:
        self.name = name

    def __str__(self) -> str:
        return self.name

    def has_perm(self, permission: str, obj: models.Model | None = None) -> bool:
        return True


def record(
    row: models.Model,
    act: str,
    *,
    by: "models.Model | System",
    before: dict | None = None,
    after: dict | None = None,
    reason: str = "",
    at: datetime | None = None,
    batch: uuid.UUID | None = None,
) -> Entry:
    """Add the entry of one act; the caller's transaction holds both or neither.

    `before` and `after` hold the changed fields only, as JSON values. `at` is the
    moment of entry, now when None.
    """
    return Entry.objects.create(
        subject_type=row._meta.label_lower,
        subject_id=str(row.pk),
        subject_name=str(row)[:300],
        act=act,
        actor_id=by.pk,
        actor_name=str(by)[:200],
        before=before or {},
        after=after or {},
        reason=reason,
        entered_at=at or timezone.now(),
        batch=batch,
    )


def record_list(
    model: type[models.Model],
    act: str,
    *,
    by: "models.Model | System",
    after: dict,
) -> Entry:
    """Add the entry of one act on a list of records and on none of them alone."""
    return Entry.objects.create(
        subject_type=model._meta.label_lower,
        subject_name=str(model._meta.verbose_name_plural)[:300],
        act=act,
        actor_id=by.pk,
        actor_name=str(by)[:200],
        after=after,
    )


# A password's digest is nobody's history, and signing in is not a change.
UNRECORDED = {"password", "last_login"}


def snapshot(row: models.Model, fields: list[str] | None = None) -> dict:
    """Return the row's own columns (all, or those of `fields`) as JSON values.

    Those that its model names in UNRECORDED are nobody's history.
    """
    left_out = UNRECORDED | getattr(row, "UNRECORDED", set())
    return {
        field.attname: as_json(field, row)
        for field in row._meta.concrete_fields
        if field.name not in left_out
        if fields is None or field.name in fields or field.attname in fields
    }


def as_json(field: models.Field, row: models.Model) -> object:
    value = field.value_from_object(row)
    if value is None or isinstance(value, bool | int | str | list | dict):
        return value
    return field.value_to_string(row)


def as_at(row: models.Model, moment: datetime) -> dict | None:
    """Return the row's columns as they stood at `moment`, by undoing what came after.

    None when the row was created later. Exact for changes that were recorded; a row
    without an entry of its creation is taken to have always been.
    """
    state = snapshot(row)
    later = Entry.objects.about(row).filter(entered_at__gt=moment).reverse()
    for entry in later:
        if entry.act == CREATED:
            return None
        # Acts may also tell of other things than columns.
        state.update({k: v for k, v in entry.before.items() if k in state})
    return state
