"""The example beside the text of an editor, and the e-mail of it as a mail program shows it.

The e-mail is a page of its own, for a frame: it has styles inside, which our pages do not allow.
What it shows waits in the session of the editor, so that a text need not be saved to be seen.
"""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from afspraken import logboek
from afspraken.admin.scherm import employee
from afspraken.models import Afspraak, Berichtkanaal, Handeling, Partij
from notificaties.admin import voorbeeld
from notificaties.admin.voorbeeld import Sms
from notificaties.opmaak import html_mail
from notificaties.redactie import Plek
from notificaties.weergave import Tekst, Weergave

_KEPT = "sjabloonvoorbeelden"
_MOST = 5
"""So many examples wait in a session: tabs that one has open."""

_SHOW_MAIL = "; ".join(
    [
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "form-action 'none'",
        "frame-ancestors 'self'",
        "sandbox",
    ]
)


@dataclass(frozen=True)
class Voorbeeld:
    """An example as the page shows it. `sleutel` opens the e-mail; `sms` is for an SMS only."""

    weergave: Weergave
    van: str
    is_echt: bool
    sms: Sms | None = None
    sleutel: str = ""


def shown(request: HttpRequest, plek: Plek, tekst: Tekst, *, referentie: str | None) -> Voorbeeld:
    """The example of a text.

    `referentie` names the appointment, "" is the newest of the product, and None an invented one.
    Looking at a real one is written down. Without the right to look, it is an invented one.
    """
    afspraak = None
    if referentie is not None and request.user.has_perm("afspraken.view_afspraak"):
        afspraak = _looked_up(request, plek, referentie)
    van = _("afspraak %(referentie)s") % {"referentie": afspraak.referentie} if afspraak else ""
    afspraak = afspraak or voorbeeld.invented(plek, now=timezone.now())
    weergave = voorbeeld.example(plek, tekst, afspraak)
    return Voorbeeld(
        weergave,
        van or _("verzonnen gegevens"),
        is_echt=bool(van),
        sms=voorbeeld.as_sms(weergave) if plek.kanaal == Berichtkanaal.SMS else None,
        sleutel=_keep(request, weergave) if plek.kanaal == Berichtkanaal.EMAIL else "",
    )


def mail_view(request: HttpRequest, sleutel: str) -> HttpResponse:
    """An example as HTML, for a frame: nothing in it runs, and it fetches nothing."""
    kept = request.session.get(_KEPT, {}).get(sleutel)
    if kept is None or not request.user.has_perm("notificaties.view_sjabloon"):
        raise Http404
    page = html_mail(Weergave(**kept))
    return HttpResponse(page, headers={"Content-Security-Policy": _SHOW_MAIL})


def _looked_up(request: HttpRequest, plek: Plek, referentie: str) -> Afspraak | None:
    """A real appointment, made unrecognisable; that somebody looked is in the log."""
    afspraak = voorbeeld.find(plek, referentie)
    if afspraak is None:
        return None
    logboek.record(
        Handeling.BEKEKEN,
        f"afspraak:{afspraak.code}",
        partij=Partij.MEDEWERKER,
        door=employee(request),
        now=timezone.now(),
        deur="sjabloon",
    )
    return voorbeeld.unrecognisable(afspraak)


def _keep(request: HttpRequest, weergave: Weergave) -> str:
    """Keep an example for its frame, the newest few; the key that opens it."""
    kept = dict(request.session.get(_KEPT, {}))
    sleutel = secrets.token_urlsafe(9)
    kept[sleutel] = asdict(weergave)
    request.session[_KEPT] = dict(list(kept.items())[-_MOST:])
    return sleutel
