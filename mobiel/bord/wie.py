"""Who changed the routes that a planner looked at, and what they did: from the log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from afspraken.models import Handeling, Logregel
from afspraken.templatetags.datums import tijd
from mobiel.bord.voorstel import Wat
from mobiel.models import Route


def changes(dag: date, seen: Mapping[int, int]) -> list[str]:
    """One sentence for each route that is not as it was seen (official to version)."""
    rows = Route.objects.filter(dag=dag, middel__in=list(seen)).select_related("middel")
    return [
        _sentence(row, seen[row.middel_id]) for row in rows if row.versie != seen[row.middel_id]
    ]


def _sentence(route: Route, seen: int) -> str:
    lines = Logregel.objects.filter(
        onderwerp=f"route:{route.pk}", handeling=Handeling.GEWIJZIGD
    ).order_by("-pk")[:20]
    last = next((one for one in lines if one.gegevens.get("versie", 0) > seen), None)
    if last is None:
        return _("De route van %(wie)s is veranderd door een nieuwe of gewijzigde afspraak.") % {
            "wie": route.middel
        }
    user = User.objects.filter(pk=last.door).first() if last.door else None
    return _("Route van %(wie)s: %(door)s heeft om %(tijd)s %(wat)s.") % {
        "wie": route.middel,
        "door": (user.get_full_name() or user.get_username()) if user else _("een collega"),
        "tijd": tijd(last.op),
        "wat": dict(Wat.choices).get(last.gegevens.get("wat"), _("de volgorde veranderd")),
    }
