"""What tests of the command share."""

from collections.abc import Iterator

import pytest

from afspraken.demo import build, weken


@pytest.fixture(scope="module")
def quick() -> Iterator[None]:
    """A town without bookings, and without what other apps add."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "others", {})
        patch.setattr(weken, "fill", lambda **_options: 0)
        yield
