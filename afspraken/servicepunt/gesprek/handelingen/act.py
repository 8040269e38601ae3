"""One press of a button, and what it takes over from the page before it is obeyed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.http import HttpRequest

from afspraken.models import Kanaal, Klantgesprek
from afspraken.rechten import Toegang, employee, toegang
from afspraken.servicepunt.gesprek import concept
from afspraken.servicepunt.gesprek.keuze import Keuze

_MOST_DIGITS = 18
"""No row has a longer number."""


@dataclass(frozen=True)
class Act:
    """One press of a button, by one employee, at one moment."""

    request: HttpRequest
    gesprek: Klantgesprek
    waarde: str
    now: datetime

    @property
    def nummer(self) -> int | None:
        """The number of a row that the button names; None for anything else."""
        is_number = self.waarde.isdecimal() and len(self.waarde) <= _MOST_DIGITS
        return int(self.waarde) if is_number else None

    @property
    def who(self) -> Toegang:
        """What this employee may."""
        return toegang(self.request.user)

    @property
    def door(self) -> str:
        """The number of this employee, for the log."""
        return employee(self.request)

    @property
    def sessie(self) -> str:
        """Under this name times are held: one per call."""
        return holder(self.gesprek)


def holder(gesprek: Klantgesprek) -> str:
    """The name under which a call holds its time."""
    return f"gesprek.{gesprek.code}"


def posted(request: HttpRequest) -> dict[str, str]:
    """All that the page sent, without what no database can keep or look for."""
    return {
        name.replace("\x00", ""): str(text).replace("\x00", "")
        for name, text in request.POST.items()
    }


def read_choices(act: Act) -> None:
    """Take over channel, numbers, place and day from the page; another wish lets go of its time."""
    gesprek, before = act.gesprek, Keuze.of(act.gesprek)
    sent = posted(act.request)
    kanaal = sent.get("kanaal", gesprek.kanaal)
    if kanaal in concept.KANALEN:
        gesprek.kanaal = Kanaal(kanaal)
    after = before.posted(sent, now=act.now)
    exchange(act, before, after)


def exchange(act: Act, before: Keuze, after: Keuze) -> None:
    """Keep another choice; if it asks for other times, the time that was held is let go."""
    if after.what != before.what:
        concept.release(act.gesprek, now=act.now)
        after = replace(after, nieuw="")
    after.keep(act.gesprek)
