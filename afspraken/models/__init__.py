"""The tables: constraints and one-row questions, no workflow.

Read in this order: catalogus, middelen, roosters, klanten, afspraken, ophalen, contacten,
terugbellen, kennis, wachtrij, logboek, adressen.
"""

from afspraken.models.adressen import Adrespunt, Buurt
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
from afspraken.models.contacten import (
    Contactvraag,
    Klantcontact,
    Resultaat,
    Soortcontact,
    Verificatie,
)
from afspraken.models.gesprekken import Klantgesprek
from afspraken.models.kennis import Kennisartikel, Kennisversie
from afspraken.models.klanten import Berichtkanaal, Klant, Samenvoeging, Taal
from afspraken.models.logboek import Handeling, Logregel, Partij, Zegel
from afspraken.models.medewerkers import Medewerker, name_of
from afspraken.models.middelen import OVERBOOKABLE, Afdeling, Bevoegdheid, Locatie, Middel, Soort
from afspraken.models.notities import Notitie
from afspraken.models.ophalen import (
    TE_KOMEN,
    Afhaaldocument,
    Documentstatus,
    Ophaalplaats,
    Ophaler,
)
from afspraken.models.roosters import (
    Afwezigheid,
    Openstand,
    Rooster,
    Sluiting,
    Uitzondering,
    Wijziging,
)
from afspraken.models.schermen import Scherm, Schermsoort
from afspraken.models.storingen import Oplossing, Storing, Uitkomst, Verplaatsvoorstel
from afspraken.models.terugbellen import (
    Belofte,
    Dagdeel,
    Groep,
    Stap,
    Terugbelstap,
    Terugbelstatus,
    Terugbelverzoek,
)
from afspraken.models.tijdvoorstellen import Tijdvoorstel, Voorstelstatus, Voorsteltijd
from afspraken.models.trajecten import Traject
from afspraken.models.versies import Versie, Versiestatus
from afspraken.models.vragen import Antwoord, Antwoordproduct, Levensgebeurtenis, Vraag
from afspraken.models.wachtrij import (
    AAN_LOKET,
    ACTIEF,
    Meldwijze,
    Nummerreeks,
    Wachtactie,
    Wachtende,
    Wachtproduct,
    Wachtstand,
    Wachtstap,
)

__all__ = [
    "AAN_LOKET",
    "ACTIEF",
    "LONGEST_INZET",
    "EXPECTED",
    "OCCUPYING",
    "OVERBOOKABLE",
    "PROMISED",
    "RELEASED",
    "TE_KOMEN",
    "Adrespunt",
    "Afdeling",
    "Afhaaldocument",
    "Afspraak",
    "Afspraakproduct",
    "Afwezigheid",
    "Antwoord",
    "Antwoordproduct",
    "Belofte",
    "Bevoegdheid",
    "Berichtkanaal",
    "BezetteCel",
    "Blokkade",
    "Buurt",
    "Contactplek",
    "Contactvraag",
    "Dagdeel",
    "Documentstatus",
    "Groep",
    "Handeling",
    "Inzet",
    "Kanaal",
    "Kennisartikel",
    "Kennisversie",
    "Klant",
    "Klantcontact",
    "Klantgesprek",
    "Kosten",
    "Levensgebeurtenis",
    "Locatie",
    "Logregel",
    "Medewerker",
    "Meldwijze",
    "Middel",
    "Nummerreeks",
    "Notitie",
    "Openstand",
    "Oplossing",
    "Ophaalplaats",
    "Ophaler",
    "Partij",
    "Product",
    "Productgroep",
    "Resultaat",
    "Rooster",
    "Samenvoeging",
    "Scherm",
    "Schermsoort",
    "Sluiting",
    "Soort",
    "Soortcontact",
    "Stap",
    "Status",
    "Storing",
    "Taal",
    "Terugbelstap",
    "Terugbelstatus",
    "Terugbelverzoek",
    "Uitkomst",
    "Traject",
    "Tijdvoorstel",
    "Uitzondering",
    "Vereiste",
    "Verificatie",
    "Verplaatsvoorstel",
    "Versie",
    "Versiestatus",
    "Verzoek",
    "Voorstelstatus",
    "Voorsteltijd",
    "Vraag",
    "Wachtactie",
    "Wachtende",
    "Wachtproduct",
    "Wachtstand",
    "Wachtstap",
    "Wijziging",
    "Zegel",
    "new_code",
    "new_referentie",
    "name_of",
]
