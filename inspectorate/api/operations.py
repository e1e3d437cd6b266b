"""What the description of the API says of an address, beyond what its view says."""

from drf_spectacular.openapi import AutoSchema

from inspectorate.api.language import PARAMETER
from inspectorate.api.rendering import CSV, JSONLines

FILES = {
    CSV.media_type: "Every row; docs/open-data.md tells its columns.",
    JSONLines.media_type: "Every row, a line each, as an object of `results`.",
}


class ViewSchema(AutoSchema):
    """Of what stands at an address of its own, which is told in one language too."""

    def _get_response_for_code(self, *args: object, **kwargs: object) -> dict:
        """A file is described as one: it is no page of a list."""
        response = super()._get_response_for_code(*args, **kwargs)
        for form, told in response.get("content", {}).items():
            if description := FILES.get(form):
                told["schema"] = {"type": "string", "description": description}
        return response

    def get_override_parameters(self) -> list:
        parameters = super().get_override_parameters()
        is_one = getattr(self.view, "action", "") == "retrieve"
        return [*parameters, PARAMETER] if is_one else parameters
