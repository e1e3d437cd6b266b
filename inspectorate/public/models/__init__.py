from inspectorate.public.models.alert import Alert, Letter
from inspectorate.public.models.asking import Asking, forget
from inspectorate.public.models.subscription import Subscription

__all__ = ["Alert", "Asking", "Letter", "Subscription", "forget"]
