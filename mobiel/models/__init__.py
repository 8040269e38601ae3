"""The tables of visits: who drives out with what, the routes of a day, the visits on them.

Read in this order: velddienst, routes, veldacties, aanvragen. For its customer a visit is an
appointment of the core (`Afspraak`: who, what for, where, the window); here stands only how
it is carried out.
"""

from mobiel.models.aanvragen import OPEN, Aanvraagproduct, Aanvraagstatus, Bezoekaanvraag
from mobiel.models.routes import Bezoek, Route, Stop
from mobiel.models.veldacties import (
    STEPS,
    Actiesoort,
    Markering,
    Reden,
    Resultaat,
    Toestel,
    Uitkomst,
    Veldactie,
)
from mobiel.models.velddienst import Veldwerker, Vervoer

__all__ = [
    "OPEN",
    "STEPS",
    "Aanvraagproduct",
    "Aanvraagstatus",
    "Actiesoort",
    "Bezoek",
    "Bezoekaanvraag",
    "Markering",
    "Reden",
    "Resultaat",
    "Route",
    "Stop",
    "Toestel",
    "Uitkomst",
    "Veldactie",
    "Veldwerker",
    "Vervoer",
]
