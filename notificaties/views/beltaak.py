"""One call, for who keeps the promises of its department: whom to call, about what, and done.

The functional manager's list of all of them is `admin/beltaken.py`.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from afspraken.gevoelig import products_text
from afspraken.models import Afspraak
from afspraken.rechten import Recht, employee, met_recht, record_view, refuse, toegang
from notificaties import beltaken
from notificaties.models import Beltaak
from notificaties.verloop import moment


@require_safe
@met_recht(Recht.TERUGBELLEN_AFHANDELEN)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom to call, what to tell, and the button for after it. Looking is written to the log."""
    taak, afspraak = _found(request, pk)
    record_view(request, f"afspraak:{afspraak.code}", deur="beltaak")
    now, who = timezone.now(), toegang(request.user)
    deur = "afdeling" if who.mag(Recht.EIGEN_AGENDA) else "servicepunt"
    context = {
        "deur": deur,
        "basis": f"{deur}/basis.html",
        "taak": taak,
        "afspraak": afspraak,
        "waarvoor": products_text(afspraak, who),
        "uiterlijk": beltaken.deadline(taak.uiterlijk, now=now),
        "is_te_laat": taak.uiterlijk <= now,
        "gedaan": moment(taak.gedaan_op, now),
    }
    return render(request, "terugbellen/beltaak.html", context)


@require_POST
@met_recht(Recht.TERUGBELLEN_AFHANDELEN)
def gedaan(request: HttpRequest, pk: int) -> HttpResponse:
    """The call was made."""
    taak, wie = _found(request, pk)[0], request.user.get_username()
    if beltaken.finish(taak, wie=wie, door=employee(request), now=timezone.now()):
        messages.success(request, _("De beltaak is gedaan. Per ongeluk? Zet hem hier terug."))
    else:
        messages.warning(request, _("Een collega had deze beltaak al gedaan."))
    return redirect("notificaties:beltaak", pk)


@require_POST
@met_recht(Recht.TERUGBELLEN_AFHANDELEN)
def terug(request: HttpRequest, pk: int) -> HttpResponse:
    """It was pressed by mistake, or nobody answered."""
    if beltaken.reopen(_found(request, pk)[0], door=employee(request), now=timezone.now()):
        messages.success(request, _("De beltaak staat weer open."))
    else:
        messages.warning(request, _("Deze beltaak staat al open."))
    return redirect("notificaties:beltaak", pk)


def _found(request: HttpRequest, pk: int) -> tuple[Beltaak, Afspraak]:
    """The call and its appointment, of a department within reach. Raises: Http404."""
    row = (
        Beltaak.objects.filter(pk=pk)
        .select_related("afspraak__klant", "afspraak__locatie")
        .prefetch_related("afspraak__producten__product")
        .first()
    )
    of = {regel.product.afdeling_id for regel in row.afspraak.producten.all()} if row else {0}
    if row is None or not toegang(request.user).mag(Recht.TERUGBELLEN_AFHANDELEN, of):
        refuse(request, Recht.TERUGBELLEN_AFHANDELEN, f"beltaak:{pk}")
    return row, row.afspraak
