"""One person of the day as the desk sees them: what for, what to bring, what to know.

Everything for a list is read at once, whatever its length. What belongs to a sensitive product of
another department stays out: it reads "afspraak", without notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from afspraken import gevoelig
from afspraken.contact import lijsten
from afspraken.models import ACTIEF, Afspraak, Klant, Klantcontact, Product, Status, Wachtende
from afspraken.rechten import Toegang, toegang

MOST_CONTACTS = 2
"""So many earlier contacts stand with a person; the rest is on the page of the customer."""


@dataclass(frozen=True)
class Regel:
    """One person. `afspraak` None: a walk-in. `wachtende` None: did not report yet."""

    afspraak: Afspraak | None
    wachtende: Wachtende | None
    wat: str
    wie: str
    klant: Klant | None = None
    meenemen: list[str] = field(default_factory=list)
    weten: list[str] = field(default_factory=list)
    eerder: list[tuple[Klantcontact, bool]] = field(default_factory=list)
    weg: str = ""  # what it needs and is not there, such as an official who fell ill

    @property
    def middelen(self) -> str:
        """Where the appointment was planned: counter, room, official; empty for a walk-in."""
        if self.afspraak is None:
            return ""
        return ", ".join(sorted({str(inzet.middel) for inzet in self.afspraak.inzetten.all()}))

    @property
    def is_te_verwachten(self) -> bool:
        """Has an appointment, and did not report yet."""
        return self.afspraak is not None and self.afspraak.status == Status.GEPLAND

    @property
    def is_hier(self) -> bool:
        """Reported, and not served to the end yet."""
        return self.wachtende is not None and self.wachtende.stand in ACTIEF


def lines(
    people: Iterable[tuple[Afspraak | None, Wachtende | None]],
    gebruiker: Any,
    *,
    contacten: bool = False,
    weg: Mapping[int, Sequence[str]] | None = None,
) -> list[Regel]:
    """The people of a list, in their order; with earlier contacts where those are asked for.

    `weg` as `wachtrij.not_there` gives it.
    """
    people, who = list(people), toegang(gebruiker)
    _read(people, who, contacten=contacten)
    found = [_line(afspraak, wachtende, who, gebruiker) for afspraak, wachtende in people]
    if not weg:
        return found
    return [
        replace(one, weg=", ".join(weg.get(one.afspraak.pk, ()))) if one.afspraak else one
        for one in found
    ]


def of_waiting(wachtenden: Iterable[Wachtende], gebruiker: Any, **options: Any) -> list[Regel]:
    """The same for people who have reported."""
    return lines(((one.afspraak, one) for one in wachtenden), gebruiker, **options)


def _read(
    people: Sequence[tuple[Afspraak | None, Wachtende | None]], who: Toegang, *, contacten: bool
) -> None:
    afspraken = [afspraak for afspraak, _wachtende in people if afspraak is not None]
    walk_ins = [one for afspraak, one in people if afspraak is None and one is not None]
    prefetch_related_objects(afspraken, "producten__product", "inzetten__middel")
    prefetch_related_objects(walk_ins, "producten__product")
    if contacten:
        earlier = Klantcontact.objects.filter(lijsten.contacts_within(who))
        earlier = earlier.prefetch_related("vragen").order_by("-plaatsgevonden_op", "-pk")
        customers = [one.klant for one in afspraken if one.klant is not None]
        few = Prefetch("contacten", earlier[:MOST_CONTACTS], to_attr="laatste_contacten")
        prefetch_related_objects(customers, few)


def _line(
    afspraak: Afspraak | None, wachtende: Wachtende | None, who: Toegang, gebruiker: Any
) -> Regel:
    came_for = afspraak or wachtende
    rows: list[Any] = [*came_for.producten.all()] if came_for is not None else []
    may_name = all(gevoelig.may_name(row.product, who) for row in rows)
    notes = [wachtende.notitie] if wachtende is not None and wachtende.notitie else []
    if afspraak is None:
        wat = gevoelig.text_of((row.product, row.aantal) for row in rows) or _("een vraag")
        return Regel(
            *(None, wachtende),
            wat if may_name else _("inloop"),
            _("zonder afspraak"),
            meenemen=_to_bring((row.product for row in rows), may_name=may_name),
            weten=notes,
        )
    klant = afspraak.klant
    return Regel(
        *(afspraak, wachtende),
        gevoelig.products_text(afspraak, who),
        afspraak.namens or str(klant or ""),
        klant=klant,
        meenemen=_to_bring((row.product for row in rows), may_name=may_name),
        weten=[*needs(afspraak), *_told(afspraak, may_name=may_name), *notes],
        eerder=[
            (contact, lijsten.may_read(contact, who, gebruiker))
            for contact in getattr(klant, "laatste_contacten", ())
        ],
    )


def _told(afspraak: Afspraak, *, may_name: bool) -> list[str]:
    """What the customer wrote, for who may know what it is about."""
    return [afspraak.toelichting] if may_name and afspraak.toelichting else []


def _to_bring(producten: Iterable[Product], *, may_name: bool) -> list[str]:
    """What the customer was asked to bring, each thing once."""
    if not may_name:
        return []
    return list(dict.fromkeys(one for product in producten for one in product.toon_meenemen))


def needs(afspraak: Afspraak) -> list[str]:
    """What the customer needs of us, and who comes for whom."""
    klant = afspraak.klant
    spoken = [
        _("tolk: %(taal)s") % {"taal": afspraak.tolk} if afspraak.tolk else "",
        _("komt met een rolstoel") if afspraak.rolstoel else "",
        _("%(minuten)d minuten extra tijd") % {"minuten": afspraak.extra_tijd}
        if afspraak.extra_tijd
        else "",
        _("spreekt Engels") if klant is not None and klant.taal == "en" else "",
        _("%(naam)s regelt dit") % {"naam": klant} if afspraak.namens and klant else "",
    ]
    return [sentence for sentence in spoken if sentence]
