"""The page of one promise and its steps, for each door of employees that has it.

A door gives its name (`deur`): its pages are `<deur>:terugbellen`, `<deur>:terugbelverzoek` and
`<deur>:terugbel_<step>` (`addresses`), in its own frame `<deur>/basis.html`. What a step does:
`contact`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _

from afspraken import contact
from afspraken.contact import lijsten
from afspraken.invoer import terugbelstap as formulier
from afspraken.models import Terugbelverzoek, name_of
from afspraken.rechten import Recht, record_view, refuse, toegang

View = Callable[..., HttpResponse]


def show(
    request: HttpRequest,
    pk: int,
    *,
    deur: str,
    naam: str = "",
    velden: dict[str, str] | None = None,
) -> HttpResponse:
    """One promise: whom to call, about what, what happened, and what can be done. It is logged.

    `velden` is what was typed for the step `naam` before somebody had to log in again.
    """
    row = _found(request, pk, Recht.TERUGBELLEN_ZIEN)
    if klant := row.contact.klant_id:
        record_view(request, f"klant:{klant}", deur="terugbelverzoek")
    filled = STEPS[naam][0](initial=velden) if naam else None
    return _page(request, row, naam, filled, deur=deur)


def step(request: HttpRequest, pk: int, naam: str, *, deur: str) -> HttpResponse:
    """One step. Who was overtaken sees what happened, and keeps what was typed."""
    row = _found(request, pk, Recht.TERUGBELLEN_AFHANDELEN)
    form_class, act, sentence = STEPS[naam]
    form = form_class(request.POST)
    if not form.is_valid():
        return _page(request, row, naam, form, deur=deur, status=400)
    given = {"versie": form.cleaned_data["versie"], "door": request.user, "now": timezone.now()}
    try:
        act(row, form, given)
    except contact.Overtaken as overtaken:
        form.add_error(None, str(overtaken))
        fresh = _found(request, pk, Recht.TERUGBELLEN_ZIEN)
        return _page(request, fresh, naam, form, deur=deur, status=409)
    messages.success(request, sentence())
    is_in_sight = lijsten.within(toegang(request.user))
    if not Terugbelverzoek.objects.filter(is_in_sight, pk=pk).exists():
        return redirect(f"{deur}:terugbellen")
    return redirect(f"{deur}:terugbelverzoek", pk)


STEPS: dict[str, tuple[type[formulier.StapForm], Callable[..., Any], Callable[[], str]]] = {
    "oppakken": (
        formulier.StapForm,
        lambda row, _form, given: contact.take(row, **given),
        lambda: _("Dit is nu van u."),
    ),
    "poging": (
        formulier.PogingForm,
        lambda row, form, given: contact.attempt(row, toelichting=form.toelichting, **given),
        lambda: _("De poging staat erbij."),
    ),
    "overdragen": (
        formulier.OverdragenForm,
        lambda row, form, given: contact.hand_over(
            row, form.cleaned_data["eigenaar"], reden=form.cleaned_data["reden"], **given
        ),
        lambda: _("Dit is overgedragen."),
    ),
    "klaar": (
        formulier.KlaarForm,
        lambda row, form, given: contact.finish(
            row, resultaat=form.cleaned_data["resultaat"], **given
        ),
        lambda: _("Dit is afgehandeld."),
    ),
    "heropenen": (
        formulier.StapForm,
        lambda row, _form, given: contact.reopen(row, **given),
        lambda: _("Dit staat weer open."),
    ),
}
"""Per step: what to fill in, what to do with it, and what to say afterwards."""


def addresses(begin: str, *, lijst: View, verzoek: View, stap: View) -> list[URLPattern]:
    """The addresses of a door that begin with `begin`, with the names that the page asks for."""
    one = f"{begin}/<int:pk>"
    return [
        path(f"{begin}/", lijst, name="terugbellen"),
        path(f"{one}/", verzoek, name="terugbelverzoek"),
        *(path(f"{one}/{naam}/", stap, {"naam": naam}, f"terugbel_{naam}") for naam in STEPS),
    ]


def _found(request: HttpRequest, pk: int, recht: Recht) -> Terugbelverzoek:
    """The promise, if the right reaches it. Raises: Http404, and notes it."""
    rows = Terugbelverzoek.objects.filter(lijsten.within(toegang(request.user), recht), pk=pk)
    row: Terugbelverzoek | None = lijsten.shown(rows, now=timezone.now()).first()
    if row is None:
        refuse(request, recht, f"terugbelverzoek:{pk}")
    return row


def _page(
    request: HttpRequest,
    row: Terugbelverzoek,
    naam: str = "",
    filled: formulier.StapForm | None = None,
    *,
    deur: str,
    status: int = 200,
) -> HttpResponse:
    """The page, with empty forms but for the step that was filled in."""
    initial = {"versie": row.versie}
    forms = {step: its[0](initial=initial, auto_id=f"{step}_%s") for step, its in STEPS.items()}
    if filled is not None:
        forms[naam] = _on_page(filled, naam, row)
    context = {
        "deur": deur,
        "basis": f"{deur}/basis.html",
        "verzoek": row,
        "wie": name_of(row.medewerker),
        "stappen": row.stappen.select_related("door"),
        "formulieren": forms,
        "ingevuld": naam,
        "vormen": [filled] if filled is not None and filled.errors else [],
        "mag_afhandelen": toegang(request.user).mag(
            Recht.TERUGBELLEN_AFHANDELEN, {row.afdeling_id}
        ),
        "nu": timezone.now(),
    }
    return render(request, "terugbellen/verzoek.html", context, status=status)


def _on_page(form: formulier.StapForm, naam: str, row: Terugbelverzoek) -> formulier.StapForm:
    """A form as it was filled in; what happened meanwhile is on this page, so it counts as seen."""
    form.auto_id = f"{naam}_%s"
    if form.is_bound:
        form.data = {**form.data, "versie": str(row.versie)}
    form.initial["versie"] = row.versie
    return form
