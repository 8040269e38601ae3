"""What tests of calendars from outside may use."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.notificaties.buitenagenda.server import CalendarServer, calendar_server

if TYPE_CHECKING:
    from afspraken.models import Middel
    from notificaties.models import Buitenagenda
    from tests.cast import Town
    from tests.notificaties.buitenagenda.outside import Outside


@pytest.fixture
def server() -> Iterator[CalendarServer]:
    """A server of calendars; see `server.py`."""
    with calendar_server() as running:
        yield running


@pytest.fixture
def anja(town: "Town") -> "Middel":
    """An official with appointments on weekdays from nine until twelve."""
    from tests.notificaties.buitenagenda.outside import official  # not before Django is set up

    return official(town)


@pytest.fixture
def agenda(anja: "Middel") -> "Buitenagenda":
    """The calendar of Anja."""
    from tests.notificaties.buitenagenda.outside import kept  # not before Django is set up

    return kept(anja)


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> "Outside":
    """All calendars outside, without servers and processes; see `outside.py`."""
    from notificaties.buitenagenda import keeping  # not before Django is set up
    from tests.notificaties.buitenagenda.outside import Outside

    outside = Outside()
    monkeypatch.setattr(keeping, "ask", outside)
    return outside
