"""PURE: where someone stands follows from their steps.

    GEMELD      -> WACHT
    OPGEROEPEN  -> OPGEROEPEN       from WACHT, GEPARKEERD
    NOG_EENS    -> OPGEROEPEN       from OPGEROEPEN
    BEGONNEN    -> IN_BEHANDELING   from OPGEROEPEN
    GEPARKEERD  -> GEPARKEERD       from WACHT, OPGEROEPEN, IN_BEHANDELING
    TERUG       -> WACHT            from GEPARKEERD; goes first now
    DOORGESTUURD-> WACHT            from every active stand; goes first now
    KLAAR, NIET_VERSCHENEN, VERTROKKEN, AFGESLOTEN   the ends
    ONGEDAAN    -> what was before the last step that still counts; before the first: VERVALLEN

The writes store a step and what follows from it; `check_integrity` computes it once more. No
database here: steps are `Wachtstap` rows, stored or not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce

from afspraken.models import ACTIEF, Status, Wachtactie, Wachtstand, Wachtstap

FROM: dict[Wachtactie, tuple[Wachtstand, ...]] = {
    Wachtactie.OPGEROEPEN: (Wachtstand.WACHT, Wachtstand.GEPARKEERD),
    Wachtactie.NOG_EENS: (Wachtstand.OPGEROEPEN,),
    Wachtactie.BEGONNEN: (Wachtstand.OPGEROEPEN,),
    Wachtactie.GEPARKEERD: (
        *(Wachtstand.WACHT, Wachtstand.OPGEROEPEN),
        Wachtstand.IN_BEHANDELING,
    ),
    Wachtactie.TERUG: (Wachtstand.GEPARKEERD,),
    Wachtactie.DOORGESTUURD: ACTIEF,
    Wachtactie.KLAAR: (Wachtstand.OPGEROEPEN, Wachtstand.IN_BEHANDELING),
    Wachtactie.NIET_VERSCHENEN: (
        *(Wachtstand.WACHT, Wachtstand.OPGEROEPEN),
        Wachtstand.GEPARKEERD,
    ),
    Wachtactie.VERTROKKEN: ACTIEF,
    Wachtactie.AFGESLOTEN: ACTIEF,
    Wachtactie.ONGEDAAN: (
        *(*ACTIEF, Wachtstand.KLAAR),
        *(Wachtstand.NIET_VERSCHENEN, Wachtstand.VERTROKKEN),
    ),
}
"""In which stands an action is possible. GEMELD is only ever the first."""

STATUS: dict[Wachtstand, Status] = {
    Wachtstand.WACHT: Status.AANGEMELD,
    Wachtstand.OPGEROEPEN: Status.AANGEMELD,
    Wachtstand.GEPARKEERD: Status.AANGEMELD,
    Wachtstand.IN_BEHANDELING: Status.IN_BEHANDELING,
    Wachtstand.KLAAR: Status.AFGEROND,
    Wachtstand.NIET_VERSCHENEN: Status.NIET_VERSCHENEN,
    # Came, and was not served: an appointment knows no word for it, the stand tells.
    Wachtstand.VERTROKKEN: Status.NIET_VERSCHENEN,
    Wachtstand.VERVALLEN: Status.GEPLAND,
    # Came; most of those whom nobody closed were served.
    Wachtstand.NIET_AFGEMELD: Status.AFGEROND,
}
"""The status of the appointment of someone in a stand."""


@dataclass(frozen=True)
class Toestand:
    """What the row of `Wachtende` holds beside what was reported; ids, no rows."""

    stand: Wachtstand
    stand_op: datetime
    middel_id: int | None = None
    medewerker_id: int | None = None
    opgeroepen_op: datetime | None = None
    voor_middel_id: int | None = None
    voor_bevoegdheid_id: int | None = None
    voorrang_op: datetime | None = None
    reden: str = ""


def after(stappen: Iterable[Wachtstap]) -> Toestand:
    """Where the steps of one visit, oldest first, have led.

    Raises: ValueError if the first is not GEMELD or a step was not possible.
    """
    stappen = list(stappen)
    counted = standing(stappen)
    if stappen and not counted:
        return Toestand(Wachtstand.VERVALLEN, stappen[-1].op)
    if not counted or counted[0].actie != Wachtactie.GEMELD:
        raise ValueError("a visit begins with a report")
    first, *rest = counted
    return reduce(_next, rest, Toestand(Wachtstand.WACHT, first.op))


def standing(stappen: Iterable[Wachtstap]) -> list[Wachtstap]:
    """The steps that still count: an undone one is as if it never was."""
    counted: list[Wachtstap] = []
    for stap in stappen:
        if stap.actie != Wachtactie.ONGEDAAN:
            counted.append(stap)
        elif counted:
            counted.pop()
        else:
            raise ValueError("there is nothing to take back")
    return counted


def _next(old: Toestand, stap: Wachtstap) -> Toestand:
    """One step further. Raises: ValueError if it is not possible."""
    actie = Wachtactie(stap.actie)
    if actie is Wachtactie.GEMELD or old.stand not in FROM[actie]:
        raise ValueError(f"nobody goes from {old.stand} by {actie}")
    match actie:
        case Wachtactie.OPGEROEPEN:
            return replace(
                old,
                stand=Wachtstand.OPGEROEPEN,
                stand_op=stap.op,
                middel_id=stap.middel_id,
                medewerker_id=stap.door_id,
                opgeroepen_op=stap.op,
                reden="",
            )
        case Wachtactie.NOG_EENS:
            return replace(old, opgeroepen_op=stap.op)
        case Wachtactie.BEGONNEN:
            return replace(
                old,
                stand=Wachtstand.IN_BEHANDELING,
                stand_op=stap.op,
                medewerker_id=stap.door_id,
            )
        case Wachtactie.GEPARKEERD:
            return _free(old, Wachtstand.GEPARKEERD, stap)
        case Wachtactie.TERUG:
            return replace(_free(old, Wachtstand.WACHT, stap), voorrang_op=stap.op, reden=old.reden)
        case Wachtactie.DOORGESTUURD:
            return replace(
                _free(old, Wachtstand.WACHT, stap),
                voor_middel_id=stap.middel_id,
                voor_bevoegdheid_id=stap.bevoegdheid_id,
                voorrang_op=stap.op,
            )
        case _:
            return replace(old, stand=_ENDS[actie], stand_op=stap.op, reden=stap.toelichting)


_ENDS = {
    Wachtactie.KLAAR: Wachtstand.KLAAR,
    Wachtactie.NIET_VERSCHENEN: Wachtstand.NIET_VERSCHENEN,
    Wachtactie.VERTROKKEN: Wachtstand.VERTROKKEN,
    Wachtactie.AFGESLOTEN: Wachtstand.NIET_AFGEMELD,
}


def _free(old: Toestand, stand: Wachtstand, stap: Wachtstap) -> Toestand:
    """Away from the counter, for a reason."""
    return replace(
        old,
        stand=stand,
        stand_op=stap.op,
        middel_id=None,
        medewerker_id=None,
        reden=stap.toelichting,
    )
