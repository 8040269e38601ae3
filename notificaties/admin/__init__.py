"""The functional manager's pages about messages: their texts, and when they are sent.

Read in this order: sjablonen (the pages of texts), overzicht, tekstformulier, voorbeeld, verschil,
momenten. What may stand in a text is in `plaatshouders.py`, writing one in `redactie.py`.
"""

from notificaties.admin import sjablonen

__all__ = ["sjablonen"]
