"""What was answered to a request that may come again, as over a poor connection."""

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from inspectorate.accounts.models import Token
from inspectorate.inspections.models import Inspection

KEPT = timedelta(days=1)


class FirstAnswerQuerySet(models.QuerySet):
    def of(self, token: Token, key: str, at: datetime) -> "FirstAnswer | None":
        """What the request with this key was answered, for as long as that is kept."""
        return self.filter(token=token, key=key, answered_at__gt=at - KEPT).first()

    def keep(self, token: Token, key: str, at: datetime, **told: object) -> None:
        """Keep one more, in the transaction of what it answers, and forget the old."""
        self.filter(answered_at__lte=at - KEPT).delete()
        self.create(token=token, key=key, answered_at=at, **told)


class FirstAnswer(models.Model):
    """Only of a request that changed something: what was refused may be sent anew."""

    token = models.ForeignKey(
        Token, on_delete=models.CASCADE, related_name="first_answers"
    )
    key = models.CharField(max_length=255, help_text="As the program made it up.")
    digest = models.CharField(
        max_length=64, help_text="SHA-256 of method, address and body."
    )
    inspection = models.ForeignKey(
        Inspection,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="Who may not read this case any more is not told again.",
    )
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField(default=dict, blank=True)
    body = models.TextField(help_text="JSON, as it was answered.")
    answered_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = FirstAnswerQuerySet.as_manager()

    class Meta:
        # No record of anything: nobody has rights to it.
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["token", "key"], name="firstanswer_key")
        ]

    def __str__(self) -> str:
        return self.key
