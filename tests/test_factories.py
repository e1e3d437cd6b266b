import inspect
from collections.abc import Callable

import pytest
from django.db import models

from inspectorate.history.append_only import AppendOnly
from tests import factories

MAKERS = [
    function
    for name, function in inspect.getmembers(factories, inspect.isfunction)
    if name.startswith("make_")
]


@pytest.mark.django_db
@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_factory_called_twice_makes_two_valid_rows(
    make: Callable[[], models.Model],
) -> None:
    first, second = make(), make()

    assert first.pk != second.pk
    if not isinstance(first, AppendOnly):  # which no form ever writes
        first.full_clean()
        second.full_clean()
