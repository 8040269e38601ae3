"""The pages of kept messages. Only in a demonstration; elsewhere they do not exist."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from csp.decorators import csp_update
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from afspraken.lokaal import local_day
from afspraken.papier import PapierUnavailable
from notificaties.channels import Post
from notificaties.channels.brief import letter
from notificaties.postvak.lezen import Poststuk, page_of, read
from notificaties.teksten.opmaak import linked

_LONGEST_SEARCH = 254

# The HTML of an e-mail runs, fetches and sends nothing; its links open a new window.
_SHOW_MAIL = "; ".join(
    [
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "form-action 'none'",
        "frame-ancestors 'self'",
        "sandbox allow-popups allow-popups-to-escape-sandbox",
    ]
)
_NEW_WINDOW = '<head><base target="_blank">'

View = Callable[Concatenate[HttpRequest, ...], HttpResponseBase]


def demo_only(view: View) -> View:
    """The page is not there in a real town, and no search engine or shared cache keeps it."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not settings.DEMO:
            raise Http404
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        return response

    return guarded


@demo_only
@require_safe
def lijst(request: HttpRequest) -> HttpResponse:
    """All messages, the newest first, or those to one recipient."""
    aan = request.GET.get("aan", "").strip()[:_LONGEST_SEARCH]
    asked = request.GET.get("pagina", "")
    number = int(asked) if re.fullmatch(r"[1-9]\d?", asked, re.ASCII) else 1
    berichten, is_more = page_of(aan=aan, number=number)
    context = {
        "berichten": berichten,
        "aan": aan,
        "nieuwer": number - 1,
        "ouder": number + 1 if is_more else 0,
    }
    return render(request, "postvak/lijst.html", context)


@demo_only
@require_safe
@csp_update({"frame-src": ["'self'"]})  # type: ignore[arg-type]  # it knows no arguments of urls
def bericht(request: HttpRequest, naam: str) -> HttpResponse:
    """One message as its reader gets it."""
    poststuk = _or_404(naam)
    context = {"bericht": poststuk, "tekst": linked(poststuk.tekst, _our_addresses(poststuk.tekst))}
    return render(request, f"postvak/{poststuk.soort}.html", context)


@demo_only
@require_safe
def html(request: HttpRequest, naam: str) -> HttpResponse:
    """The HTML part of an e-mail, for the frame on its page."""
    page = _or_404(naam).html.replace("<head>", _NEW_WINDOW, 1)
    if not page:
        raise Http404
    return HttpResponse(page, headers={"Content-Security-Policy": _SHOW_MAIL})


@demo_only
@require_safe
def agenda(request: HttpRequest, naam: str) -> HttpResponse:
    """The calendar part of an e-mail, as a file."""
    ics = _or_404(naam).ics
    if not ics:
        raise Http404
    return HttpResponse(
        ics,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="afspraak.ics"'},
    )


@demo_only
@require_safe
def brief(request: HttpRequest, naam: str) -> HttpResponse:
    """A letter as it comes from the printer."""
    poststuk = _or_404(naam)
    if poststuk.soort != "brief":
        raise Http404
    post = Post(naam[-8:], poststuk.aan, poststuk.taal, poststuk.titel, poststuk.tekst)
    try:
        pdf = letter(post, dag=local_day(poststuk.op))
    except PapierUnavailable as error:
        return HttpResponse(str(error), content_type="text/plain; charset=utf-8", status=503)
    return HttpResponse(pdf, content_type="application/pdf")


def _or_404(naam: str) -> Poststuk:
    poststuk = read(naam)
    if poststuk is None:
        raise Http404
    return poststuk


def _our_addresses(tekst: str) -> list[str]:
    """The addresses of this site in a text: those the system put there."""
    found = re.findall(re.escape(settings.PUBLIC_URL) + r"/[^\s<>\"']*", tekst)
    return [address.rstrip(".,;:)") for address in found]
