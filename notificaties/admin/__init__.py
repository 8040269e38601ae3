"""The functional manager's pages about messages and calendars.

Texts: sjablonen (the pages), overzicht, tekstformulier, voorbeeldpagina, voorbeeld, verschil; what
may stand in a text, and writing one, is in `teksten/`. When messages go out:
momenten. What was sent, and what to do where it did not arrive: berichten; calls to make: beltaken;
letters to print and post: brieven. Calendars on a phone or in Outlook: agendalinks (the pages),
agendaoverzicht, linkformulier. Calendars that come in: buitenagendas.
"""

from notificaties.admin import (
    agendalinks,
    beltaken,
    berichten,
    brieven,
    buitenagendas,
    momenten,
    sjablonen,
)

__all__ = [
    "agendalinks",
    "beltaken",
    "berichten",
    "brieven",
    "buitenagendas",
    "momenten",
    "sjablonen",
]
