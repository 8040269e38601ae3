"""The time: looked for, held, with a reason beyond what is free, and let go."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from afspraken import booking
from afspraken.exceptions import BookingError
from afspraken.offers import Overboeking, from_token
from afspraken.rechten import Recht
from afspraken.rechten.poort import refuse
from afspraken.servicepunt.gesprek import concept
from afspraken.servicepunt.gesprek.handelingen.act import Act
from afspraken.servicepunt.gesprek.keuze import Keuze


class NoReason(BookingError):
    """Overbooking says why."""

    sentence = _("Vul in waarom u overboekt.")
    status = 400


def look_at_day(act: Act) -> None:
    """Show the times of one day."""
    Keuze.of(act.gesprek).on(act.waarde, now=act.now).keep(act.gesprek)


def choose_time(act: Act) -> None:
    """Hold the time for this call; for an appointment that moves, only remember it."""
    gesprek, keuze = act.gesprek, Keuze.of(act.gesprek)
    offer = from_token(act.waarde, keuze.wens(gesprek))
    if gesprek.wijzigt is not None:
        replace(keuze, nieuw=act.waarde).keep(gesprek)
        return
    gesprek.vastgehouden = None  # the hold before is let go by `booking.hold`, also if it fails
    gesprek.vastgehouden = booking.hold(keuze.wens(gesprek), offer, sessie=act.sessie, now=act.now)


def overbook(act: Act) -> None:
    """Hold a time that is there only by a lane too many: with the right, and a reason."""
    gesprek, wens = act.gesprek, Keuze.of(act.gesprek).wens(act.gesprek)
    if not act.who.mag(Recht.OVERBOEKEN, {regel.product.afdeling_id for regel in wens.regels}):
        refuse(act.request, Recht.OVERBOEKEN, f"gesprek:{gesprek.pk}")
    reden = gesprek.getypt.get("overboek_reden", "").strip()[:200]
    if not reden:
        raise NoReason
    gesprek.vastgehouden = booking.hold(
        wens,
        from_token(act.waarde, wens),
        sessie=act.sessie,
        now=act.now,
        overboeking=Overboeking(door=act.door, reden=reden),
    )


def let_go(act: Act) -> None:
    """Another time after all."""
    concept.release(act.gesprek, now=act.now)
    replace(Keuze.of(act.gesprek), nieuw="").keep(act.gesprek)
