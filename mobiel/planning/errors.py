"""What planning refuses, each with a sentence that says which promise and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from afspraken.exceptions import BookingError
from afspraken.lokaal import LOCAL
from mobiel.models import Bezoek
from mobiel.routing import Broken, Rule


class RouteChanged(BookingError):
    """A colleague or the search was first: the route is not as it was seen."""

    sentence = gettext_lazy("Deze route is intussen veranderd. Kijk wat er veranderde.")


class AlreadyDone(BookingError):
    """What has begun stays where it is."""

    sentence = gettext_lazy("Dit bezoek is al begonnen. Het blijft waar het is.")


class NotOnRoute(BookingError):
    """The visit is on no route, or not on the one that was said."""

    sentence = gettext_lazy("Dit bezoek staat niet meer op deze route.")


class OnTheWay(BookingError):
    """Who is on the way to a visit is not sent elsewhere."""

    sentence = gettext_lazy("De medewerker is al onderweg naar het eerste bezoek. Dat blijft zo.")


class NotAtWork(BookingError):
    """The roster does not let this official out on that day, or not long enough."""

    sentence = gettext_lazy("Deze medewerker is dan niet aan het werk.")


class OneMissing(BookingError):
    """A visit of several officials at once would keep some of them and not all."""

    sentence = gettext_lazy(
        "Dit bezoek doen meer medewerkers samen. Ze hebben het allemaal op hun route, of niemand."
    )


class NobodyAlone(BookingError):
    """No one official has what a visit of two needs: a competence, the kit, the car, a name."""

    sentence = gettext_lazy(
        "Niemand kan dit bezoek die dag alleen doen met alles wat ervoor nodig is."
        " Daarom blijven het er twee."
    )


class PromiseBroken(BookingError):
    """The order cannot be stored: `broken` says which rules it would break, `reasons` in words."""

    sentence = gettext_lazy("Dit kan niet zonder een belofte te breken.")

    def __init__(self, broken: Sequence[Broken], names: dict[int, str]) -> None:
        super().__init__()
        self.broken = tuple(broken)
        self.reasons = [reason(one, names) for one in broken]

    def __str__(self) -> str:
        return " ".join([str(self.sentence), *self.reasons])


def names_of(broken: Iterable[Broken]) -> dict[int, str]:
    """What the visits of broken rules are called: the reference of their appointment."""
    keys = [one.stop.key for one in broken if one.stop is not None]
    rows = Bezoek.objects.filter(pk__in=keys).values_list("pk", "afspraak__referentie")
    return dict(rows)


def reason(broken: Broken, names: dict[int, str]) -> str:
    """One broken rule in a sentence; `names` what visits (ids of Bezoek) are called."""
    who = names.get(broken.stop.key, "") if broken.stop else ""  # type: ignore[call-overload]
    minutes = -(-broken.seconds // 60)
    words = {"wie": who or _("dit bezoek"), "minuten": minutes}
    match broken.rule:
        case Rule.PROMISE if broken.stop is not None and broken.stop.pinned:
            return _(
                "%(wie)s begint samen met een collega om %(venster)s: %(minuten)d minuten mis."
            ) % {
                **words,
                "venster": _window(broken.stop.earliest, broken.stop.latest),
            }
        case Rule.PROMISE if broken.stop is not None:
            window = _window(broken.stop.earliest, broken.stop.latest)
            return _("Bij %(wie)s is beloofd te beginnen %(venster)s: %(minuten)d minuten mis.") % {
                **words,
                "venster": window,
            }
        case Rule.SHIFT:
            return _("De dag eindigt %(minuten)d minuten na de dienst.") % words
        case Rule.LUNCH:
            return _("Er is geen tijd voor de lunch.")
        case Rule.SKILL:
            return _("Deze medewerker kan of mag niet doen wat %(wie)s vraagt.") % words
        case _:
            return _("De tijden van deze route kloppen niet.")


def _window(earliest: int, latest: int) -> str:
    van, tot = (
        datetime.fromtimestamp(one, UTC).astimezone(LOCAL).strftime("%-H.%M")
        for one in (earliest, latest)
    )
    return van if van == tot else _("tussen %(van)s en %(tot)s") % {"van": van, "tot": tot}
