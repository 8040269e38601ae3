"""One turn of a talk by SMS about one appointment: what follows from what the customer wrote.

By the same rules as the web page. What we do not understand is answered by nobody but a person.
Which appointment is meant: see `beantwoorden.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from afspraken import booking
from afspraken.exceptions import AlreadyClosed, BookingError, TooLate
from afspraken.models import RELEASED, Afspraak, Klant, Partij, Status
from afspraken.templatetags.wanneer import hoe_laat
from notificaties import outbox
from notificaties.antwoorden import betekenis
from notificaties.models import (
    BEANTWOORD,
    Beltaak,
    Berichtkanaal,
    Berichtsoort,
    Betekenis,
    Gevolg,
    SmsAntwoord,
    Taakreden,
)
from notificaties.outbox.rows import new_row
from notificaties.teksten.waarden import short_day
from notificaties.wegen import ways

DAY = timedelta(hours=24)
MOST_ANSWERS = 4
"""Answers to one number in a DAY; above it a person takes over: two machines may be talking."""

ANSWER_OF_USE = timedelta(hours=12)

NAMED = 3
"""So many appointments are named in one SMS."""


def why_closed(afspraak: Afspraak, *, now: datetime) -> BookingError | None:
    """Why the customer can change nothing any more; None if they can. As `booking` decides."""
    if afspraak.status != Status.GEPLAND:
        return AlreadyClosed()
    return TooLate() if afspraak.begin <= now else None


@dataclass
class Gesprek:
    """What we and a customer say to each other about `afspraak`, in the language of the customer.

    `told` are the appointments that may be meant; `was_asked`: whether we had just asked if the
    customer wants to cancel.
    """

    row: SmsAntwoord
    afspraak: Afspraak
    klant: Klant
    told: Sequence[Afspraak]
    was_asked: bool
    now: datetime

    def go_on(self, tekst: str) -> Gevolg:
        """Do what the text asks, or leave it to a person."""
        wat = self.row.betekenis
        if wat == Betekenis.ANDERS or (wat == Betekenis.NEE and self.was_asked):
            return self._for_a_person(tekst)  # "no" to "do you want to cancel?" can mean both
        if wat == Betekenis.ANNULEER and self.was_asked:
            return self._cancel()
        if len(self.told) > 1 and not self.was_asked:
            return self._say(Gevolg.MEERDERE, self._times(), or_else=tekst)
        if wat == Betekenis.JA and self.afspraak.status not in RELEASED:
            return Gevolg.KOMT
        if closed := why_closed(self.afspraak, now=self.now):
            return self._say(Gevolg.KON_NIET, str(closed), or_else=tekst)
        if wat == Betekenis.VERZET:
            return self._say(Gevolg.LINK, self._move(), or_else=tekst, with_link=True)
        return self._say(Gevolg.GEVRAAGD, self._question(), or_else=tekst)

    def _cancel(self) -> Gevolg:
        """Cancel as the web page does; the news goes out as any, by SMS too."""
        try:
            self.afspraak = booking.cancel(self.afspraak, partij=Partij.INWONER, now=self.now)
        except BookingError as error:
            return self._say(Gevolg.KON_NIET, str(error), or_else=str(self.row.betekenis))
        self.row.versie = self.afspraak.versie
        usual = ways(self.klant, until=self.afspraak.begin, now=self.now)[:1]
        if usual != [Berichtkanaal.SMS] and self._may_answer():
            self._answer(_("Uw afspraak van %(wanneer)s gaat niet meer door.") % self._when())
        return Gevolg.GEANNULEERD

    def _say(
        self, gevolg: Gevolg, antwoord: str, *, or_else: str, with_link: bool = False
    ) -> Gevolg:
        """Answer; one answer too many is left to a person, who reads `or_else`."""
        if self._may_answer() and self._answer(antwoord, with_link=with_link):
            return gevolg
        return self._for_a_person(or_else)

    def _may_answer(self) -> bool:
        today = SmsAntwoord.objects.filter(
            nummer_hash=self.row.nummer_hash, op__gt=self.now - DAY, gevolg__in=BEANTWOORD
        )
        return today.count() < MOST_ANSWERS

    def _answer(self, antwoord: str, *, with_link: bool = False) -> bool:
        """A row of the outbox, by SMS unless the number said STOP; False if no way is left."""
        usable = ways(self.klant, until=self.now + ANSWER_OF_USE, now=self.now)
        if not usable:
            return False
        row = new_row(
            self.afspraak,
            Berichtsoort.ANTWOORD,
            Berichtkanaal.SMS if Berichtkanaal.SMS in usable else usable[0],
            moment=f"a{self.row.pk}",
            niet_voor=self.now,
            vervalt_op=self.now + ANSWER_OF_USE,
            is_direct=True,
            gegevens={"antwoord": antwoord, "met_link": "ja" if with_link else ""},
            now=self.now,
        )
        row.save()
        return True

    def _for_a_person(self, tekst: str) -> Gevolg:
        """A call task with what the customer wrote; an open one gets it added."""
        said = betekenis.note(tekst)
        task = (
            Beltaak.objects.select_for_update()
            .filter(afspraak=self.afspraak, reden=Taakreden.ANTWOORD, gedaan_op__isnull=True)
            .first()
        )
        if task is None:
            outbox.ask_to_call(self.afspraak, Taakreden.ANTWOORD, notitie=said, now=self.now)
        else:
            task.notitie = betekenis.shortened(f"{said} / {task.notitie}")
            task.save(update_fields=["notitie"])
        return Gevolg.BELTAAK

    # --- what we say; the template puts the municipality before it -----------------------------

    def _question(self) -> str:
        return (
            _(
                "Wilt u uw afspraak van %(wanneer)s annuleren? Antwoord ANNULEER."
                " Komt u toch? Antwoord JA."
            )
            % self._when()
        )

    def _move(self) -> str:
        if self.afspraak.beheer_hash:
            return _("Kies zelf een andere tijd voor uw afspraak van %(wanneer)s:") % self._when()
        return _("Bel ons voor een andere tijd: %(telefoon)s.") % self._phone()

    def _times(self) -> str:
        times = ", ".join(_moment(one) for one in self.told[:NAMED])
        more = "…" if len(self.told) > NAMED else ""
        return _("U hebt %(aantal)d afspraken: %(tijden)s. Gebruik de link van elke afspraak.") % {
            "aantal": len(self.told),
            "tijden": times + more,
        }

    def _when(self) -> dict[str, str]:
        return {"wanneer": _moment(self.afspraak)}

    def _phone(self) -> dict[str, str]:
        return {"telefoon": self.afspraak.locatie.telefoon or settings.GEMEENTE.telefoon}


def _moment(afspraak: Afspraak) -> str:
    """di 8 dec 9.20 uur, in the language that is active."""
    return f"{short_day(afspraak.begin)} {hoe_laat(afspraak)}"
