"""What is chosen in a call: products with numbers of persons, place and day. Plain values."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any, Self

from afspraken import wens as wensen
from afspraken.adresboek import Adres
from afspraken.keuzes import MOST_PRODUCTS, number
from afspraken.lokaal import local_day
from afspraken.models import Klantgesprek
from afspraken.offers import visits
from afspraken.servicepunt.contactformulier import MOST_QUESTIONS
from afspraken.wens import Wens

MEER_TIJD = (0, 5, 10, 15, 20, 30, 45, 60, 90, 120)
"""Minutes that an employee may add for someone who needs more time."""

MOST_FURTHER = MOST_QUESTIONS - 1
"""So many questions fit in a call beside the first."""


@dataclass(frozen=True)
class Keuze:
    """`aantallen` by slug; `nieuw` is the offer to which an appointment will move; `afzeggen`
    whether it will be cancelled; `belofte` whether something is promised; `vragen` are the
    numbers of the rows of further questions; `telefonisch` whether only products are looked for
    that are held by telephone; `vervolg_op` the code of the appointment on which the new
    one follows; `adres` where the customer is visited (see `invoer.adres.AdresForm.answers`)."""

    aantallen: dict[str, int] = field(default_factory=dict)
    extra_tijd: int = 0
    locatie: str = ""
    dag: str = ""
    nieuw: str = ""
    afzeggen: bool = False
    belofte: bool = False
    vragen: list[int] = field(default_factory=list)
    telefonisch: bool = False
    vervolg_op: str = ""
    adres: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, gesprek: Klantgesprek) -> Self:
        """The choice as it is kept with a call."""
        return cls(**gesprek.keuze)

    def keep(self, gesprek: Klantgesprek) -> None:
        """Put the choice with a call; saving is for `concept`."""
        gesprek.keuze = asdict(self)

    def posted(self, fields: dict[str, Any], *, now: datetime) -> Self:
        """With what the page posted: numbers of persons, more time, place and day.

        Raises: NotBookable for a number that is none.
        """
        counted = {
            slug: number(fields.get(f"aantal-{slug}", str(aantal)))
            for slug, aantal in self.aantallen.items()
        }
        extra = fields.get("extra_tijd", "")
        minutes = int(extra) if extra in map(str, MEER_TIJD) else self.extra_tijd
        return replace(
            self,
            aantallen=counted,
            extra_tijd=minutes,
            locatie=fields.get("locatie", self.locatie)[:80],
            dag=_day(fields.get("dag", self.dag), now=now),
        )

    def plus(self, slug: str) -> Self:
        """With one product more; the day asked for is open again."""
        if len(self.aantallen) >= MOST_PRODUCTS:
            return self
        counted = {**self.aantallen, slug: self.aantallen.get(slug, 1)}
        return replace(self, aantallen=counted, telefonisch=False)

    def minus(self, slug: str) -> Self:
        """With one product less."""
        rest = {other: n for other, n in self.aantallen.items() if other != slug}
        return replace(self, aantallen=rest)

    def asking(self) -> Self:
        """With a row more for a further question, up to as many as a contact takes."""
        if len(self.vragen) >= MOST_FURTHER:
            return self
        return replace(self, vragen=[*self.vragen, max(self.vragen, default=0) + 1])

    def without(self, rij: int) -> Self:
        """Without the row of one further question."""
        return replace(self, vragen=[one for one in self.vragen if one != rij])

    def unplanned(self) -> Self:
        """Without what was chosen to be booked; questions and a promise stay."""
        return type(self)(belofte=self.belofte, vragen=self.vragen)

    def on(self, dag: str, *, now: datetime) -> Self:
        """Looking at one day."""
        return replace(self, dag=_day(dag, now=now))

    @property
    def meer_tijd(self) -> tuple[int, ...]:
        """The minutes to choose from: what is chosen now is among them."""
        return tuple(sorted({*MEER_TIJD, self.extra_tijd}))

    @property
    def datum(self) -> date | None:
        """The day looked at; None: the first with a free time."""
        return date.fromisoformat(self.dag) if self.dag else None

    @property
    def what(self) -> tuple[dict[str, int], int, Adres | None]:
        """What a held time was chosen for: another choice needs another time."""
        return self.aantallen, self.extra_tijd, Adres.of(self.adres)

    def wens(self, gesprek: Klantgesprek) -> Wens:
        """The wish, by the channel of the call. Raises: NotBookable, NotCombinable."""
        wens = wensen.load(self.aantallen, kanaal=gesprek.kanaal, extra_tijd=self.extra_tijd)
        return replace(wens, adres=Adres.of(self.adres)) if visits(wens) else wens


def _day(text: str, *, now: datetime) -> str:
    """A day that is not over, as 2026-12-08; else empty."""
    try:
        dag = date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return ""
    return dag.isoformat() if dag and dag >= local_day(now) else ""
