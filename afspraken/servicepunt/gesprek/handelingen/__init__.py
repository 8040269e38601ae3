"""What each button of the screen does. Typing was kept before; a refusal leaves it all as it was.

    act           one press of a button, and what it takes over from the page
    wie, wat, adres, wanneer, wijzigen, vervolg, vastleggen, telefonisch   the buttons, part by part

`ACTS` maps the first word of a button (`doe`) to a function; what follows a colon is its value.
The gate has let the employee in; of which department a thing is, is asked here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from afspraken.servicepunt.gesprek.handelingen import (
    adres,
    telefonisch,
    vastleggen,
    vervolg,
    wanneer,
    wat,
    wie,
    wijzigen,
)
from afspraken.servicepunt.gesprek.handelingen.act import Act, posted, read_choices

__all__ = ["ACTS", "Act", "nothing", "posted", "read_choices"]


def nothing(act: Act) -> None:
    """Only keep what was typed and chosen; the page then shows what fits."""


ACTS: dict[str, Callable[[Act], Any]] = {
    "": nothing,
    "klant": wie.choose_klant,
    "klant-los": wie.drop_klant,
    "herkend": wie.recognise,
    "product": wat.add_product,
    "product-weg": wat.drop_product,
    "adres": adres.look_up,
    "adres-los": adres.let_go,
    "dag": wanneer.look_at_day,
    "aantal": wat.set_number,
    "tijd": wanneer.choose_time,
    "tijd-los": wanneer.let_go,
    "overboek": wanneer.overbook,
    "verzet": wijzigen.begin_move,
    "afzeggen": wijzigen.begin_cancel,
    "vervolg": vervolg.begin_next,
    "zo-laten": wijzigen.keep_as_it_was,
    "belofte": vastleggen.promise,
    "telefonisch": telefonisch.plan_call,
    "vraag": vastleggen.ask,
    "vraag-weg": vastleggen.drop_question,
}
