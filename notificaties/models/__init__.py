"""The tables of messages and calendars: constraints and one-row questions, no workflow.

Read in this order: berichten, stapels, sjablonen, regels, taken, antwoorden, agendalinks,
buitenagendas.
"""

from afspraken.models import Berichtkanaal
from notificaties.models.agendalinks import Agendalink, GeannuleerdeInzet, Niveau, Seintje
from notificaties.models.antwoorden import (
    BEANTWOORD,
    Betekenis,
    Gevolg,
    SmsAfmelding,
    SmsAntwoord,
)
from notificaties.models.berichten import (
    IN_HANDEN,
    LONGEST_SUBJECT,
    UITGEGAAN,
    Bericht,
    Berichtstatus,
    Kanaalstand,
)
from notificaties.models.buitenagendas import VEROUDERD, ZINNEN, Buitenagenda
from notificaties.models.regels import Berichtadres, Berichtmoment, Eenheid, moment_code
from notificaties.models.sjablonen import (
    AAN_ANDEREN,
    LONGEST_TEKST,
    LONGEST_TITEL,
    ZONDER_AFSPRAAK,
    Berichtsoort,
    Sjabloon,
    Sjabloonversie,
)
from notificaties.models.stapels import Stapel
from notificaties.models.taken import LONGEST_NOTITIE, Beltaak, Taakreden

__all__ = [
    "AAN_ANDEREN",
    "BEANTWOORD",
    "IN_HANDEN",
    "LONGEST_NOTITIE",
    "LONGEST_SUBJECT",
    "LONGEST_TEKST",
    "LONGEST_TITEL",
    "UITGEGAAN",
    "VEROUDERD",
    "ZINNEN",
    "ZONDER_AFSPRAAK",
    "Agendalink",
    "Beltaak",
    "Bericht",
    "Berichtadres",
    "Berichtkanaal",
    "Berichtmoment",
    "Berichtsoort",
    "Berichtstatus",
    "Betekenis",
    "Buitenagenda",
    "Eenheid",
    "GeannuleerdeInzet",
    "Gevolg",
    "Kanaalstand",
    "Niveau",
    "Seintje",
    "Sjabloon",
    "Sjabloonversie",
    "SmsAfmelding",
    "SmsAntwoord",
    "Stapel",
    "Taakreden",
    "moment_code",
]
