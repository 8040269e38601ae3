"""The pages of texts: all of them, one to edit with an example beside it, and its versions.

Views parse, ask and answer. Writing is in `teksten.redactie`, the example in `voorbeeldpagina.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from csp.decorators import csp_update
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from afspraken.models import Product, Taal
from afspraken.rechten import employee
from afspraken.verschil import Stukje, difference
from notificaties.admin import voorbeeldpagina
from notificaties.admin.overzicht import name_of, read_overview, url_of
from notificaties.admin.tekstformulier import KiesForm, TekstForm
from notificaties.admin.voorbeeldpagina import Voorbeeld
from notificaties.models import Sjabloon
from notificaties.teksten import redactie, standaard
from notificaties.teksten.plaatshouders import allowed
from notificaties.teksten.redactie import Intussen, Plek, Stand
from notificaties.teksten.weergave import Tekst

_WITH_TEXT: dict[str, tuple[Callable[..., Any], Promise]] = {
    "bewaar": (
        redactie.save_draft,
        gettext_lazy("Het concept is bewaard. Het gaat nog niet weg."),
    ),
    "publiceer": (
        redactie.publish,
        gettext_lazy("De tekst is in gebruik. Nieuwe berichten krijgen hem vanaf nu."),
    ),
}
_WITHOUT_TEXT: dict[str, tuple[Callable[..., Any], Promise]] = {
    "gooi-weg": (redactie.discard, gettext_lazy("Het concept is weg.")),
    "trek-in": (redactie.withdraw, gettext_lazy("Uw eigen tekst is niet meer in gebruik.")),
}


@admin.register(Sjabloon)
class SjabloonAdmin(admin.ModelAdmin[Sjabloon]):
    """Texts are seen by kind, way and language, also where there is no row yet."""

    def get_urls(self) -> list[URLResolver | URLPattern]:  # type: ignore[override]
        """The pages of texts; the pages of single rows do not exist."""
        general = "<str:soort>/<str:kanaal>/<str:taal>/"

        def page(route: str, view: Any, name: str) -> URLPattern:
            wrapped: Any = self.admin_site.admin_view(view)
            found: URLPattern = path(route, wrapped, name=f"notificaties_sjabloon_{name}")
            return found

        text: Any = require_http_methods(["GET", "HEAD", "POST"])(self.text_view)
        text = csp_update({"frame-src": ["'self'"]})(text)
        versions = require_safe(self.versions_view)
        return [
            page("", require_safe(self.overview_view), "changelist"),
            page("voorbeeld/<str:sleutel>/", require_safe(voorbeeldpagina.mail_view), "voorbeeld"),
            page("brief/<str:sleutel>/", require_safe(voorbeeldpagina.letter_view), "brief"),
            *(page(route, text, "tekst") for route in (general, f"{general}<int:product>/")),
            page(f"{general}versies/", versions, "versies"),
            page(f"{general}<int:product>/versies/", versions, "versies"),
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody by the ordinary form: a template comes with its first text."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Sjabloon | None = None) -> bool:
        """Nobody: what was sent can be looked up."""
        return False

    # --- pages ------------------------------------------------------------------------------------

    def overview_view(self, request: HttpRequest) -> HttpResponse:
        """All texts, and the choice of a product that gets its own."""
        self._require_view(request)
        form = KiesForm(request.GET if "product" in request.GET else None)
        if form.is_bound and form.is_valid():
            data = form.cleaned_data
            plek = Plek(data["soort"], data["kanaal"], data["taal"], data["product"])
            return HttpResponseRedirect(url_of(plek))
        kinds, products = read_overview()
        context = {"title": _("Teksten"), "soorten": kinds, "producten": products, "form": form}
        return self._answer(request, "lijst", context, status=400 if form.errors else 200)

    def text_view(
        self, request: HttpRequest, soort: str, kanaal: str, taal: str, product: int | None = None
    ) -> HttpResponse:
        """One text: edit it, see an example, keep it as a draft, put it into use."""
        self._require_view(request)
        stand = redactie.read(_plek_or_404(soort, kanaal, taal, product))
        if request.method == "POST":
            if not self.has_change_permission(request):
                raise PermissionDenied
            return self._act(request, stand)
        begin = _begin(stand, request.GET.get("begin", ""))
        form = TekstForm(stand.plek, initial={**begin.__dict__, "gezien": stand.kenmerk})
        shown = voorbeeldpagina.shown(request, stand.plek, begin, referentie=None)
        return self._text_page(request, stand, form, shown)

    def versions_view(
        self, request: HttpRequest, soort: str, kanaal: str, taal: str, product: int | None = None
    ) -> HttpResponse:
        """Who put which text into use when, and what changed each time."""
        self._require_view(request)
        stand = redactie.read(_plek_or_404(soort, kanaal, taal, product))
        older = [*(Tekst(row.titel, row.tekst) for row in stand.versies[1:]), stand.standaard]
        context = {
            **_around(stand),
            "title": _("Versies"),
            "versies": [
                (row, _changes(before, Tekst(row.titel, row.tekst)))
                for row, before in zip(stand.versies, older, strict=False)
            ],
        }
        return self._answer(request, "versies", context)

    # --- what the pages share ---------------------------------------------------------------------

    def _act(self, request: HttpRequest, stand: Stand) -> HttpResponse:
        """Do what the pressed button says; anything wrong brings the page with what was typed."""
        plek, act = stand.plek, request.POST.get("actie", "")
        form = TekstForm(plek, request.POST)
        valid = form.is_valid()
        seen = {"gezien": request.POST.get("gezien", ""), "now": timezone.now()}
        try:
            if act in _WITHOUT_TEXT:
                write, sentence = _WITHOUT_TEXT[act]
                write(plek, door=employee(request), **seen)
            elif not valid:
                return self._text_page(request, stand, form, status=400)
            elif act in _WITH_TEXT:
                write, sentence = _WITH_TEXT[act]
                auteur = request.user.get_username()
                write(plek, form.typed(), auteur=auteur, door=employee(request), **seen)
            else:
                return self._example_page(request, stand, form)
        except Intussen as meanwhile:
            return self._told_page(request, meanwhile.stand, form)
        messages.success(request, str(sentence))
        return HttpResponseRedirect(url_of(plek))

    def _example_page(self, request: HttpRequest, stand: Stand, form: TekstForm) -> HttpResponse:
        """The page with an example of what was typed; nothing is saved."""
        referentie = form.cleaned_data["referentie"].strip().upper()
        shown = voorbeeldpagina.shown(request, stand.plek, form.typed(), referentie=referentie)
        if referentie and not shown.is_echt:
            form.add_error("referentie", _("Er is geen afspraak met deze referentie."))
        return self._text_page(request, stand, form, shown)

    def _told_page(self, request: HttpRequest, stand: Stand, form: TekstForm) -> HttpResponse:
        """The page for who was second: what the other wrote, beside what one typed oneself."""
        data = request.POST.copy()
        data["gezien"] = stand.kenmerk  # to save now is to replace what one has seen
        form.data = data
        newest = stand.concept or stand.in_gebruik
        return self._text_page(
            request,
            stand,
            form,
            status=409,
            intussen={
                "wie": newest.auteur if newest else "",
                "verschil": _changes(stand.begin, form.typed()),
            },
        )

    def _text_page(
        self,
        request: HttpRequest,
        stand: Stand,
        form: TekstForm,
        shown: Voorbeeld | None = None,
        *,
        status: int = 200,
        intussen: dict[str, Any] | None = None,
    ) -> HttpResponse:
        plek = stand.plek
        context = {
            **_around(stand),
            "form": form,
            "voorbeeld": shown,
            "intussen": intussen,
            "plaatshouders": allowed(plek.soort, plek.kanaal).values(),
            "talen": [
                (taal.label, url_of(Plek(plek.soort, plek.kanaal, taal, plek.product)))
                for taal in Taal
                if taal != plek.taal
            ],
            "mag_wijzigen": self.has_change_permission(request),
        }
        return self._answer(request, "tekst", context, status=status)

    def _answer(
        self, request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200
    ) -> HttpResponse:
        everything = {**self.admin_site.each_context(request), **context}
        return TemplateResponse(request, f"admin/sjabloon/{name}.html", everything, status=status)

    def _require_view(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied


def _plek_or_404(soort: str, kanaal: str, taal: str, product: int | None) -> Plek:
    if taal not in Taal.values or not standaard.exists(soort, kanaal):
        raise Http404
    return Plek(soort, kanaal, taal, get_object_or_404(Product, pk=product) if product else None)


def _begin(stand: Stand, asked: str) -> Tekst:
    """The text that an editor begins with: the one asked for, else the draft or the one in use."""
    if asked == "standaard":
        return stand.standaard
    row = next((row for row in stand.versies if str(row.nummer) == asked), None)
    return Tekst(row.titel, row.tekst) if row else stand.begin


def _changes(old: Tekst, new: Tekst) -> list[list[Stukje]]:
    """What changed in subject and text; a part without words is left out."""
    pairs = ((old.titel, new.titel), (old.tekst, new.tekst))
    return [difference(before, after) for before, after in pairs if before or after]


def _around(stand: Stand) -> dict[str, Any]:
    """What every page of one text shows."""
    return {
        "title": name_of(stand.plek),
        "naam": name_of(stand.plek),
        "stand": stand,
        "product": stand.plek.product,
        "tekst_url": url_of(stand.plek),
        "versies_url": url_of(stand.plek, "versies"),
    }
