from datetime import datetime, timedelta

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspectorate.notices.personal_link import PersonalLink, digest_of
from inspectorate.public.models.subscription import Subscription
from inspectorate.public.models.wish import Wish

# An e-mail is read within that time, or was not wanted.
EXPIRES = timedelta(days=2)


class AskingQuerySet(models.QuerySet):
    def expired(self, at: datetime) -> "AskingQuerySet":
        return self.filter(asked_at__lte=at - EXPIRES)

    def by_token(self, token: str, at: datetime) -> "Asking | None":
        """None for a link that is unknown, used up or too old."""
        found = self.filter(digest=digest_of(token), asked_at__gt=at - EXPIRES)
        return found.select_related("authority", "theme").first()


class Asking(Wish, PersonalLink):
    """That alerts were asked for in the name of an address: nothing goes there but the
    link by which its owner says so too. Gone once they have, or after two days.
    """

    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)

    objects = AskingQuerySet.as_manager()

    class Meta(Wish.Meta):
        verbose_name = _("asking for alerts")
        verbose_name_plural = _("askings for alerts")
        ordering = ["pk"]
        indexes = [models.Index(fields=["email", "asked_at"], name="asking_of_address")]

    @transaction.atomic
    def confirm(self, *, at: datetime) -> Subscription:
        """Subscribe the address; one that is subscribed to the same already has the
        language and the days that were asked for last.
        """
        told = {"often": self.often, "language": self.language}
        subscription, _made = Subscription.objects.update_or_create(
            email=self.email,
            authority=self.authority,
            theme=self.theme,
            defaults=told,
            create_defaults=told | {"confirmed_at": at},
        )
        self.delete()
        return subscription


@transaction.atomic
def forget(email: str) -> None:
    """Delete all that there is of an address."""
    Asking.objects.filter(email=email).delete()
    Subscription.objects.filter(email=email).delete()
