"""A change in words: what it asks of a customer, and what the customer is told of why."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from afspraken.lokaal import LOCAL, local_day
from afspraken.models import Afspraak, Locatie
from afspraken.templatetags.datums import duur


def in_words(
    was: tuple[datetime, Locatie], becomes: tuple[datetime, Locatie], *, same_hands: bool = False
) -> str:
    """What a change asks: "zelfde dag, 40 minuten later, bij een collega".

    `same_hands`: the same official, counter or room does it.
    """
    parts = [*_when(was[0], becomes[0])]
    if was[1].pk != becomes[1].pk:
        parts.append(_("in %(locatie)s") % {"locatie": becomes[1]})
    elif not same_hands:
        parts.append(_("bij een collega of ander loket"))
    return ", ".join(parts)


def apology(afspraak: Afspraak) -> str:
    """Why, as the customer reads it, in their language. Never who was ill."""
    with translation.override(afspraak.klant.taal if afspraak.klant else "nl"):
        return _("Dit komt door ons, niet door u. Onze excuses daarvoor.")


def _when(was: datetime, becomes: datetime) -> list[str]:
    days = (local_day(becomes) - local_day(was)).days
    if not days:
        return (
            [_("zelfde dag"), *_on_the_clock(becomes - was)]
            if becomes != was
            else [_("zelfde dag en tijd")]
        )
    if days < 0:
        first = ngettext("%(aantal)d dag eerder", "%(aantal)d dagen eerder", -days)
    elif days == 1:
        first = _("een dag later")
    else:
        first = ngettext("%(aantal)d dag later", "%(aantal)d dagen later", days)
    before, after = was.astimezone(LOCAL), becomes.astimezone(LOCAL)
    if before.time() == after.time():
        return [first % {"aantal": abs(days)}, _("zelfde tijd")]
    half = _("in de ochtend") if after.hour < 12 else _("in de middag")
    same_half = (before.hour < 12) == (after.hour < 12)
    return [first % {"aantal": abs(days)}, half if not same_half else _("zelfde dagdeel")]


def _on_the_clock(later: timedelta) -> list[str]:
    if later > timedelta(0):
        return [_("%(duur)s later") % {"duur": duur(later)}]
    return [_("%(duur)s eerder") % {"duur": duur(-later)}]
