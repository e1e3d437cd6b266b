from datetime import date, datetime, time, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspectorate.notices.personal_link import digest_of
from inspectorate.public.happenings import Happening
from inspectorate.public.models.wish import Wish

# In London, on Mondays.
MORNING = time(7)


def last_monday(at: datetime) -> date:
    """The newest Monday whose morning has come by the moment `at`."""
    local = timezone.localtime(at)
    monday = local.date() - timedelta(days=local.weekday())
    is_early = local.date() == monday and local.time() < MORNING
    return monday - timedelta(days=7) if is_early else monday


class SubscriptionQuerySet(models.QuerySet):
    def instant(self) -> "SubscriptionQuerySet":
        return self.filter(often=Subscription.Often.INSTANT)

    def weekly_due(self, at: datetime) -> "SubscriptionQuerySet":
        """Those that have not had their Monday; one that was missed is made up for."""
        found = self.filter(often=Subscription.Often.WEEKLY)
        return found.filter(digest_on__lt=last_monday(at))

    def told_of(self, happening: Happening) -> "SubscriptionQuerySet":
        """Whoever follows it, and had confirmed by then."""
        return self.following(happening).filter(confirmed_at__lt=happening.at)

    def following(self, happening: Happening) -> "SubscriptionQuerySet":
        everything = models.Q(authority=None, theme=None)
        about = models.Q(authority__in=happening.authorities)
        about |= models.Q(theme__in=happening.themes)
        return self.filter(everything | about)

    def by_token(self, token: str) -> "Subscription | None":
        """By the link of any e-mail that it was ever sent."""
        found = self.filter(letters__digest=digest_of(token))
        return found.select_related("authority", "theme").first()


class Subscription(Wish):
    """An address whose owner has confirmed what it is to be told; deleted, with all
    that was sent to it, when they no longer want it.
    """

    confirmed_at = models.DateTimeField(_("confirmed at"), default=timezone.now)
    digest_on = models.DateField(
        _("Monday of the last weekly e-mail"),
        help_text=_("Also where there was nothing to tell."),
    )

    objects = SubscriptionQuerySet.as_manager()

    class Meta(Wish.Meta):
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ["pk"]
        indexes = [models.Index(fields=["often", "digest_on"], name="subscription_due")]
        constraints = [
            *Wish.Meta.constraints,
            models.UniqueConstraint(
                fields=["email", "authority"],
                condition=models.Q(authority__isnull=False),
                name="subscription_of_authority_once",
            ),
            models.UniqueConstraint(
                fields=["email", "theme"],
                condition=models.Q(theme__isnull=False),
                name="subscription_on_theme_once",
            ),
            models.UniqueConstraint(
                fields=["email"],
                condition=models.Q(authority=None, theme=None),
                name="subscription_to_everything_once",
            ),
        ]

    def save(self, *args: object, **kwargs: object) -> None:
        """It counts from the Monday before it was confirmed."""
        self.digest_on = self.digest_on or last_monday(self.confirmed_at)
        super().save(*args, **kwargs)

    def change(self, *, often: str, language: str) -> None:
        self.often, self.language = often, language
        self.save(update_fields=["often", "language"])
