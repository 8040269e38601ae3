"""The tables of visits: who drives out with what, the routes of a day, the visits on them.

Read in this order: velddienst, routes, veldacties, opvolging, aanvragen, zittingen. For its
customer a visit is an appointment of the core (`Afspraak`: who, what for, where, the window); here
stands only how it is carried out.
"""

from mobiel.models.aanvragen import OPEN, Aanvraagproduct, Aanvraagstatus, Bezoekaanvraag
from mobiel.models.opvolging import Opvolging, Opvolgreden
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
from mobiel.models.zittingen import (
    MOST_PLACES,
    Aanmelder,
    Bewoner,
    Bewonerstatus,
    NietGezien,
    Toegangsoort,
    Zitting,
    Zittingproduct,
    Zittingstatus,
    Zittingtoegang,
)

__all__ = [
    "MOST_PLACES",
    "OPEN",
    "STEPS",
    "Aanmelder",
    "Aanvraagproduct",
    "Aanvraagstatus",
    "Actiesoort",
    "Bewoner",
    "Bewonerstatus",
    "Bezoek",
    "Bezoekaanvraag",
    "Markering",
    "NietGezien",
    "Opvolging",
    "Opvolgreden",
    "Reden",
    "Resultaat",
    "Route",
    "Stop",
    "Toegangsoort",
    "Toestel",
    "Uitkomst",
    "Veldactie",
    "Veldwerker",
    "Vervoer",
    "Zitting",
    "Zittingproduct",
    "Zittingstatus",
    "Zittingtoegang",
]
