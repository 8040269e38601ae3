"""The functional manager's pages about messages and calendars.

Texts: sjablonen (the pages), overzicht, tekstformulier, voorbeeld, verschil, momenten. What may
stand in a text is in `plaatshouders.py`, writing one in `redactie.py`. Calendars on a phone or in
Outlook: agendalinks (the pages), agendaoverzicht, linkformulier.
"""

from notificaties.admin import agendalinks, sjablonen

__all__ = ["agendalinks", "sjablonen"]
