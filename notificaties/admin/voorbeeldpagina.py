"""The example beside the text of an editor: as an e-mail, an SMS or a letter.

The e-mail is a page of its own, for a frame: it has styles inside, which our pages do not allow.
What it shows waits in the session of the editor, so that a text need not be saved to be seen.
"""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from afspraken.lokaal import local_day
from afspraken.models import Afspraak, Berichtkanaal
from afspraken.papier import PapierUnavailable
from afspraken.rechten import record_view
from notificaties.admin import voorbeeld
from notificaties.admin.voorbeeld import Sms
from notificaties.channels import Post
from notificaties.channels.brief import letter
from notificaties.teksten.opmaak import html_mail
from notificaties.teksten.redactie import Plek
from notificaties.teksten.weergave import Tekst, Weergave

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
        sleutel="" if plek.kanaal == Berichtkanaal.SMS else _keep(request, weergave),
    )


def mail_view(request: HttpRequest, sleutel: str) -> HttpResponse:
    """An example as HTML, for a frame: nothing in it runs, and it fetches nothing."""
    page = html_mail(_kept_or_404(request, sleutel))
    return HttpResponse(page, headers={"Content-Security-Policy": _SHOW_MAIL})


def letter_view(request: HttpRequest, sleutel: str) -> HttpResponse:
    """An example as the letter that would be printed, to an invented address."""
    weergave = _kept_or_404(request, sleutel)
    post = Post(
        referentie=voorbeeld.NERGENS,
        aan="Z. de Vries\nKerkstraat 1\n1234 AB Ons Dorp",
        taal=weergave.taal,
        titel=weergave.titel,
        tekst=weergave.tekst,
    )
    try:
        pdf = letter(post, dag=local_day(timezone.now()))
    except PapierUnavailable as error:
        return HttpResponse(str(error), status=503, content_type="text/plain; charset=utf-8")
    headers = {"Content-Disposition": 'inline; filename="voorbeeld.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _kept_or_404(request: HttpRequest, sleutel: str) -> Weergave:
    kept = request.session.get(_KEPT, {}).get(sleutel)
    if kept is None or not request.user.has_perm("notificaties.view_sjabloon"):
        raise Http404
    return Weergave(**kept)


def _looked_up(request: HttpRequest, plek: Plek, referentie: str) -> Afspraak | None:
    """A real appointment, made unrecognisable; that somebody looked is in the log."""
    afspraak = voorbeeld.find(plek, referentie)
    if afspraak is None:
        return None
    record_view(request, f"afspraak:{afspraak.code}", deur="sjabloon")
    return voorbeeld.unrecognisable(afspraak)


def _keep(request: HttpRequest, weergave: Weergave) -> str:
    """Keep an example for its frame, the newest few; the key that opens it."""
    kept = dict(request.session.get(_KEPT, {}))
    sleutel = secrets.token_urlsafe(9)
    kept[sleutel] = asdict(weergave)
    request.session[_KEPT] = dict(list(kept.items())[-_MOST:])
    return sleutel
