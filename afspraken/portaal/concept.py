"""What was typed in step 3 and not checked yet: kept, so that nobody types it twice."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from afspraken.invoer import keuring
from afspraken.invoer.gegevens import GegevensForm
from afspraken.portaal import sessie
from afspraken.portaal.sessie import Boeking

_LONGEST = 2000
"""So many characters of one field are kept unchecked: twice what a field accepts."""


def keep(request: HttpRequest, boeking: Boeking) -> bool:
    """Keep what this form posts for step 3, without a BSN; True if there was any."""
    typed = {name: request.POST[name] for name in GegevensForm.base_fields if name in request.POST}
    if typed:
        boeking.concept = {name: _kept(name, text[:_LONGEST]) for name, text in typed.items()}
        sessie.save(request, boeking)
    return bool(typed)


def say_choose_again(request: HttpRequest, boeking: Boeking) -> None:
    """Tell who sends a step whose time or choice is gone what to do, and keep what was typed."""
    if request.method != "POST":
        return
    if keep(request, boeking) or boeking.concept or boeking.gegevens:
        zin = _("U koos intussen iets anders. Kies opnieuw een tijd. Uw gegevens staan er nog.")
        messages.warning(request, zin)


def _kept(name: str, text: str) -> str:
    """A telephone number in full may look like a BSN within: there only the whole counts."""
    if name == "telefoon" and text.strip()[:1] in ("0", "+", "("):
        return text
    return keuring.without_bsn(text)
