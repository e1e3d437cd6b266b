"""How often one client may ask for something, counted in the cache that all share."""

import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

HOUR = 60 * 60


def seconds_to_wait(who: str, most: int, during: int) -> int:
    """Count this one of `who`; 0 while they are at most `most` in `during` seconds,
    which begin with the first, and then how long it is until the next ones begin.
    """
    key, now = f"often:{who}", int(time.time())
    ends, count = cache.get(key, (now + during, 0))
    if ends <= now:
        ends, count = now + during, 0
    if count >= most:
        return ends - now
    cache.set(key, (ends, count + 1), ends - now)
    return 0


def is_too_often(request: HttpRequest, action: str, most: int) -> bool:
    """Count this one; True from the one after the `most` of an hour on, which begins
    with the first.
    """
    # Of the address, as of those who sign in, nothing is kept but this.
    client = get_adapter().get_client_ip(request)
    key = f"{action}:hour:{salted_hmac(action, client).hexdigest()}"
    now = int(time.time())
    ends, count = cache.get(key, (now + HOUR, 0))
    cache.set(key, (ends, count + 1), ends - now)
    return count >= most
