"""The tables of visits: who drives out with what, the routes of a day, the visits on them.

Read in this order: velddienst, routes. For its customer a visit is an appointment of the core
(`Afspraak`: who, what for, where, the promised window); here stands only how it is carried out.
"""

from mobiel.models.routes import Bezoek, Route, Stop
from mobiel.models.velddienst import Veldwerker, Vervoer

__all__ = ["Bezoek", "Route", "Stop", "Veldwerker", "Vervoer"]
