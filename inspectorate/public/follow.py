"""Following by e-mail: asking, confirming, changing and stopping; without an account,
a cookie or a form token.

The pages hold no token of forms, for nobody is signed in here whom another site could
have do something in their name: what is asked for is confirmed by e-mail, and what a
personal link does needs the link. A form that another site sends is refused by its
Origin all the same.
"""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView, View

from inspectorate.accounts.limits import is_too_often
from inspectorate.frameworks.models import Theme
from inspectorate.public.alerts.sending import send_confirmation
from inspectorate.public.models import Asking, Subscription, forget
from inspectorate.public.origin import origin
from inspectorate.public.subscribing import FollowForm, HowForm

MOST_IN_AN_HOUR = 20
# Of pages whose address is a personal link: it is told to nobody.
HEADERS = {
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "same-origin",
}


def is_from_elsewhere(request: HttpRequest) -> bool:
    """Whether another site has sent a form; a program that names none has not."""
    sent_by = request.headers.get("Origin")
    own = {origin(request), f"{request.scheme}://{request.get_host()}"}
    return sent_by is not None and sent_by not in own | {*settings.CSRF_TRUSTED_ORIGINS}


@method_decorator(csrf_exempt, name="dispatch")
class Follow(View):
    """What is answered, and how soon, does not depend on whether an address is known:
    a row is stored and a task queued for either, and the worker sends the e-mail.
    """

    def get(self, request: HttpRequest) -> HttpResponse:
        about = request.GET.get("about")
        return page(request, FollowForm(initial={"about": about}))

    def post(self, request: HttpRequest) -> HttpResponse:
        if not settings.NOTICES_BY_EMAIL or is_from_elsewhere(request):
            return page(request, FollowForm(), status=403)
        form = FollowForm(request.POST)
        if not form.is_valid():
            return page(request, form, status=400)
        if is_too_often(request, "follow", MOST_IN_AN_HOUR):
            return page(request, form, status=429)
        asking = form.asking()
        asking.save()
        send_confirmation.enqueue(asking.pk)
        return HttpResponseRedirect(reverse("follow-asked"))


def page(request: HttpRequest, form: FollowForm, status: int = 200) -> HttpResponse:
    told = {
        "form": form,
        "status": status,
        "has_alerts": settings.NOTICES_BY_EMAIL,
        "themes": Theme.objects.vocabulary(),
    }
    return render(request, "public/follow_page.html", told, status=status)


class Asked(TemplateView):
    """The same for everybody who asked."""

    template_name = "public/follow_asked.html"


class Confirmed(TemplateView):
    template_name = "public/follow_confirmed.html"


@method_decorator([csrf_exempt, never_cache], name="dispatch")
class Personal(View):
    """A page that is opened by the link of an e-mail. GET does nothing, for programs
    open the links of e-mails too.
    """

    template_name = ""

    def answer(
        self, request: HttpRequest, status: int = 200, **told: object
    ) -> HttpResponse:
        text = render_to_string(self.template_name, told, request)
        return HttpResponse(text, status=status, headers=HEADERS)


class Confirm(Personal):
    template_name = "public/follow_confirm.html"

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        asking = Asking.objects.by_token(token, timezone.now())
        return self.answer(request, 200 if asking else 404, wish=asking)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        now = timezone.now()
        asking = Asking.objects.by_token(token, now)
        if asking is None:
            return self.answer(request, 404, wish=None)
        asking.confirm(at=now)
        return HttpResponseRedirect(reverse("follow-confirmed"), headers=HEADERS)


class Stop(Personal):
    """By POST it is stopped, whoever posts: a person by the button, or the program they
    read e-mails with (RFC 8058). It answers alike a second time.
    """

    template_name = "public/follow_stop.html"

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        subscription = Subscription.objects.by_token(token)
        return self.answer(request, wish=subscription)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        subscription = Subscription.objects.by_token(token)
        if subscription:
            subscription.delete()
        return self.answer(request, is_stopped=True)


class Manage(Personal):
    template_name = "public/follow_manage.html"

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        subscription = self.found(token)
        told = {"often": subscription.often, "language": subscription.language}
        return self.shown(request, subscription, HowForm(initial=told))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        subscription = self.found(token)
        if "stop_all" in request.POST:
            forget(subscription.email)
            return self.answer(request, is_stopped=True)
        form = HowForm(request.POST)
        if not form.is_valid():
            return self.shown(request, subscription, form, status=400)
        subscription.change(**form.cleaned_data)
        return self.shown(request, subscription, form, is_kept=True)

    def found(self, token: str) -> Subscription:
        subscription = Subscription.objects.by_token(token)
        if subscription is None:
            raise Http404
        return subscription

    def shown(
        self,
        request: HttpRequest,
        subscription: Subscription,
        form: HowForm,
        status: int = 200,
        **told: object,
    ) -> HttpResponse:
        others = Subscription.objects.filter(email=subscription.email)
        others = others.exclude(pk=subscription.pk).select_related("authority", "theme")
        stop = reverse("follow-stop", args=[self.kwargs["token"]])
        told |= {"wish": subscription, "form": form, "others": others, "stop": stop}
        return self.answer(request, status, **told)
