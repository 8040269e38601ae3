"""How often a test that draws its cases does so: seldom in `make test`, often in `make prove`.

In every test run a few cases find a plain fault within seconds. `make prove` sets FULL_EFFORT: the
same tests then carry the marker `prove`, and try as many cases as the pages in `docs/` say.
"""

import os
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

IS_FULL = "FULL_EFFORT" in os.environ

Decorator = Callable[[Any], Any]


def number(in_test: int, *, in_proof: int) -> int:
    """The one of two numbers that belongs to this run."""
    return in_proof if IS_FULL else in_test


def proved(test: Any) -> Any:
    """For a test with a `number`: `make prove` runs it too, with more."""
    return pytest.mark.prove(test) if IS_FULL else test


def seeds(in_test: int, *, in_proof: int, first: int = 0) -> Decorator:
    """A test per `seed`: so many seeds, from the first on."""
    last = first + number(in_test, in_proof=in_proof)
    each = pytest.mark.parametrize("seed", range(first, last))
    return lambda test: proved(each(test))


def examples(in_test: int, *, in_proof: int) -> Decorator:
    """So many examples of a test with `@given`, however long one takes.

    Fixtures are made once for all examples: the test puts back what an example changed.
    """
    how = settings(
        max_examples=number(in_test, in_proof=in_proof),
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    return lambda test: proved(how(test))
