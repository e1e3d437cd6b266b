from inspectorate.public.models.alert import Alert, Letter
from inspectorate.public.models.asking import Asking, forget
from inspectorate.public.models.change import Change
from inspectorate.public.models.stored_page import StoredPage
from inspectorate.public.models.subscription import Subscription

__all__ = [
    "Alert",
    "Asking",
    "Change",
    "Letter",
    "StoredPage",
    "Subscription",
    "forget",
]
