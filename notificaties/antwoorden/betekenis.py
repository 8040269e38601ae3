"""PURE: what an SMS of a customer means, and what of it may be kept.

Only a text that says one thing and nothing else is understood; all others are for a person. So
"Ja, maar een kwartier later" is never taken for a yes. What follows from it: `beantwoorden.py`.
"""

from __future__ import annotations

import re
import unicodedata

from afspraken.invoer.keuring import without_bsn
from notificaties.models import LONGEST_NOTITIE, Betekenis
from notificaties.teksten.waarden import one_line

LONGEST_COMMAND = 60
"""A longer text says more than one thing; it is not searched for words."""

WORDS: dict[Betekenis, str] = {
    Betekenis.JA: """
        ja, yes, ok, oke, okay, akkoord, prima, goed, is goed, ja is goed, klopt, ja klopt,
        ik kom, ja ik kom, wij komen, ja wij komen, bevestig, bevestigd, confirm, i will come
    """,
    Betekenis.NEE: """
        nee, neen, no, nope, ik kan niet, nee ik kan niet, ik kom niet, nee ik kom niet, kan niet,
        kom niet, lukt niet, het lukt niet, nee het lukt niet, wij komen niet
    """,
    Betekenis.ANNULEER: """
        annuleer, annuleren, annulering, anuleer, anuleren, annulleer, annulleren,
        annuleer afspraak, annuleer de afspraak, annuleer mijn afspraak, afspraak annuleren,
        mijn afspraak annuleren, nee annuleer, ja annuleer, ja annuleren, afzeggen,
        afspraak afzeggen, cancel, cancel appointment, cancel my appointment, yes cancel
    """,
    Betekenis.VERZET: """
        verzet, verzetten, afspraak verzetten, mijn afspraak verzetten, nee verzet, nee verzetten,
        verplaats, verplaatsen, afspraak verplaatsen, wijzig, wijzigen, afspraak wijzigen,
        andere tijd, andere dag, andere datum, een andere tijd, een andere dag,
        move, change, reschedule, other time, another time
    """,
    Betekenis.STOP: """
        stop, stopall, stop all, stop sms, sms stop, geen sms, geen sms meer, afmelden,
        sms afmelden, uitschrijven, unsubscribe, optout, opt out, revoke, end, quit
    """,
    Betekenis.START: """
        start, start sms, sms start, aanmelden, sms aanmelden, unstop, weer sms
    """,
}
"""What counts, beside words of politeness. CANCEL means the appointment, not the SMS."""

POLITE = {
    *("graag", "hoor", "dank", "bedankt", "u", "je", "wel", "aub", "svp", "mvg", "groet"),
    *("alstublieft", "alsjeblieft", "groeten", "groetjes", "beste", "hallo", "hoi"),
    *("please", "thanks", "thank", "you", "hello", "hi"),
}
"""Words that change nothing."""

_MEANINGS = {
    " ".join(phrase.split()): meaning for meaning, row in WORDS.items() for phrase in row.split(",")
}
_ABBREVIATION = re.compile(r"\b(\w)\.(?=\w\b)")
_BETWEEN = re.compile(r"[\W_]+")
_THUMB = "\N{THUMBS UP SIGN}"


def meaning(text: str) -> Betekenis:
    """What a customer wants, whatever the case, spaces, signs and politeness around it.

    >>> [meaning(text).value for text in ("Ja, graag!", "ANNULEER a.u.b.", "Cancel", "Hoe laat?")]
    ['JA', 'ANNULEER', 'ANNULEER', 'ANDERS']
    """
    if len(text) > LONGEST_COMMAND:
        return Betekenis.ANDERS
    words = _words(text.replace(_THUMB, " ja "))
    plain = [word for word in words if word not in POLITE]
    for said in (words, plain):  # "geen sms meer, dank u": first as it stands
        if found := _MEANINGS.get(" ".join(said)):
            return found
    return Betekenis.ANDERS


def note(text: str) -> str:
    """The text for a person to read: one line, at most LONGEST_NOTITIE, no BSN.

    >>> note("Mijn BSN is 111222333\\r\\nTot\\x00 dan")
    'Mijn BSN is ••••••••• Tot dan'
    """
    readable = "".join(sign if sign.isprintable() or sign.isspace() else " " for sign in text)
    return shortened(without_bsn(one_line(readable)))


def shortened(text: str) -> str:
    """The text, cut off where it no longer fits a note.

    >>> len(shortened("x" * 501)), shortened("x" * 501)[-2:]
    (500, 'x…')
    """
    return text if len(text) <= LONGEST_NOTITIE else f"{text[: LONGEST_NOTITIE - 1]}…"


def _words(text: str) -> list[str]:
    """Small letters without accents, each word once in a row: "JA ja, oké" is ja, oke."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(sign for sign in apart if not unicodedata.combining(sign))
    found = _BETWEEN.sub(" ", _ABBREVIATION.sub(r"\1", letters)).split()
    return [word for n, word in enumerate(found) if n == 0 or word != found[n - 1]]
