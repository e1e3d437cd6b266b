from collections.abc import Iterable

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from inspectorate.history.admin.append_only import AppendOnlyAdmin, ReadOnly
from inspectorate.history.changes import changes_of, concealed, words_of
from inspectorate.history.models import Entry
from inspectorate.history.words import NOTHING, model_of


class KindFilter(admin.SimpleListFilter):
    """Asks no database for the kinds: a list of them would read the whole table."""

    title = _("kind of record")
    parameter_name = "kind"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> Iterable[tuple[str, str]]:
        kinds = [
            (model._meta.label_lower, kind_name(model))
            for model, shown_by in admin.site._registry.items()
            if not isinstance(shown_by, ReadOnly)
        ]
        return sorted(kinds, key=lambda kind: kind[1])

    def queryset(
        self, request: HttpRequest, queryset: models.QuerySet
    ) -> models.QuerySet | None:
        return queryset.filter(subject_type=self.value()) if self.value() else None


def kind_name(model: type[models.Model]) -> str:
    return capfirst(model._meta.verbose_name)


@admin.register(Entry)
class EntryAdmin(AppendOnlyAdmin):
    list_display = ["entered_at", "subject_name", "kind", "act_told", "actor_name"]
    list_display_links = ["entered_at", "subject_name"]
    list_filter = [KindFilter, "entered_at"]
    search_fields = ["subject_name", "actor_name"]
    search_help_text = _("The record's name or the person's.")
    ordering = ["-entered_at", "-pk"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "An entry is written by the act it tells of. It is never changed "
                    "or taken away."
                ),
                "fields": ["entered_at", "actor_name", "act_told", "reason"],
            },
        ),
        (_("Record"), {"fields": ["subject", "kind", "subject_id", "whole_batch"]}),
        (_("What changed"), {"fields": ["changes"]}),
    ]
    readonly_fields = ["subject", "kind", "act_told", "whole_batch", "changes"]

    @admin.display(description=_("kind of record"), ordering="subject_type")
    def kind(self, entry: Entry) -> str:
        model = model_of(entry.subject_type)
        return kind_name(model) if model else entry.subject_type

    @admin.display(description=_("record"))
    def subject(self, entry: Entry) -> str:
        name = f"admin:{entry.subject_type.replace('.', '_')}_change"
        try:
            address = reverse(name, args=[entry.subject_id])
        except NoReverseMatch:
            return entry.subject_name
        return format_html('<a href="{}">{}</a>', address, entry.subject_name)

    @admin.display(description=_("act"), ordering="act")
    def act_told(self, entry: Entry) -> str:
        return entry.act_in_words()

    @admin.display(description=_("batch"))
    def whole_batch(self, entry: Entry) -> str:
        if entry.batch is None:
            return NOTHING
        page = reverse("admin:history_entry_changelist", query={"batch": entry.batch})
        told = _("Part of a bulk act: show all its entries")
        return format_html('<a href="{}">{}</a>', page, told)

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Entry | None:
        """With what its reader may not know: a column of the page asks no request."""
        entry = super().get_object(request, object_id, from_field)
        if entry is not None:
            about = (entry.subject_type, entry.subject_id)
            entry.hidden = concealed(*about, request.user)
        return entry

    @admin.display(description=_("changes"))
    def changes(self, entry: Entry) -> SafeString:
        rows = [
            (c.label, _("Before"), c.before, _("After"), c.after)
            for c in changes_of(entry, words_of([entry]), entry.hidden)
        ]
        return format_html(
            '<table class="changes"><thead><tr><th scope="col">{}</th>'
            '<th scope="col">{}</th><th scope="col">{}</th></tr></thead>'
            "<tbody>{}</tbody></table>",
            _("Field"),
            _("Before"),
            _("After"),
            format_html_join(
                "",
                '<tr><th scope="row">{}</th><td data-label="{}">{}</td>'
                '<td data-label="{}">{}</td></tr>',
                rows,
            ),
        )
