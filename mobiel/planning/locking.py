"""The lock of a day: the rows of its routes, taken in the order of their numbers.

Whoever changes the order of a day locks first and reads after. An act that changes an appointment
locks its row before any route, and routes come before cells (docs/locking.md).
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from mobiel.models import Route
from mobiel.planning.errors import RouteChanged


def lock(which: Q) -> list[Route]:
    """The rows as they are now, locked until the end of the transaction."""
    return list(_for_update(Route.objects.filter(which).order_by("pk")))


def lock_seen(routes: Iterable[tuple[int, int]]) -> list[Route]:
    """The routes by (id, versie) as somebody saw them. Raises: RouteChanged if one is another."""
    seen = dict(routes)
    found = lock(Q(pk__in=seen))
    if {route.pk: route.versie for route in found} != seen:
        raise RouteChanged
    return found


def _for_update(rows: QuerySet[Route]) -> QuerySet[Route]:
    return rows.select_for_update(of=("self",)).select_related(
        "locatie", "vertrekt_van", "eindigt_bij", "middel"
    )
