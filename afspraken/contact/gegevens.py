"""What a door gives: a contact with its questions, and a promise with its owner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from afspraken.models import (
    Afdeling,
    Afspraak,
    Belofte,
    Groep,
    Kanaal,
    Klant,
    Product,
    Resultaat,
    Soortcontact,
    Taal,
)


@dataclass(frozen=True)
class Vraag:
    """One question. Without a department it is that of the product; None: the service point."""

    vraag: str
    product: Product | None = None
    afdeling: Afdeling | None = None
    resultaat: Resultaat = Resultaat.BEANTWOORD
    notitie: str = ""

    @property
    def van(self) -> Afdeling | None:
        """The department that it is for."""
        return self.afdeling or (self.product.afdeling if self.product else None)


@dataclass(frozen=True)
class Persoon:
    """Someone we did not know yet, to be kept as a customer."""

    naam: str
    telefoon: str = ""
    email: str = ""
    organisatie: str = ""
    postcode: str = ""
    huisnummer: str = ""
    geboortedatum: date | None = None
    voorkeur: str = ""
    taal: str = Taal.NL


@dataclass(frozen=True)
class Contact:
    """A contact that is to be registered. `plaatsgevonden_op` None: just now."""

    kanaal: Kanaal
    onderwerp: str
    vragen: tuple[Vraag, ...] = ()
    klant: Klant | None = None
    soort: Soortcontact = Soortcontact.VRAAG
    inhoud: str = ""
    reactie: str = ""
    taal: str = "nld"
    vertrouwelijk: bool = False
    verificatie: str = ""
    plaatsgevonden_op: datetime | None = None
    afspraken: tuple[Afspraak, ...] = ()


@dataclass(frozen=True)
class Eigenaar:
    """Who keeps a promise: a person, else a group, else a department, else the service point.

    `afdeling` is given with a person or group as well: it decides who may see the promise.
    """

    afdeling: Afdeling | None = None
    groep: Groep | None = None
    medewerker: Any = None

    def fields(self) -> dict[str, Any]:
        """As a row of `Terugbelverzoek` holds it."""
        return {"afdeling": self.afdeling, "groep": self.groep, "medewerker": self.medewerker}


@dataclass(frozen=True)
class Toezegging:
    """A promise that is to be kept. `uiterlijk` None: by the norm (`norm.due`)."""

    eigenaar: Eigenaar
    gevraagde_handeling: str
    soort: Belofte = Belofte.TERUGBELLEN
    toelichting: str = ""
    naam: str = ""
    telefoon: str = ""
    voorkeur_dag: date | None = None
    voorkeur_dagdeel: str = ""
    uiterlijk: datetime | None = None
