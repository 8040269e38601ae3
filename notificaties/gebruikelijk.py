"""The moments with which a new town begins: a week, two days and three hours before a visit.

Put there once, when the tables are new, so that nobody has to think of them before the first
reminder can go out. After that they are the manager's: what is taken away stays away.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps as installed
from django.apps.registry import Apps

from afspraken.models import Berichtkanaal
from notificaties.models import Berichtsoort, Eenheid

MOMENTEN = (
    (Berichtsoort.HERINNERING, 7, Eenheid.DAGEN, ""),
    (Berichtsoort.MEENEMEN, 3, Eenheid.DAGEN, ""),
    (Berichtsoort.HERINNERING, 2, Eenheid.DAGEN, ""),
    (Berichtsoort.HERINNERING, 3, Eenheid.UREN, Berichtkanaal.SMS),
)
"""Kind, number, unit and way; an empty way is the one that the customer likes best."""


def ship(using: str = "default", apps: Apps = installed, **kwargs: Any) -> None:
    """Store the usual moments in a database in which nothing was ever chosen or sent."""
    try:
        moment = apps.get_model("notificaties", "Berichtmoment")
        bericht = apps.get_model("notificaties", "Bericht")
    except LookupError:  # migrating back to before these tables
        return
    if moment.objects.using(using).exists() or bericht.objects.using(using).exists():
        return
    moment.objects.using(using).bulk_create(
        moment(soort=soort, aantal=aantal, eenheid=eenheid, kanaal=kanaal)
        for soort, aantal, eenheid, kanaal in MOMENTEN
    )
