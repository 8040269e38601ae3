"""What tests of calendars from outside may use."""

from collections.abc import Iterator

import pytest

from tests.notificaties.buitenagenda.server import CalendarServer, calendar_server


@pytest.fixture
def server() -> Iterator[CalendarServer]:
    """A server of calendars; see `server.py`."""
    with calendar_server() as running:
        yield running
