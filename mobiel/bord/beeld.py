"""What a page shows of a day of visits: plain values, in the words of the templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from afspraken.engine.bitmap import CELL
from mobiel.bord.kaart import Kaart, Punt, Stijl


def short(minutes: int) -> str:
    """A length in few characters: 38 min, 2 u, 3 u 10."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(min)d min") % {"min": rest}
    if not rest:
        return _("%(uur)d u") % {"uur": hours}
    return _("%(uur)d u %(min)02d") % {"uur": hours, "min": rest}


def whole(seconds: int) -> int:
    """Minutes, a begun one counted whole."""
    return -(-seconds // 60)


@dataclass(frozen=True)
class Bezoekbeeld:
    """One visit: who, where, what for, when promised, and when planned if it is on a route.

    `belofte_tot` is exclusive; `eisen` are words, `eis` those of each number that it asks; `laat`
    is minutes after the promise, mostly 0. `met` is who else goes. `wens_twee`: a planner wished
    two; `mist_tweede`: and one goes. `is_los`: it is on no route. `is_voorstel`: held until the
    customer says yes. `telefoon` as one dials it, or empty.
    """

    pk: int
    referentie: str
    naam: str
    wat: str
    adres: str
    punt: Punt
    belofte_van: datetime
    belofte_tot: datetime
    minuten: int
    eisen: tuple[str, ...] = ()
    eis: Mapping[int, str] = field(default_factory=dict)
    toegang: str = ""
    begeleider: str = ""
    telefoon: str = ""
    klant: int | None = None
    is_afgekondigd: bool = False
    is_los: bool = False
    is_voorstel: bool = False
    is_gedaan: bool = False
    begin: datetime | None = None
    einde: datetime | None = None
    laat: int = 0
    met: tuple[str, ...] = ()
    wens_twee: bool = False
    mist_tweede: bool = False

    @property
    def is_vast(self) -> bool:
        """True if one clock time was promised."""
        return self.belofte_tot - self.belofte_van <= CELL


@dataclass(frozen=True)
class Halte:
    """Where the official stops: one address, and each visit there one after another.

    `plek` is the place of the first among what is still to do, None if it is done. `lunch` is
    taken on the way to it.
    """

    nummer: int
    merk: str
    rit: int
    aankomst: datetime
    bezoeken: tuple[Bezoekbeeld, ...]
    plek: int | None
    lunch: tuple[datetime, datetime] | None = None

    @property
    def adres(self) -> str:
        return self.bezoeken[0].adres

    @property
    def punt(self) -> Punt:
        return self.bezoeken[0].punt

    @property
    def titel(self) -> str:
        """For who points at it on the map."""
        return ", ".join(one.naam for one in self.bezoeken)

    @property
    def is_gedaan(self) -> bool:
        return self.plek is None

    @property
    def rit_kort(self) -> str:
        return short(self.rit)


@dataclass(frozen=True)
class Routebeeld:
    """One official's day. Lengths are minutes. `is_open`: the roster still lets them out.

    `rijden` is seconds. `einde_plek` is the place after the last visit. `versie` 0: nothing is
    stored yet.
    """

    middel: int
    naam: str
    stijl: Stijl
    dag: date
    vervoer: str
    begin: datetime
    einde: datetime
    vertrekt_van: str
    eindigt_bij: str
    versie: int
    haltes: tuple[Halte, ...]
    rijden: int
    werk: int
    pauze: int
    terug: datetime
    rit_terug: int
    einde_plek: int
    lunch: tuple[datetime, datetime] | None = None
    meeneemt: tuple[str, ...] = ()
    is_open: bool = True
    is_geschat: bool = False

    @property
    def aantal(self) -> int:
        """How many visits."""
        return sum(len(one.bezoeken) for one in self.haltes)

    @property
    def te_doen(self) -> int:
        """How many of them have not begun."""
        return self.einde_plek

    @property
    def reis(self) -> int:
        """Minutes on the road."""
        return whole(self.rijden)

    @property
    def vrij(self) -> int:
        """Minutes of the shift in which nothing is planned."""
        total = (self.einde - self.begin) // timedelta(minutes=1)
        return max(0, total - self.reis - self.werk - self.pauze)

    @property
    def reis_kort(self) -> str:
        return short(self.reis)

    @property
    def vrij_kort(self) -> str:
        return short(self.vrij)

    @property
    def rit_terug_kort(self) -> str:
        return short(self.rit_terug)


@dataclass(frozen=True)
class Dagbeeld:
    """All routes of one day, who has no route, and the map."""

    dag: date
    routes: tuple[Routebeeld, ...]
    zonder: tuple[Bezoekbeeld, ...]
    kaart: Kaart | None

    @property
    def aantal(self) -> int:
        """How many visits; one of two officials counts once."""
        haltes = (halte for one in self.routes for halte in one.haltes)
        return len({bezoek.pk for halte in haltes for bezoek in halte.bezoeken})

    @property
    def reis_kort(self) -> str:
        """Of all routes together; rounded once, as a proposal is, so that they agree."""
        return short(whole(sum(one.rijden for one in self.routes)))

    @property
    def vrij_kort(self) -> str:
        return short(sum(one.vrij for one in self.routes if one.is_open))

    @property
    def is_leeg(self) -> bool:
        """True if nobody is out, and nobody waits."""
        return not self.routes and not self.zonder


@dataclass(frozen=True)
class Weekvak:
    """One official on one day of the week view; `is_uit` False: not at work on the road."""

    dag: date
    is_uit: bool
    aantal: int = 0
    reis: int = 0
    vrij: int = 0
    is_open: bool = True

    @property
    def reis_kort(self) -> str:
        return short(self.reis)

    @property
    def vrij_kort(self) -> str:
        return short(self.vrij)


@dataclass(frozen=True)
class Weekrij:
    """The week of one official."""

    middel: int
    naam: str
    stijl: Stijl
    vakken: Sequence[Weekvak]
