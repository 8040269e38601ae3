"""The week view of rosters: look, change a day or a series, undo, and the list of conflicts.

Views parse, ask and answer. What a change does, the week itself, the
step before saving and the undo are in `afspraken/roosterscherm/`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from afspraken import roosters
from afspraken.admin.middelen import week_url
from afspraken.lokaal import local_day
from afspraken.models import Locatie, Middel, Rooster, Soort
from afspraken.rechten import employee
from afspraken.roosterscherm import ongedaan
from afspraken.roosterscherm import wijziging as roosterwijziging
from afspraken.roosterscherm.controle import Voorbeeld, accepted, conflict_lines, preview
from afspraken.roosterscherm.formulieren import ReeksForm, WijzigForm
from afspraken.roosterscherm.keuze import SLEEPVELDEN, KiesForm, StartForm, Wat
from afspraken.roosterscherm.weekbeeld import DAY, Beeld, Dag, Stuk, monday_of
from afspraken.roosterscherm.weeklezen import read_week
from afspraken.roosterscherm.wijziging import Wijzigen

WEEK = 7 * DAY

MAY_UNDO = (
    "change_rooster",
    *(f"{act}_{table}" for act in ("add", "change", "delete") for table in ongedaan.TABLES),
)
"""Any of these: a session holds only recipes of what its own user was allowed to do."""


@admin.register(Rooster)
class RoosterAdmin(admin.ModelAdmin[Rooster]):
    """Rosters are seen and changed per week, never row by row."""

    def get_urls(self) -> list[URLResolver | URLPattern]:  # type: ignore[override]
        """The week view and its pages; the pages of single rows do not exist."""

        def page(route: str, view: Any, name: str) -> URLPattern:
            wrapped: Any = self.admin_site.admin_view(view)
            found: URLPattern = path(route, wrapped, name=f"afspraken_rooster_{name}")
            return found

        return [
            page("", self.week_view, "changelist"),
            page("wijzig/", self.change_day_view, "wijzig"),
            page("reeks/", self.add_week_view, "reeks"),
            page("ongedaan/", require_POST(self.undo_view), "ongedaan"),
            page("conflicten/", require_safe(self.conflicts_view), "conflicten"),
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody by the ordinary form: a roster comes with its first hours."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Rooster | None = None) -> bool:
        """Nobody: hours end, so that what was open in the past stays known."""
        return False

    # --- pages ------------------------------------------------------------------------------------

    def week_view(self, request: HttpRequest) -> HttpResponse:
        """One week of a place or of a resource at that place."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        now = timezone.now()
        locaties = list(Locatie.objects.all())
        choice = KiesForm(request.GET, today=local_day(now), locaties=locaties)
        if not choice.is_valid():
            for sentence in choice.sentences():
                messages.warning(request, sentence)
        locatie, middel, dag = choice.chosen()
        if locatie is None:
            return self._answer(request, "week", {"locatie": None, "locaties": locaties})
        choices = resources_of(locatie)
        if middel and middel not in choices:
            choices = [*choices, middel]
        maandag = monday_of(dag)
        own = [one for one in choices if one.locatie_id == locatie.pk or one.has_hours]
        beeld = read_week(locatie, middel, own, maandag=maandag, now=now)
        context = self._week_context(request, locatie, middel, beeld)
        return self._answer(request, "week", {**context, "locaties": locaties, **_groups(choices)})

    def change_day_view(self, request: HttpRequest) -> HttpResponse:
        """Change a day or a series: the typed form, then what it does, then save."""
        self._require_change(request)
        now = timezone.now()
        if request.method == "POST":
            form = WijzigForm(request.POST, today=local_day(now))
            return self._try(request, form, roosterwijziging.of_form, now)
        start = StartForm(request.GET, today=local_day(now))
        if not start.is_valid():
            for sentence in start.sentences():
                messages.error(request, sentence)
            return HttpResponseRedirect(week_url())
        form = WijzigForm(initial=start.initial_values(), today=local_day(now))
        return self._form_page(request, form, start.cleaned_data)

    def add_week_view(self, request: HttpRequest) -> HttpResponse:
        """Add weekly hours: the typed form, then what it does, then save."""
        self._require_change(request)
        now = timezone.now()
        if request.method == "POST":
            form = ReeksForm(request.POST, today=local_day(now))
            return self._try(request, form, roosterwijziging.of_series, now)
        start = StartForm(request.GET, today=local_day(now))
        if not start.is_valid():
            for sentence in start.sentences():
                messages.error(request, sentence)
            return HttpResponseRedirect(week_url())
        initial = {**start.initial_values(), "eerste_dag": start.cleaned_data["dag"]}
        form = ReeksForm(initial=initial, today=local_day(now))
        return self._form_page(request, form, start.cleaned_data)

    def undo_view(self, request: HttpRequest) -> HttpResponse:
        """Take a write of this session back."""
        if not any(request.user.has_perm(f"afspraken.{name}") for name in MAY_UNDO):
            raise PermissionDenied
        key = request.POST.get("sleutel", "")
        url = ongedaan.url_of(request, key) or week_url()
        try:
            ongedaan.take_back(request, key, now=timezone.now(), door=employee(request))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("De wijziging is ongedaan gemaakt."))
        return HttpResponseRedirect(url)

    def conflicts_view(self, request: HttpRequest) -> HttpResponse:
        """The appointments that fall outside what is open now."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = roosters.outside(now=timezone.now())
        context = {"title": _("Conflicten"), "geraakt": conflict_lines(found, request.user)}
        return self._answer(request, "conflicten", context)

    # --- what the pages share ---------------------------------------------------------------------

    def _try(self, request: HttpRequest, form: Any, change_of: Any, now: datetime) -> HttpResponse:
        """Show what the form would do; save if exactly that was shown and accepted."""
        if not form.is_valid():
            return self._form_page(request, form, form.cleaned_data, status=400)
        try:
            with transaction.atomic():
                change: Wijzigen = change_of(form, now=now, door=employee(request))
                shown = preview(
                    request, change.zin, change.write, now=now, middelen=change.middelen
                )
                steps = change.write() if accepted(request, shown) else None
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self._form_page(request, form, form.cleaned_data, status=400)
        if steps is None:
            return self._form_page(request, form, form.cleaned_data, shown)
        data = form.cleaned_data
        dag = data.get("dag") or data["eerste_dag"]
        url = week_url(locatie=data["locatie"].pk, middel=_pk(data["middel"]), dag=dag)
        ongedaan.offer(request, _("Bewaard. %(zin)s") % {"zin": change.zin}, steps, url=url)
        return HttpResponseRedirect(url)

    def _form_page(
        self,
        request: HttpRequest,
        form: Any,
        data: dict[str, Any],
        voorbeeld: Voorbeeld | None = None,
        *,
        status: int = 200,
    ) -> HttpResponse:
        locatie, middel, dag = data.get("locatie"), data.get("middel"), data.get("dag")
        is_week = isinstance(form, ReeksForm)
        context = {
            "title": _("Weektijden toevoegen") if is_week else _("Rooster wijzigen"),
            "form": form,
            "voorbeeld": voorbeeld,
            "locatie": locatie,
            "middel": middel,
            "van_wie": middel or locatie or "",
            "dag": None if is_week else dag,
            "wijzig_url": request.path,
            "terug_url": week_url(locatie=_pk(locatie), middel=_pk(middel), dag=dag),
        }
        return self._answer(request, "wijzig", context, status=status)

    def _week_context(
        self, request: HttpRequest, locatie: Locatie, middel: Middel | None, beeld: Beeld
    ) -> dict[str, Any]:
        maandag = beeld.dagen[0].dag
        may_change = self.has_change_permission(request)

        def link(dag: date | None) -> str:
            return week_url(locatie=locatie.pk, middel=_pk(middel), dag=dag)

        if may_change:
            _add_links(beeld.dagen, locatie, middel)
        query = urlencode({"locatie": locatie.pk, "middel": _pk(middel) or ""})
        first = next((dag.dag for dag in beeld.dagen if not dag.is_voorbij), None)
        return {
            "title": _("Roosters"),
            "locatie": locatie,
            "middel": middel,
            "van_wie": middel or locatie,
            "beeld": beeld,
            "maandag": maandag,
            "zondag": maandag + 6 * DAY,
            "weeknummer": maandag.isocalendar().week,
            "vorige_url": link(maandag - WEEK),
            "vandaag_url": link(None),
            "volgende_url": link(maandag + WEEK),
            "mag_wijzigen": may_change,
            "wijzig_url": reverse("admin:afspraken_rooster_wijzig"),
            "reeks_url": f"{reverse('admin:afspraken_rooster_reeks')}?{query}&dag={first or ''}",
            "sleepvelden": SLEEPVELDEN,
            "overzicht": [
                (row, week_url(locatie=locatie.pk, middel=row.middel.pk, dag=maandag))
                for row in beeld.overzicht
            ],
        }

    def _answer(
        self, request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200
    ) -> HttpResponse:
        everything = {**self.admin_site.each_context(request), "title": _("Roosters"), **context}
        template = f"admin/rooster/{name}.html"
        return TemplateResponse(request, template, everything, status=status)

    def _require_change(self, request: HttpRequest) -> None:
        if not self.has_change_permission(request):
            raise PermissionDenied


def resources_of(locatie: Locatie) -> list[Any]:
    """The resources whose hours at this place one may see: its own, and officials of elsewhere.

    `has_hours` tells whether one has a roster here.
    """
    here = Rooster.objects.filter(locatie=locatie).exclude(middel=None).values("middel")
    rows = Middel.objects.filter(is_actief=True).filter(
        Q(locatie=locatie) | Q(pk__in=here) | Q(soort=Soort.AMBTENAAR)
    )
    return list(rows.annotate(has_hours=Q(pk__in=here)).order_by("soort", "naam"))


def _groups(middelen: Sequence[Middel]) -> dict[str, Any]:
    """The choice of resources, grouped by kind."""
    ordered = sorted(middelen, key=lambda middel: (middel.soort, middel.naam))
    groups = groupby(ordered, key=lambda middel: middel.get_soort_display())
    return {"middelen_per_soort": [(name, list(rows)) for name, rows in groups]}


def _add_links(dagen: list[Dag], locatie: Locatie, middel: Middel | None) -> None:
    """Give days that have not passed a link for extra time, and their blocks one for a change."""
    url = reverse("admin:afspraken_rooster_wijzig")
    for column in dagen:
        if column.is_voorbij:
            continue
        whose = {"locatie": locatie.pk, "middel": _pk(middel) or "", "dag": column.dag.isoformat()}
        column.extra_url = f"{url}?{urlencode({**whose, 'wat': Wat.EXTRA})}"
        column.blokken = [_with_link(stuk, url, whose) for stuk in column.blokken]


def _with_link(stuk: Stuk, url: str, whose: dict[str, Any]) -> Stuk:
    query = {**whose, **stuk.query(Wat.HERSTEL if stuk.is_dicht else Wat.VERPLAATST)}
    return stuk.linked(f"{url}?{urlencode(query)}")


def _pk(row: Locatie | Middel | None) -> int | None:
    return row.pk if row else None
