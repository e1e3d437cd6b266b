"""What a browser may load into a page of ours."""

from functools import cached_property

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class ContentPolicyMiddleware(CSPMiddleware):
    """Words CONTENT_SECURITY_POLICY once: the library does so twice for each answer,
    which takes longer than to find the answer. What has a policy or a nonce of its own
    is left to the library.
    """

    @cached_property
    def usual(self) -> str:
        return build_policy()

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        is_own = any(name.startswith("_csp") for name in vars(response))
        if is_own or hasattr(request, "_csp_nonce"):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self.usual)
        return response
