"""Subscribers for tests, with links that are known, as no link is in life."""

from inspectorate.notices.personal_link import digest_of
from inspectorate.public.models import Alert, Asking, Letter, Subscription
from tests.factories import NOON, next_of


def make_subscription(*, token: str = "", **fields: object) -> Subscription:
    """To everything and at once, confirmed at NOON; `token` is that of a letter."""
    fields.setdefault("email", f"reader{next_of(Subscription)}@example.org")
    fields.setdefault("often", "instant")
    fields.setdefault("language", "en")
    fields.setdefault("confirmed_at", NOON)
    subscription = Subscription.objects.create(**fields)
    if token:
        make_letter(subscription, digest=digest_of(token), status="sent")
    return subscription


def make_asking(*, token: str = "", **fields: object) -> Asking:
    fields.setdefault("email", "mair@example.org")
    fields.setdefault("often", "weekly")
    fields.setdefault("language", "cy")
    if token:
        fields |= {"digest": digest_of(token), "status": Asking.Status.SENT}
    return Asking.objects.create(**fields)


def make_letter(subscription: Subscription | None = None, **fields: object) -> Letter:
    subscription = subscription or make_subscription()
    return Letter.objects.create(subscription=subscription, **fields)


def make_alert(letter: Letter | None = None, **fields: object) -> Alert:
    letter = letter or make_letter()
    told = {"source": "edition", "key": 1, "kind": "report"}
    return Alert.objects.create(
        letter=letter, subscription=letter.subscription, **told | fields
    )
