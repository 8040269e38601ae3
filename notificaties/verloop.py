"""How it went with a message, in words: "sms afgeleverd 10.02 uur". Pure; makes no query.

Codes of providers become a sentence where an employee can do something with it, else they are
shown as they are.
"""

from __future__ import annotations

import re
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from afspraken.lokaal import local_day
from afspraken.templatetags.datums import dag_zonder_jaar, lange_datum, tijd
from notificaties.models import Bericht, Berichtkanaal, Berichtstatus

Woorden = str | Promise

_NO_ADDRESS = gettext_lazy("het adres bestaat niet")
_FULL = gettext_lazy("de mailbox is vol")
_NO_SUCH_NUMBER = gettext_lazy("het nummer bestaat niet")
_UNREACHABLE = gettext_lazy("de telefoon was te lang onbereikbaar")
_CANNOT_GET_SMS = gettext_lazy("dit nummer kan geen sms ontvangen")
_STOPPED = gettext_lazy("de klant wil geen sms (STOP)")
_HELD_UP = gettext_lazy("de telefoonmaatschappij hield het bericht tegen")
_OURS = gettext_lazy("onze instellingen kloppen niet; waarschuw de beheerder")
_NO_ANSWER = gettext_lazy("de verzender gaf geen antwoord")
_BUSY = gettext_lazy("de verzender nam het bericht nog niet aan")

_KNOWN: dict[str, Woorden] = {
    "geen adres": gettext_lazy("er is geen adres, of de klant wil dit niet meer"),
    "kanaal niet ingesteld": gettext_lazy("deze weg is niet ingesteld"),
    "geen mailserver ingesteld": gettext_lazy("er is geen mailserver ingesteld"),
    "opmaak": gettext_lazy("de tekst kon niet worden gemaakt; waarschuw de beheerder"),
    "te veel sms op een dag": gettext_lazy("dit nummer kreeg vandaag al genoeg sms"),
    "afgebroken": gettext_lazy("het versturen werd afgebroken"),
    "na herstel": gettext_lazy("er is een reservekopie teruggezet"),
    "geen antwoord": _NO_ANSWER,
    "verbroken": _NO_ANSWER,
    "adres": _NO_ADDRESS,
    "notifynl permanent-failure": _NO_SUCH_NUMBER,
    "notifynl temporary-failure": _UNREACHABLE,
    "notifynl technical-failure": _NO_ANSWER,
}
_PATTERNS: tuple[tuple[re.Pattern[str], Woorden], ...] = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"^(smtp \d+|bounce) 5\.1\.\d+$", _NO_ADDRESS),
        (r"^(smtp \d+|bounce) [45]\.2\.2$", _FULL),
        (r"^(smtp 55[01]|bounce 5\.0\.0)$", _NO_ADDRESS),
        (r"^bounce 4\.", gettext_lazy("de mailbox was te lang onbereikbaar")),
        (r"^smtp 4", _BUSY),
        (r"^(smtp|bounce) ", gettext_lazy("de mailserver van de klant weigert het bericht")),
        (r"^twilio .*\b(21211|21614|30005)$", _NO_SUCH_NUMBER),
        (r"^twilio .*\b(30003|30036)$", _UNREACHABLE),
        (r"^twilio .*\b(30006|21612|21408)$", _CANNOT_GET_SMS),
        (r"^twilio .*\b21610$", _STOPPED),
        (r"^twilio .*\b(30004|30007)$", _HELD_UP),
        (r"^twilio (401|.*\b(20003|20005|20006|20404|21212|21603|21606|21609|21705))", _OURS),
        (r"^notifynl 40[13]$", _OURS),
        (r"^(twilio|notifynl) (429|5\d\d)", _BUSY),
        (r"^(geen verbinding|onleesbaar)", _NO_ANSWER),
    )
)


def why(fout: str) -> str:
    """What went wrong, as one says it; a code that says nothing to an employee stays a code.

    >>> why("twilio 30003")
    'de telefoon was te lang onbereikbaar'
    >>> why("twilio 30999")
    'twilio 30999'
    """
    return str(
        _KNOWN.get(fout)
        or next((words for pattern, words in _PATTERNS if pattern.search(fout)), fout)
    )


def in_words(bericht: Bericht, *, now: datetime) -> str:
    """Where a message stands: the way, what happened, when, and why."""
    weg = _way(bericht)
    match bericht.status:
        case Berichtstatus.WACHT:
            return _waiting(bericht, now)
        case Berichtstatus.OPGEPAKT | Berichtstatus.WORDT_VERZONDEN:
            return _("%(weg)s wordt nu verstuurd") % {"weg": weg}
        case Berichtstatus.VERZONDEN:
            if bericht.kanaal == Berichtkanaal.BRIEF:
                return _("brief op de post %(op)s") % {"op": day(bericht.verzonden_op, now)}
            return _("%(weg)s verstuurd %(op)s") % {"weg": weg, "op": _sent(bericht, now)}
        case Berichtstatus.AFGELEVERD:
            op = moment(bericht.status_op, now)
            return _("%(weg)s afgeleverd %(op)s") % {"weg": weg, "op": op}
        case Berichtstatus.NIET_AFGELEVERD:
            return _because(_("%(weg)s niet afgeleverd") % {"weg": weg}, bericht)
        case Berichtstatus.MISLUKT:
            return _because(_("%(weg)s niet verstuurd") % {"weg": weg}, bericht)
        case Berichtstatus.ONZEKER:
            return _because(_("niet zeker of %(weg)s aankwam") % {"weg": weg}, bericht)
    return _("%(weg)s vervallen") % {"weg": weg}


def moment(op: datetime | None, now: datetime) -> str:
    """A moment as one says it: the clock time today, else with the day; the year if another."""
    if op is None:
        return ""
    return tijd(op) if local_day(op) == local_day(now) else f"{day(op, now)} {tijd(op)}"


def day(op: datetime | None, now: datetime) -> str:
    """A day as one says it: "vandaag", else dinsdag 8 december, with the year if another."""
    if op is None:
        return ""
    if local_day(op) == local_day(now):
        return _("vandaag")
    same_year = local_day(op).year == local_day(now).year
    return dag_zonder_jaar(op) if same_year else lange_datum(op)


def _waiting(bericht: Bericht, now: datetime) -> str:
    weg = {"weg": _way(bericht)}
    if bericht.niet_voor > now:
        until = {"op": moment(bericht.niet_voor, now)}
        if bericht.mislukt_aantal:
            return _because(_("%(weg)s opnieuw om %(op)s") % (weg | until), bericht)
        return _("%(weg)s wacht tot %(op)s") % (weg | until)
    if bericht.kanaal == Berichtkanaal.BRIEF:
        if bericht.stapel_id:
            return _("brief ligt in stapel %(nummer)d") % {"nummer": bericht.stapel_id}
        return _("brief moet nog op de post")
    return _("%(weg)s gaat zo weg") % weg


def _because(words: str, bericht: Bericht) -> str:
    return f"{words}: {why(bericht.fout)}" if bericht.fout else words


def _way(bericht: Bericht) -> str:
    return str(bericht.get_kanaal_display())


def _sent(bericht: Bericht, now: datetime) -> str:
    return moment(bericht.verzonden_op or bericht.status_op, now)
