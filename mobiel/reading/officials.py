"""Who can do a visit: officials who go out, with what they may do and take along."""

from __future__ import annotations

from dataclasses import dataclass

from mobiel.models import Bezoek, Veldwerker


@dataclass(frozen=True)
class Official:
    """One official who goes out; `skills` as `Bezoek.eisen` asks them."""

    veldwerker: Veldwerker
    skills: frozenset[int]

    @property
    def pk(self) -> int:
        """The number of the official as a resource."""
        return int(self.veldwerker.middel_id)


def officials(eisen: frozenset[int] = frozenset()) -> dict[int, Official]:
    """Everyone active who can do all that is asked, by number; in two queries."""
    rows = (
        Veldwerker.objects.filter(middel__is_actief=True)
        .select_related("middel", "voertuig", "koffer", "vertrekt_van", "eindigt_bij")
        .prefetch_related("middel__bevoegdheden")
        .order_by("middel_id")
    )
    found = (Official(row, skills_of(row)) for row in rows)
    return {one.pk: one for one in found if eisen <= one.skills}


def skills_of(veldwerker: Veldwerker) -> frozenset[int]:
    """The competences of an official, and what they take along. Prefetched: no query."""
    skills = {one.pk for one in veldwerker.middel.bevoegdheden.all()}
    skills.add(Bezoek.PERSOON + veldwerker.middel_id)
    if veldwerker.koffer is not None and veldwerker.koffer.is_actief:
        skills.add(Bezoek.KOFFER)
    if veldwerker.voertuig is not None and veldwerker.voertuig.is_actief:
        skills.add(Bezoek.VOERTUIG)
    return frozenset(skills)
