"""Panels that other apps put on the page of an appointment, such as its messages.

The door that shows an appointment asks for the panels; an app registers its own in
`AppConfig.ready()`. So the door shows what it knows nothing of.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from afspraken.models import Afspraak


@dataclass(frozen=True)
class Paneel:
    """One panel: a template, and the values that it needs, read for one appointment.

    `recht` is the permission ("app.codename") that an employee needs to see it; empty: none.
    """

    naam: str
    template: str
    read: Callable[[Afspraak], dict[str, object]]
    recht: str = ""


_panelen: dict[str, Paneel] = {}


def register(paneel: Paneel) -> None:
    """Make a panel known. Raises: ValueError for a name that is taken."""
    if paneel.naam in _panelen:
        raise ValueError(f"'{paneel.naam}' is already registered")
    _panelen[paneel.naam] = paneel


def registered() -> tuple[Paneel, ...]:
    """All panels, in the order in which they were registered."""
    return tuple(_panelen.values())
