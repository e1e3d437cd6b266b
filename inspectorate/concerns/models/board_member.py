from django.db import models
from django.utils.translation import gettext_lazy as _

from inspectorate.concerns.models.board import Board
from inspectorate.fields import PartialDateField, RecordedFrom, TwoLanguages


class BoardMember(models.Model):
    """A seat on a board: the role and, of an office-holder, the name as quoted.

    The name may be taken away without breaking the record.
    """

    board = models.ForeignKey(
        Board,
        verbose_name=_("board"),
        on_delete=models.CASCADE,
        related_name="members",
    )
    role = TwoLanguages(
        models.CharField,
        _("role"),
        max_length=200,
        help_text=_(
            "Such as Independent chair, or Former director in another council."
        ),
    )
    name = models.CharField(
        _("name as quoted"),
        max_length=200,
        blank=True,
        help_text=_("Of office-holders only, as the source has it; may be empty."),
    )
    is_chair = models.BooleanField(_("chair"), default=False)
    from_outside = models.BooleanField(_("from outside the council"), default=False)
    since = PartialDateField(_("since"))
    until = PartialDateField(_("until"))
    recorded_from = RecordedFrom()

    class Meta:
        verbose_name = _("member of a board")
        verbose_name_plural = _("members of boards")
        ordering = ["board", "-is_chair", "pk"]

    def __str__(self) -> str:
        return str(self.role)
