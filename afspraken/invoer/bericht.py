"""How a customer wants to hear from us: what can be chosen, what it needs, and where it goes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from afspraken import bereik
from afspraken.models import Berichtkanaal
from afspraken.nummers import UITLEG, e164, why_no_sms

GEEN = "GEEN"
"""The answer of who has no way that we offer: we call when something changes."""

_LABELS: dict[str, str | Promise] = {
    Berichtkanaal.EMAIL: _("Per e-mail"),
    Berichtkanaal.SMS: _("Per sms"),
    Berichtkanaal.BRIEF: _("Per brief"),
    GEEN: _("Ik heb geen van deze"),
}

Zinnen = Mapping[str, str | Promise]

AAN_KLANT: Zinnen = {
    "email": _("Vul uw e-mailadres in of kies een andere manier."),
    "mobiel": _("Vul uw mobiele nummer in of kies een andere manier."),
    "telefoon": _("Vul uw telefoonnummer in. Wij bellen als er iets verandert."),
    "postcode": _("Vul uw postcode in."),
    "huisnummer": _("Vul uw huisnummer in."),
    "sneller": _("Vul ook uw telefoonnummer of e-mailadres in."),
}
"""What is still needed, said to the customer. Another form may say it to someone else."""


@dataclass(frozen=True)
class Bestemming:
    """Where a message goes: a way, and the address as the customer wrote it."""

    kanaal: str
    aan: str


class WegField(forms.ChoiceField):
    """The way by which the customer hears from us."""

    def __init__(self, **kwargs: Any) -> None:
        sentence = _("Kies hoe u bericht wilt krijgen.")
        super().__init__(
            label=_("Hoe wilt u bericht van ons krijgen?"),
            help_text=_("U krijgt een bevestiging en een herinnering."),
            error_messages={"required": sentence, "invalid_choice": sentence},
            **kwargs,
        )

    def offer(self, ways: Iterable[str]) -> None:
        """Offer these ways, and that one has none of them."""
        self.choices = [(way, _LABELS[way]) for way in (*ways, GEEN)]


def first_choice(answers: Mapping[str, Any], ways: Iterable[str]) -> str:
    """What is chosen before anyone chose: what was answered, else what we can reach."""
    chosen = answers.get("voorkeur", "")
    offered = [str(way) for way in ways]
    if chosen in (*offered, GEEN):
        return str(chosen)
    known = [way for way in offered if _address(answers, way)]
    can_be_called = answers.get("telefoon") and not answers.get("email")
    return known[0] if known else GEEN if can_be_called else Berichtkanaal.EMAIL


def faults(
    voorkeur: str, data: Mapping[str, Any], zinnen: Zinnen = AAN_KLANT
) -> dict[str, str | Promise]:
    """What the chosen way still needs, as a sentence per field. `telefoon` is E.164."""
    email, telefoon = data.get("email", ""), data.get("telefoon", "")
    if voorkeur == Berichtkanaal.EMAIL and not email:
        return {"email": zinnen["email"]}
    if voorkeur == Berichtkanaal.SMS and not telefoon:
        return {"telefoon": zinnen["mobiel"]}
    if voorkeur == Berichtkanaal.SMS and (why := why_no_sms(telefoon, settings.SMS_LANDEN)):
        return {"telefoon": UITLEG[why]}
    if voorkeur == GEEN and not telefoon:
        return {"telefoon": zinnen["telefoon"]}
    if voorkeur == Berichtkanaal.BRIEF:
        return _faults_of_a_letter(data, zinnen, is_reachable=bool(email or telefoon))
    return {}


def told(answers: Mapping[str, Any], *, until: datetime, now: datetime) -> dict[str, Any]:
    """What `_bericht_naar.html` shows: where news really goes that is of use until a moment.

    `gestopt` is the number that chose SMS and had said STOP, `start_naar` the number to which it
    can say START; empty if we have a sender that has none.
    """
    telefoon = str(answers.get("telefoon", ""))
    is_stopped = bool(_address(answers, Berichtkanaal.SMS)) and bereik.refuses_sms(e164(telefoon))
    usable = {**answers, "telefoon": ""} if is_stopped else answers
    bestemming = destination(usable, until=until, now=now)
    wanted_sms = answers.get("voorkeur") == Berichtkanaal.SMS or bestemming is None
    return {
        "bericht": bestemming,
        "gestopt": telefoon if is_stopped and wanted_sms else "",
        "start_naar": settings.SMS_AFZENDER if settings.SMS_AFZENDER.startswith("+") else "",
    }


def destination(answers: Mapping[str, Any], *, until: datetime, now: datetime) -> Bestemming | None:
    """Where news goes that is of use until a moment: the chosen way if it can, else another.

    None if we know no address that can be written to.
    """
    offered = bereik.offered(until=until, now=now)
    for way in sorted(offered, key=lambda way: way != answers.get("voorkeur")):
        if aan := _address(answers, way):
            return Bestemming(way, aan)
    return None


def _faults_of_a_letter(
    data: Mapping[str, Any], zinnen: Zinnen, *, is_reachable: bool
) -> dict[str, str | Promise]:
    """A letter takes days, so there must be a quicker way too."""
    found: dict[str, str | Promise] = {}
    if not data.get("postcode"):
        found["postcode"] = zinnen["postcode"]
    if not data.get("huisnummer"):
        found["huisnummer"] = zinnen["huisnummer"]
    if not is_reachable:
        found["telefoon"] = zinnen["sneller"]
    return found


def _address(answers: Mapping[str, Any], way: str) -> str:
    """The address of a way, as answered; empty if it is not known or gets no message."""
    if way == Berichtkanaal.EMAIL:
        return str(answers.get("email", ""))
    if way == Berichtkanaal.SMS:
        telefoon = str(answers.get("telefoon", ""))
        return "" if why_no_sms(telefoon, settings.SMS_LANDEN) else telefoon
    return " ".join(str(answers.get(name, "")) for name in ("postcode", "huisnummer")).strip()
