"""The provider of residents' appointments: they come from a closing, never from an offer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from afspraken import bezetting
from afspraken.balie.explain import Uitleg
from afspraken.exceptions import NotOffered
from afspraken.models import Afspraak, Locatie
from afspraken.offers import Found, Overboeking
from afspraken.wens import Wens


class ZittingAanbieder:
    """Offers nothing, and frees the cells of who is withdrawn (see `offers.Aanbieder`)."""

    bij_klant = True

    def find(
        self,
        wens: Wens,
        *,
        van: date,
        tot: date,
        now: datetime,
        locaties: Sequence[Locatie] | None = None,
        behalve: Afspraak | None = None,
        overboeken: bool = False,
    ) -> list[Found]:
        """Nothing: who is seen when, follows from the order of the residents."""
        return []

    def places(self, wens: Wens, *, van: date, tot: date) -> list[Locatie]:
        """Nowhere."""
        return []

    def explain(self, wens: Wens, *, locatie: Locatie, dag: date, now: datetime) -> Uitleg:
        """Not possible, and no rule would help."""
        return Uitleg(False, (), ())

    def hold(
        self,
        afspraak: Afspraak,
        wens: Wens,
        *,
        now: datetime,
        seed: str,
        overboeking: Overboeking | None = None,
    ) -> None:
        """Raises: NotOffered."""
        raise NotOffered

    def confirm(self, afspraak: Afspraak, *, now: datetime) -> None:
        """There are no holds."""

    def move(
        self,
        afspraak: Afspraak,
        wens: Wens,
        *,
        now: datetime,
        seed: str,
        stays: bool,
        liefst: Sequence[int] = (),
    ) -> None:
        """Raises: NotOffered."""
        raise NotOffered

    def take_over(self, afspraak: Afspraak, held: Afspraak, *, now: datetime) -> None:
        """Raises: NotOffered."""
        raise NotOffered

    def cancel(self, afspraak: Afspraak, *, now: datetime) -> None:
        """Free the cells of a resident who does not take part any more."""
        bezetting.free([afspraak.pk])
