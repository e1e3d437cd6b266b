from collections.abc import Iterator

import pytest

from recommendations.models import speaking


@pytest.fixture(autouse=True)
def _speakers_as_they_were() -> Iterator[None]:
    """A test that lets somebody speak for an authority does so for itself alone."""
    known = [*speaking._known]
    yield
    speaking._known[:] = known
