"""What other apps put on pages: panels on an appointment, notices above a list, and links.

The door that shows the page asks for them; an app registers its own in `AppConfig.ready()`. So the
door shows what it knows nothing of.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from afspraken.models import Afspraak


@dataclass(frozen=True)
class Paneel:
    """One panel: a template, and the values that it needs, read for one appointment.

    `recht` is the permission ("app.codename") that an employee needs to see it; empty: none. `css`
    is a static file that it needs.
    """

    naam: str
    template: str
    read: Callable[[Afspraak], dict[str, object]]
    recht: str = ""
    css: str = ""


@dataclass(frozen=True)
class Melding:
    """Something that every employee with a right must know: sentences, none if all is well.

    `recht` is the permission ("app.codename") that an employee needs to see it.
    """

    naam: str
    read: Callable[[datetime], Sequence[str]]
    recht: str


@dataclass(frozen=True)
class Verwijzing:
    """A page of another app to which the residents' start page leads, while `is_on` says so."""

    naam: str
    tekst: str | Promise
    url_naam: str
    is_on: Callable[[], bool]


_verwijzingen: dict[str, Verwijzing] = {}
_panelen: dict[str, Paneel] = {}
_meldingen: dict[str, Melding] = {}


def register(paneel: Paneel) -> None:
    """Make a panel known. Raises: ValueError for a name that is taken."""
    if paneel.naam in _panelen:
        raise ValueError(f"'{paneel.naam}' is already registered")
    _panelen[paneel.naam] = paneel


def registered() -> tuple[Paneel, ...]:
    """All panels, in the order in which they were registered."""
    return tuple(_panelen.values())


def register_notice(melding: Melding) -> None:
    """Make a notice known. Raises: ValueError for a name that is taken."""
    if melding.naam in _meldingen:
        raise ValueError(f"'{melding.naam}' is already registered")
    _meldingen[melding.naam] = melding


def register_link(verwijzing: Verwijzing) -> None:
    """Make a link of the start page known. Raises: ValueError for a name that is taken."""
    if verwijzing.naam in _verwijzingen:
        raise ValueError(f"'{verwijzing.naam}' is already registered")
    _verwijzingen[verwijzing.naam] = verwijzing


def links() -> list[Verwijzing]:
    """The links of the start page that lead somewhere now."""
    return [one for one in _verwijzingen.values() if one.is_on()]


def notices() -> tuple[Melding, ...]:
    """All notices, in the order in which they were registered."""
    return tuple(_meldingen.values())
