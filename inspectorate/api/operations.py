"""What the description of the API says of an address, beyond what its view says."""

from drf_spectacular.openapi import AutoSchema

from inspectorate.api.language import PARAMETER


class ViewSchema(AutoSchema):
    """Of what stands at an address of its own, which is told in one language too."""

    def get_override_parameters(self) -> list:
        parameters = super().get_override_parameters()
        is_one = getattr(self.view, "action", "") == "retrieve"
        return [*parameters, PARAMETER] if is_one else parameters
