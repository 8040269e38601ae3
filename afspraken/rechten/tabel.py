"""PURE: the table of rights. Role × action → of no, the own, or every department.

The same table, with the reasons, is docs/rechten.md; a test keeps them equal.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Bereik(IntEnum):
    """How far a right reaches. The highest of someone's roles counts."""

    NIETS = 0
    EIGEN = 1  # what belongs to an own department
    ALLES = 2


class Rol(StrEnum):
    """The roles; the value is the name of the Django group."""

    KLANTENSERVICE = "Klantenservice"
    BALIE = "Publieksbalie"
    SPECIALIST = "Vakspecialist"
    PLANNER = "Bezoekplanner"
    KWALITEIT = "Kwaliteit"
    LEIDING = "Leidinggevende"
    BEHEER = "Functioneel beheer"
    OVERBOEKEN = "Mag overboeken"  # comes on top of another role


class Recht(StrEnum):
    """The actions on which rights are given. Seeing the name of a sensitive product is one."""

    KLANT_ZOEKEN = "klant zoeken en openen"
    KLANT_SAMENVOEGEN = "klanten samenvoegen"
    AFSPRAAK_ZIEN = "afspraak zien"
    GEVOELIG_ZIEN = "gevoelig product bij naam zien"
    AFSPRAAK_MAKEN = "afspraak maken"
    AFSPRAAK_WIJZIGEN = "afspraak wijzigen en afzeggen"
    OVERBOEKEN = "overboeken"
    BALIE_BEDIENEN = "balie bedienen"
    BEZOEK_TRIAGE = "bezoekaanvraag beoordelen"
    STORING_OPLOSSEN = "storing oplossen"
    BEZOEK_ZIEN = "bezoeken en routes zien"
    BEZOEK_PLANNEN = "bezoeken plannen"
    ZITTING_REGELEN = "zittingen in instellingen regelen"
    CONTACT_ZIEN = "klantcontact zien"
    CONTACT_VASTLEGGEN = "klantcontact vastleggen"
    TERUGBELLEN_ZIEN = "terugbelverzoek zien"
    TERUGBELLEN_AFHANDELEN = "terugbelverzoek afhandelen en overdragen"
    EIGEN_AGENDA = "eigen agenda beheren"
    KENNIS_LEZEN = "kennisartikel lezen"
    KENNIS_SCHRIJVEN = "kennisartikel schrijven"
    EXPORTEREN = "gegevens uitvoeren"
    CIJFERS_ZIEN = "cijfers zien"
    LOGBOEK_ZIEN = "logboek zien"


_ROLLEN = (
    *(Rol.KLANTENSERVICE, Rol.BALIE, Rol.SPECIALIST, Rol.PLANNER),
    *(Rol.KWALITEIT, Rol.LEIDING, Rol.BEHEER, Rol.OVERBOEKEN),
)
_BEREIK = {"-": Bereik.NIETS, "E": Bereik.EIGEN, "A": Bereik.ALLES}


def _rij(letters: str) -> dict[Rol, Bereik]:
    return {rol: _BEREIK[one] for rol, one in zip(_ROLLEN, letters.split(), strict=True)}


TABEL: dict[Recht, dict[Rol, Bereik]] = {
    #                            KS BA SP PL KW LE BE OV
    Recht.KLANT_ZOEKEN: _rij("A A E E - - - -"),
    Recht.KLANT_SAMENVOEGEN: _rij("A - - - - - - -"),
    Recht.AFSPRAAK_ZIEN: _rij("A A E E - E - -"),
    Recht.GEVOELIG_ZIEN: _rij("- - E E - - - -"),
    Recht.AFSPRAAK_MAKEN: _rij("A A E E - - - -"),
    Recht.AFSPRAAK_WIJZIGEN: _rij("A A E E - - - -"),
    Recht.OVERBOEKEN: _rij("- - - - - E - A"),
    Recht.BALIE_BEDIENEN: _rij("A A - - - - - -"),
    Recht.BEZOEK_TRIAGE: _rij("A - E A - - - -"),
    Recht.STORING_OPLOSSEN: _rij("A A - - - E - -"),
    Recht.BEZOEK_ZIEN: _rij("A - - A - - - -"),
    Recht.BEZOEK_PLANNEN: _rij("- - - A - - - -"),
    Recht.ZITTING_REGELEN: _rij("A - - A - - - -"),
    Recht.CONTACT_ZIEN: _rij("A A E E - - - -"),
    Recht.CONTACT_VASTLEGGEN: _rij("A A E E - - - -"),
    Recht.TERUGBELLEN_ZIEN: _rij("A E E E - E - -"),
    Recht.TERUGBELLEN_AFHANDELEN: _rij("A E E E - E - -"),
    Recht.EIGEN_AGENDA: _rij("- - E E - - - -"),
    Recht.KENNIS_LEZEN: _rij("A A A A A A A -"),
    Recht.KENNIS_SCHRIJVEN: _rij("A - E - A - A -"),
    Recht.EXPORTEREN: _rij("- - - - - E - -"),
    Recht.CIJFERS_ZIEN: _rij("- - - - A E - -"),
    Recht.LOGBOEK_ZIEN: _rij("- - - - A - A -"),
}
"""One row per right, one letter per role: - nothing, E own department, A every department."""
