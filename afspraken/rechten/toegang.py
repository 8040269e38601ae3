"""What one user may: read once per request, asked as often as a page likes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from afspraken.models import Afdeling, Afspraakproduct
from afspraken.rechten.tabel import TABEL, Bereik, Recht, Rol


@dataclass(frozen=True)
class Toegang:
    """The roles and departments (ids) of a user. `alles`: the account of who installed this."""

    rollen: frozenset[Rol]
    afdelingen: frozenset[int]
    alles: bool = False

    def bereik(self, recht: Recht) -> Bereik:
        """How far a right reaches for this user."""
        if self.alles:
            return Bereik.ALLES
        return max((TABEL[recht][rol] for rol in self.rollen), default=Bereik.NIETS)

    def mag(self, recht: Recht, afdelingen: Collection[int | None] | None = None) -> bool:
        """Whether the user may do it with something of these departments (ids).

        None asks whether they may do it with anything at all. An empty collection, or only None
        in it, is something of no department: that is for who may do it everywhere.
        """
        bereik = self.bereik(recht)
        if bereik is Bereik.EIGEN and afdelingen is not None:
            return any(one in self.afdelingen for one in afdelingen)
        return bereik is not Bereik.NIETS

    def within(self, recht: Recht, *, own: Q) -> Q:
        """The rows to which a right reaches: all, `own` (of the departments of the user), or none.

        Each part says what is of a department: an appointment here, a promise in `contact`.
        """
        match self.bereik(recht):
            case Bereik.ALLES:
                return Q()
            case Bereik.EIGEN:
                return own
            case _:
                return Q(pk__in=[])

    def afspraken(self, recht: Recht) -> Q:
        """The appointments (Afspraak) to which a right of this user reaches."""
        own = Afspraakproduct.objects.filter(
            afspraak=OuterRef("pk"), product__afdeling__in=self.afdelingen
        )
        return self.within(recht, own=Q(Exists(own)))


NIEMAND = Toegang(frozenset(), frozenset())
"""What someone may who has not logged in, or does not work here."""


def toegang(gebruiker: Any) -> Toegang:
    """What a user of Django may; two queries, once per request."""
    if not (gebruiker.is_authenticated and gebruiker.is_active and gebruiker.is_staff):
        return NIEMAND
    known = getattr(gebruiker, "_toegang", None)
    if known is None:
        namen = set(gebruiker.groups.values_list("name", flat=True))
        eigen = Afdeling.objects.filter(medewerkers__gebruiker=gebruiker)
        known = Toegang(
            frozenset(rol for rol in Rol if rol.value in namen),
            frozenset(eigen.values_list("pk", flat=True)),
            alles=gebruiker.is_superuser,
        )
        gebruiker._toegang = known
    return known


def manages(gebruiker: Any) -> bool:
    """Whether a user has any screen of the functional manager; others find no such screens."""
    works_here = gebruiker.is_active and gebruiker.is_staff
    return works_here and (gebruiker.is_superuser or bool(gebruiker.get_all_permissions()))
