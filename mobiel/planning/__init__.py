"""WRITES the routes of visits. Everything here locks whole days first and reads after.

    errors    what is refused, with the promise and the reason
    locking   the lock of a day
    storing   a day with its times; nothing that `routing.feasible` does not pass
    board     days as values: changed first, then written at once
    placing   one visit onto a route, to another, off it: what `booking` asks

Read next: docs/bezoeken.md, docs/locking.md.
"""

from mobiel.planning.placing import place, remove, replace, take_over, without

__all__ = ["place", "remove", "replace", "take_over", "without"]
