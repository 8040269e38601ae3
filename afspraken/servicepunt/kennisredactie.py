"""Writing the knowledge base: a new article, its next version, its history, what is overdue.

The gate asks for the right to write; each page then asks whether it reaches to the department of
this article. What writing does is in `afspraken/kennis/writing.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from afspraken import kennis
from afspraken.kennis import Inhoud, Intussen, Stand
from afspraken.models import Kennisartikel, Kennisversie
from afspraken.rechten import Bereik, Recht, Toegang, employee, met_recht, toegang
from afspraken.rechten.poort import refuse
from afspraken.servicepunt.kennisformulier import ArtikelForm
from afspraken.verschil import Stukje, difference

_WRITES: dict[str, tuple[Callable[..., Any], Promise]] = {
    "bewaar": (
        kennis.save_draft,
        gettext_lazy("Het concept is bewaard. Alleen wie schrijft, ziet het."),
    ),
    "publiceer": (kennis.publish, gettext_lazy("Gepubliceerd. Iedereen leest nu deze tekst.")),
}
_ENDS: dict[str, tuple[Callable[..., Any], Promise]] = {
    "gooi-weg": (kennis.discard, gettext_lazy("Het concept is weg.")),
    "trek-in": (kennis.withdraw, gettext_lazy("Het artikel is niet meer in gebruik.")),
}


@require_safe
@met_recht(Recht.KENNIS_SCHRIJVEN)
def beheer(request: HttpRequest) -> HttpResponse:
    """What this employee may write: overdue first, then drafts and the rest."""
    rows = Kennisartikel.objects.filter(_reach(toegang(request.user)))
    rows = rows.select_related("afdeling", "eigenaar").prefetch_related("versies")
    context = {
        "over_tijd": kennis.overdue(timezone.now()).filter(pk__in=rows),
        "artikelen": [kennis.Stand(row, tuple(row.versies.all())) for row in rows],
    }
    return render(request, "servicepunt/kennis/beheer.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@met_recht(Recht.KENNIS_SCHRIJVEN)
def nieuw(request: HttpRequest) -> HttpResponse:
    """A new article, as a draft or published at once."""
    stand = Stand(Kennisartikel())
    who = toegang(request.user)
    if request.method == "POST":
        return _save(request, stand, ArtikelForm(who, request.POST))
    return _page(request, stand, ArtikelForm(who, initial={"gezien": stand.kenmerk}))


@require_http_methods(["GET", "HEAD", "POST"])
@met_recht(Recht.KENNIS_SCHRIJVEN)
def schrijven(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the next version of an article; `?begin=3` begins with the words of version 3."""
    stand = _stand_or_404(request, slug)
    who = toegang(request.user)
    if request.method != "POST":
        old = stand.versie(request.GET.get("begin", ""))
        begin = Inhoud.of(old) if old else stand.begin
        first = {**asdict(begin), "gezien": stand.kenmerk}
        return _page(request, stand, ArtikelForm(who, instance=stand.artikel, initial=first))
    if request.POST.get("actie") in _ENDS:
        return _end(request, stand)
    return _save(request, stand, ArtikelForm(who, request.POST, instance=stand.artikel))


@require_safe
@met_recht(Recht.KENNIS_SCHRIJVEN)
def versies(request: HttpRequest, slug: str) -> HttpResponse:
    """Who wrote what when, and what changed each time."""
    stand = _stand_or_404(request, slug)
    older = [*(Inhoud.of(row) for row in stand.versies[1:]), Inhoud()]
    rows = [
        (row, _changes(before, Inhoud.of(row)))
        for row, before in zip(stand.versies, older, strict=True)
    ]
    context = {"artikel": stand.artikel, "versies": rows}
    return render(request, "servicepunt/kennis/versies.html", context)


def _stand_or_404(request: HttpRequest, slug: str) -> Stand:
    """How an article stands; one that this employee may not write is not found."""
    row = get_object_or_404(Kennisartikel.objects.select_related("afdeling"), slug=slug)
    if not toegang(request.user).mag(Recht.KENNIS_SCHRIJVEN, {row.afdeling_id}):
        refuse(request, Recht.KENNIS_SCHRIJVEN, f"kennisartikel:{row.pk}")
    return kennis.read(row)


def _reach(who: Toegang) -> Q:
    if who.bereik(Recht.KENNIS_SCHRIJVEN) is Bereik.ALLES:
        return Q()
    return Q(afdeling__in=who.afdelingen)


def _save(request: HttpRequest, stand: Stand, form: ArtikelForm) -> HttpResponse:
    """Show an example, keep the draft or publish; anything wrong brings the page as typed."""
    if not form.is_valid():
        return _page(request, stand, form, status=400)
    act = request.POST.get("actie", "")
    if act not in _WRITES:
        return _page(request, stand, form, voorbeeld=form.inhoud())
    write, sentence = _WRITES[act]
    who: dict[str, Any] = {"door": employee(request), "now": timezone.now()}
    gezien, auteur = form.cleaned_data["gezien"], request.user.get_username()
    try:
        with transaction.atomic():
            artikel = kennis.save_article(form.artikel(), **who)
            form.save_m2m()
            write(artikel, form.inhoud(), gezien=gezien, auteur=auteur, **who)
    except Intussen as meanwhile:
        return _told(request, meanwhile.stand, form)
    except IntegrityError:  # the address of a new article went to another at the same moment
        form.add_error("titel", _("Iemand schreef net ook zo een artikel. Bewaar nog een keer."))
        return _page(request, stand, form, status=409)
    messages.success(request, str(sentence))
    return redirect("servicepunt:kennis_schrijven", artikel.slug)


def _end(request: HttpRequest, stand: Stand) -> HttpResponse:
    """Throw the draft away, or take the article out of use."""
    write, sentence = _ENDS[request.POST["actie"]]
    gezien = request.POST.get("gezien", "")
    try:
        write(stand.artikel, gezien=gezien, door=employee(request), now=timezone.now())
    except Intussen as meanwhile:
        form = ArtikelForm(toegang(request.user), request.POST, instance=stand.artikel)
        return _told(request, meanwhile.stand, form)
    messages.success(request, str(sentence))
    return redirect("servicepunt:kennis_schrijven", stand.artikel.slug)


def _told(request: HttpRequest, stand: Stand, form: ArtikelForm) -> HttpResponse:
    """The page for who was second: what the other wrote, beside what one typed oneself."""
    data = request.POST.copy()
    data["gezien"] = stand.kenmerk  # to save now is to replace what one has seen
    form.data = data
    newest = stand.concept or stand.in_gebruik
    typed = form.inhoud() if form.is_valid() else stand.begin
    told = {"wie": newest.auteur if newest else "", "verschil": _changes(stand.begin, typed)}
    return _page(request, stand, form, status=409, intussen=told)


def _page(
    request: HttpRequest,
    stand: Stand,
    form: ArtikelForm,
    *,
    status: int = 200,
    voorbeeld: Inhoud | None = None,
    intussen: dict[str, Any] | None = None,
) -> HttpResponse:
    versie = Kennisversie(artikel=stand.artikel, **asdict(voorbeeld)) if voorbeeld else None
    context = {
        "stand": stand,
        "form": form,
        "vormen": [form],
        "intussen": intussen,
        "versie": versie,
        "tekst": kennis.blocks(versie.toon_tekst) if versie else "",
        "vragen": kennis.answered(versie) if versie else [],
    }
    return render(request, "servicepunt/kennis/schrijven.html", context, status=status)


def _changes(old: Inhoud, new: Inhoud) -> list[list[Stukje]]:
    """What changed in each part; a part without words is left out."""
    pairs = zip(asdict(old).values(), asdict(new).values(), strict=True)
    return [difference(before, after) for before, after in pairs if before or after]
