"""One press of a button, and what it takes over from the page before it is obeyed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.http import HttpRequest

from afspraken.models import Kanaal, Klantgesprek
from afspraken.rechten import Toegang, employee, toegang
from afspraken.servicepunt.gesprek import concept
from afspraken.servicepunt.gesprek.keuze import Keuze


@dataclass(frozen=True)
class Act:
    """One press of a button, by one employee, at one moment."""

    request: HttpRequest
    gesprek: Klantgesprek
    waarde: str
    now: datetime

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


def read_choices(act: Act) -> None:
    """Take over channel, numbers, place and day from the page; another wish lets go of its time."""
    gesprek, before = act.gesprek, Keuze.of(act.gesprek)
    kanaal = act.request.POST.get("kanaal", gesprek.kanaal)
    if kanaal in concept.KANALEN:
        gesprek.kanaal = Kanaal(kanaal)
    after = before.posted(act.request.POST.dict(), now=act.now)
    exchange(act, before, after)


def exchange(act: Act, before: Keuze, after: Keuze) -> None:
    """Keep another choice; if it asks for other times, the time that was held is let go."""
    if after.what != before.what:
        concept.release(act.gesprek, now=act.now)
        after = replace(after, nieuw="")
    after.keep(act.gesprek)
