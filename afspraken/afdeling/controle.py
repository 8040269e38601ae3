"""The appointments that a change would leave out in the cold, as a specialist sees them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import prefetch_related_objects
from django.urls import reverse

from afspraken.gevoelig import products_text
from afspraken.models import Afspraak
from afspraken.rechten import toegang
from afspraken.roosterscherm.controle import Regel
from afspraken.templatetags.wanneer import plaats


def shown_as(gebruiker: Any) -> Callable[[Sequence[Afspraak]], list[Regel]]:
    """Lines with the customer and a link: these appointments are this employee's own."""

    def lines(afspraken: Sequence[Afspraak]) -> list[Regel]:
        prefetch_related_objects(afspraken, "producten__product")
        who = toegang(gebruiker)
        return [
            Regel(
                one.begin,
                one.einde,
                products_text(one, who),
                f"{one.klant}, {plaats(one)}",
                one.referentie,
                reverse("afdeling:afspraak", args=[one.code]),
            )
            for one in afspraken
        ]

    return lines
