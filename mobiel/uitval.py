"""READS: routes to come whose official is not out then any more, as a task for whoever plans.

An official who is reported ill (`afspraken.storing`), on leave or off the roster loses the shift.
The visits stay promised and on the route, until somebody spreads them over others on the board.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from afspraken.lokaal import day_after
from afspraken.models import EXPECTED
from afspraken.rechten import Recht
from afspraken.taken import Taak
from mobiel.models import Route, Stop
from mobiel.reading import shifts


def routes_without_shift(*, now: datetime) -> tuple[int, list[Route]]:
    """How many routes are to come, and those that the roster does not let out as a whole."""
    rows = Route.objects.filter(einde__gt=now, blokkade__isnull=False)
    ahead = list(rows.select_related("middel").order_by("begin", "pk"))
    if not ahead:
        return 0, []
    found = shifts(
        {route.middel_id for route in ahead},
        van=min(route.dag for route in ahead),
        tot=day_after(max(route.dag for route in ahead)),
        now=now,
    )
    return len(ahead), [
        route
        for route in ahead
        if (shift := found.get((route.middel_id, route.dag))) is None
        or route.begin < shift.begin
        or shift.einde < route.einde
    ]


def as_tasks(now: datetime) -> Iterable[Taak]:
    """One task for each such route with visits to come; three queries, however many there are."""
    _compared, routes = routes_without_shift(now=now)
    waiting = _waiting(routes, now=now) if routes else {}
    for route in routes:
        if route.pk not in waiting:
            continue
        first, count = waiting[route.pk]
        words = {"wie": route.middel.naam, "aantal": count}
        yield Taak(
            soort=gettext("bezoeken"),
            titel=ngettext(
                "%(wie)s is er niet: %(aantal)d bezoek zoekt iemand anders",
                "%(wie)s is er niet: %(aantal)d bezoeken zoeken iemand anders",
                count,
            )
            % words,
            uiterlijk=first,
            url=f"{reverse('bezoeken:dag')}?dag={route.dag:%Y-%m-%d}",
            afdelingen=frozenset({route.middel.afdeling_id} if route.middel.afdeling_id else ()),
            recht=Recht.BEZOEK_ZIEN,
        )


def _waiting(routes: Iterable[Route], *, now: datetime) -> dict[int, tuple[datetime, int]]:
    """The first visit to come on each route, and how many there are; none: left out."""
    stops = Stop.objects.filter(
        route__in=list(routes), begin__gt=now, bezoek__afspraak__status__in=EXPECTED
    )
    rows = stops.values("route").annotate(first=Min("begin"), count=Count("pk")).order_by()
    return {row["route"]: (row["first"], row["count"]) for row in rows}
