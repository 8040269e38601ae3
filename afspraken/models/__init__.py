"""The tables: constraints and one-row questions, no workflow.

Read in this order: catalogus, middelen, roosters, afspraken, contacten, kennis, logboek.
"""

from afspraken.models.afspraken import (
    EXPECTED,
    LONGEST_INZET,
    OCCUPYING,
    PROMISED,
    RELEASED,
    Afspraak,
    Afspraakproduct,
    BezetteCel,
    Blokkade,
    Contactplek,
    Inzet,
    Status,
    Verzoek,
    new_code,
    new_referentie,
)
from afspraken.models.catalogus import (
    Kanaal,
    Kosten,
    Product,
    Productgroep,
    Vereiste,
)
from afspraken.models.contacten import Berichtkanaal, Klant, Taal
from afspraken.models.kennis import Kennisartikel, Kennisversie, Versiestatus
from afspraken.models.logboek import Handeling, Logregel, Partij, Zegel
from afspraken.models.medewerkers import Medewerker
from afspraken.models.middelen import Afdeling, Bevoegdheid, Locatie, Middel, Soort
from afspraken.models.roosters import (
    Afwezigheid,
    Openstand,
    Rooster,
    Sluiting,
    Uitzondering,
    Wijziging,
)

__all__ = [
    "LONGEST_INZET",
    "EXPECTED",
    "OCCUPYING",
    "PROMISED",
    "RELEASED",
    "Afdeling",
    "Afspraak",
    "Afspraakproduct",
    "Afwezigheid",
    "Bevoegdheid",
    "Berichtkanaal",
    "BezetteCel",
    "Blokkade",
    "Contactplek",
    "Handeling",
    "Inzet",
    "Kanaal",
    "Kennisartikel",
    "Kennisversie",
    "Klant",
    "Kosten",
    "Locatie",
    "Logregel",
    "Medewerker",
    "Middel",
    "Openstand",
    "Partij",
    "Product",
    "Productgroep",
    "Rooster",
    "Sluiting",
    "Soort",
    "Status",
    "Taal",
    "Uitzondering",
    "Vereiste",
    "Versiestatus",
    "Verzoek",
    "Wijziging",
    "Zegel",
    "new_code",
    "new_referentie",
]
