"""Behind the link of a contact person or a family: who was announced, and who comes first.

A GET never changes anything: mail programs open links before people do.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from afspraken.exceptions import BookingError
from mobiel import zitting as zittingen
from mobiel.models import Aanmelder, Bewoner, Zittingstatus
from mobiel.zittingpagina import beeld, poort, schikken
from mobiel.zittingpagina.formulieren import BewonerForm, CodeForm, FamilieForm, NaasteForm
from mobiel.zittingpagina.poort import Gast, met_code, met_link

GET_POST = require_http_methods(["GET", "HEAD", "POST"])


# --- the code -------------------------------------------------------------------------------------


@require_safe
@met_link
def toegang(request: HttpRequest, gast: Gast) -> HttpResponse:
    """Who typed a code sees the residents; who did not is asked for one."""
    return poort.ask(request, gast) if gast.tot is None else overview(request, gast)


@require_POST
@met_link
def code_vragen(request: HttpRequest, gast: Gast) -> HttpResponse:
    """Mail a code; what was typed before travels along."""
    bewaard, form = poort.kept(request), CodeForm()
    try:
        zittingen.ask_code(gast.toegang, now=timezone.now())
    except BookingError as error:
        form = _with_error(CodeForm({}), str(error))
        return poort.ask(request, gast, bewaard, form, gevraagd=True, status=error.status)
    if bewaard:
        return poort.ask(request, gast, bewaard, form, gevraagd=True)
    return redirect("zitting:code", gast.token)


@GET_POST
@met_link
def code(request: HttpRequest, gast: Gast) -> HttpResponse:
    """Type the code; then the residents, or what was typed when the half hour was over."""
    if request.method != "POST":
        return poort.ask(request, gast, gevraagd=True)
    form, bewaard, status = CodeForm(request.POST), poort.kept(request), 400
    if form.is_valid():
        try:
            now = timezone.now()
            tot = zittingen.check_code(gast.toegang, form.cleaned_data["code"], now=now)
            poort.begin(request, gast, tot=tot)
            return _typed_before(request, gast) if bewaard else redirect(_home(gast))
        except BookingError as error:
            form, status = _with_error(form, str(error)), error.status
    return poort.ask(request, gast, bewaard, form, gevraagd=True, status=status)


@require_POST
@met_link
def klaar(request: HttpRequest, gast: Gast) -> HttpResponse:
    """Whoever uses this computer next sees nothing."""
    poort.end(request, gast)
    messages.success(request, _("U hebt afgesloten. Met een nieuwe code kunt u weer verder."))
    return redirect(_home(gast))


# --- the residents --------------------------------------------------------------------------------


def overview(
    request: HttpRequest, gast: Gast, fouten: tuple[str, ...] = (), status: int = 200
) -> HttpResponse:
    """The residents in order; for a family its own, or the form to announce one."""
    now, zitting = timezone.now(), gast.zitting
    rijen = beeld.rows(zitting)
    context = {
        **_known(gast),
        "rijen": rijen,
        "open": zittingen.is_open(zitting, now=now),
        "vrij": max(0, zitting.plaatsen - len(rijen)),
        "staan_vast": zitting.status == Zittingstatus.GESLOTEN,
        "voorbij": beeld.stand_of(zitting, now=now) == beeld.Stand.VOORBIJ,
        "fouten": list(fouten),
    }
    if gast.is_familie:
        own = [row for row in rijen if row[0].toegang_id == gast.toegang.pk]
        if not own:
            return _form(request, gast, NaasteForm())
        bewoner, begin, einde = own[0]
        context |= {"bewoner": bewoner, "begin": begin, "einde": einde}
        return render(request, "zittingen/contact/naaste.html", context, status=status)
    context["uitgenodigd"] = beeld.invited(zitting)
    return render(request, "zittingen/contact/zitting.html", context, status=status)


@GET_POST
@met_code
def aanmelden(request: HttpRequest, gast: Gast) -> HttpResponse:
    """Announce one resident. A family has one to announce; the contact person goes on."""
    kind = NaasteForm if gast.is_familie else BewonerForm
    if request.method != "POST":
        return _form(request, gast, kind())
    form = kind(request.POST)
    if not form.is_valid():
        return _form(request, gast, form, status=400)
    door = Aanmelder.FAMILIE if gast.is_familie else Aanmelder.CONTACT
    told = form.aanmelding(gast.toegang.email if gast.is_familie else "")
    own = gast.toegang if gast.is_familie else None
    try:
        now = timezone.now()
        bewoner = zittingen.announce(gast.zitting, told, door=door, toegang=own, now=now)
    except BookingError as error:
        return _form(request, gast, form, (str(error),), status=error.status)
    messages.success(request, _("%(wie)s is aangemeld.") % {"wie": bewoner.naam})
    return redirect("zitting:aanmelden" if "nog" in request.POST else "zitting:toegang", gast.token)


@GET_POST
@met_code
def afmelden(request: HttpRequest, gast: Gast, pk: int) -> HttpResponse:
    """Ask whether it is meant, then take the resident off."""
    bewoner = _resident(gast, pk)
    fouten, status = [], 200
    if request.method == "POST":
        door = Aanmelder.FAMILIE if gast.is_familie else Aanmelder.CONTACT
        try:
            zittingen.withdraw(bewoner, door=door, now=timezone.now())
            messages.success(request, _("%(wie)s is afgemeld.") % {"wie": bewoner.naam})
            return redirect(_home(gast))
        except BookingError as error:
            fouten, status = [str(error)], error.status
    context = {**_known(gast), "bewoner": bewoner, "fouten": fouten}
    return render(request, "zittingen/contact/afmelden.html", context, status=status)


@require_POST
@met_code
def volgorde(request: HttpRequest, gast: Gast) -> HttpResponse:
    """Another order, by a button or by dragging."""
    if gast.is_familie:
        raise Http404
    asked = schikken.asked(request.POST)
    if asked is None:
        return overview(request, gast, (_("Deze volgorde is niet te lezen."),), status=400)
    try:
        versie = schikken.number(request.POST.get("versie", "")) or 0
        zittingen.reorder(gast.zitting, asked, versie=versie, now=timezone.now())
    except BookingError as error:
        return overview(request, gast, (str(error),), status=error.status)
    return redirect(f"{_home(gast)}{schikken.anchor(request.POST)}")


@GET_POST
@met_code
def familie(request: HttpRequest, gast: Gast) -> HttpResponse:
    """Hand a family a link of its own."""
    if gast.is_familie:
        raise Http404
    form, fouten, status = FamilieForm(request.POST or None), [], 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                now, email = timezone.now(), form.cleaned_data["email"]
                zittingen.invite(gast.zitting, email, now=now)
                messages.success(request, _("De link gaat naar %(aan)s.") % {"aan": email})
                return redirect(_home(gast))
            except BookingError as error:
                fouten, status = [str(error)], error.status
    context = {**_known(gast), "form": form, "fouten": fouten}
    return render(request, "zittingen/contact/familie.html", context, status=status)


# --- parts ----------------------------------------------------------------------------------------


def _form(
    request: HttpRequest,
    gast: Gast,
    form: BewonerForm,
    fouten: tuple[str, ...] = (),
    *,
    status: int = 200,
) -> HttpResponse:
    """The form; where nobody can be announced any more: why, and whom to call."""
    zitting = gast.zitting
    vrij = max(0, zitting.plaatsen - zittingen.taking_part(zitting).count())
    if not zittingen.is_open(zitting, now=timezone.now()):
        zin = str(zittingen.Closed())
    elif not vrij:
        zin = str(zittingen.Full())
    else:
        shown = {**_known(gast), "form": form, "vrij": vrij, "fouten": list(fouten)}
        return render(request, "zittingen/contact/aanmelden.html", shown, status=status)
    closed = {**_known(gast), "zin": zin, "form": form}
    is_refused = request.method == "POST"
    status = 409 if is_refused else 200
    return render(request, "zittingen/contact/dicht.html", closed, status=status)


def _typed_before(request: HttpRequest, gast: Gast) -> HttpResponse:
    """The form on which somebody was when their half hour was over, filled in as it was."""
    if request.POST.get("doel") == "familie" and not gast.is_familie:
        context = {**_known(gast), "form": FamilieForm(initial=request.POST.dict())}
        return render(request, "zittingen/contact/familie.html", context)
    kind = NaasteForm if gast.is_familie else BewonerForm
    return _form(request, gast, kind(initial=request.POST.dict()))


def _with_error(form: CodeForm, sentence: str) -> CodeForm:
    form.full_clean()
    form.errors.clear()
    form.add_error("code", sentence)
    return form


def _known(gast: Gast) -> dict[str, object]:
    return {
        "zitting": gast.zitting,
        "toegang": gast.toegang,
        "token": gast.token,
        "is_familie": gast.is_familie,
        "tot": gast.tot,
    }


def _resident(gast: Gast, pk: int) -> Bewoner:
    """A resident whom the guest may take off: of this list, and of a family only their own."""
    rows = zittingen.taking_part(gast.zitting).select_related("zitting")
    if gast.is_familie:
        rows = rows.filter(toegang=gast.toegang)
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _home(gast: Gast) -> str:
    return reverse("zitting:toegang", args=[gast.token])
