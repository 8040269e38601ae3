"""How long it takes from one point to another, by car or bicycle.

    punten       PURE: a point on the map, and a table of seconds between points
    hemelsbreed  PURE: an estimate from the distance as the crow flies; needs nobody
    osrm         a routing service over HTTP, if the municipality runs one
    bron         the one of these that is set, with what was asked before remembered

Planners call `between`. A table is always wholly of one source: half a table of the service and
half an estimate would let a detour seem shorter than the straight road, and then cancelling a
visit could break a promise (`routing.terms`).
"""

from mobiel.reistijd.bron import between
from mobiel.reistijd.punten import Punt, Tabel

__all__ = ["Punt", "Tabel", "between"]
