"""What one visitor has chosen so far, kept in the server-side session until it is confirmed.

No personal data leave the session before confirmation, and none stay in it afterwards.
"""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.http import HttpRequest

from afspraken import netwerkadres, wens
from afspraken.adresboek import Adres
from afspraken.models import Afspraak, Kanaal
from afspraken.offers import visits

MEER_TIJD = 10
"""Minutes added for a customer who asks for more time."""

_BOEKING = "boeking"
_KLAAR = "klaar"
_VASTHOUDER = "vasthouder"
_NIEUW_ADRES = "nieuw_adres"


@dataclass
class Boeking:
    """A booking in the making: products × persons, the held time, and the answers of step 3.

    `concept` is what was typed in step 3 and not checked yet; `gegevens` passed the form.
    `adres` is where we come, for a visit (see `invoer.adres.AdresForm.answers`).
    `vervolg_op` is the code of the appointment on whose page this booking began.
    """

    aantallen: dict[str, int] = field(default_factory=dict)
    meer_tijd: bool = False
    code: str = ""
    gegevens: dict[str, Any] = field(default_factory=dict)
    concept: dict[str, Any] = field(default_factory=dict)
    vervolg_op: str = ""
    adres: dict[str, Any] = field(default_factory=dict)

    def wens(self) -> wens.Wens:
        """What is asked for, read from the catalogue. Raises: NotBookable, NotCombinable."""
        wish = wens.load(
            self.aantallen,
            kanaal=Kanaal.WEB,
            extra_tijd=MEER_TIJD if self.meer_tijd else 0,
        )
        return replace(wish, adres=Adres.of(self.adres)) if visits(wish) else wish


def load(request: HttpRequest) -> Boeking:
    """The booking of this session; an empty one if nothing was chosen yet."""
    return Boeking(**request.session.get(_BOEKING, {}))


def save(request: HttpRequest, boeking: Boeking) -> None:
    """Keep the booking for the next step."""
    request.session[_BOEKING] = asdict(boeking)


def finish(request: HttpRequest, afspraak: Afspraak) -> None:
    """Forget everything that was typed; remember only which appointment was made."""
    request.session.pop(_BOEKING, None)
    request.session[_KLAAR] = afspraak.code


def finished_code(request: HttpRequest) -> str:
    """The code of the appointment that this session made last, or ""."""
    return str(request.session.get(_KLAAR, ""))


def holder(request: HttpRequest) -> str:
    """The name under which this session holds a time: the bucket of its address and a secret.

    The bucket stays what it was when the session first held something, so that the holds of
    one network can be counted (trust: hoarding).
    """
    if _VASTHOUDER not in request.session:
        bucket = netwerkadres.bucket(netwerkadres.client_address(request))
        request.session[_VASTHOUDER] = f"{bucket}.{secrets.token_urlsafe(24)}"
    return str(request.session[_VASTHOUDER])


def keep_new_address(request: HttpRequest, afspraak: Afspraak, answers: dict[str, Any]) -> None:
    """Remember where an appointment is to be from now on, until the customer confirms a time."""
    request.session[_NIEUW_ADRES] = {"code": afspraak.code, "adres": answers}


def new_address(request: HttpRequest, afspraak: Afspraak) -> Adres | None:
    """The address that was filled in for this appointment and not confirmed yet."""
    kept = request.session.get(_NIEUW_ADRES, {})
    return Adres.of(kept["adres"]) if kept.get("code") == afspraak.code else None


def forget_new_address(request: HttpRequest) -> None:
    """It was confirmed, or the customer turned back."""
    request.session.pop(_NIEUW_ADRES, None)
