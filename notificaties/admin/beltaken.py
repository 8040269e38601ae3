"""The call tasks: the open ones first, and one with whom to call, what about, and the button after.

The list names no customer. The page of a task does, and who opens it is written to the log.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from afspraken.admin.afspraken import with_products
from afspraken.gevoelig import products_text
from afspraken.models import Afspraak
from afspraken.rechten import employee, record_view
from notificaties import beltaken
from notificaties.models import Beltaak
from notificaties.verloop import moment

PER_PAGE = 50
DONE_SHOWN = 20
"""So many finished tasks stand below the open ones, to put back what was pressed by mistake."""


@admin.register(Beltaak)
class BeltaakAdmin(admin.ModelAdmin[Beltaak]):
    """Tasks are made by the outbox and finished by a person, never edited."""

    def get_urls(self) -> list[URLResolver | URLPattern]:  # type: ignore[override]
        """The list, one task, and the two buttons."""

        def page(route: str, view: Any, name: str) -> URLPattern:
            wrapped: Any = self.admin_site.admin_view(view)
            found: URLPattern = path(route, wrapped, name=f"notificaties_beltaak_{name}")
            return found

        return [
            page("", require_safe(self.list_view), "changelist"),
            page("<int:pk>/", require_safe(self.task_view), "taak"),
            page("<int:pk>/gedaan/", require_POST(self.finish_view), "gedaan"),
            page("<int:pk>/terug/", require_POST(self.reopen_view), "terug"),
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody by hand."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Beltaak | None = None) -> bool:
        """Nobody: what was done, and by whom, can be looked up."""
        return False

    # --- pages ------------------------------------------------------------------------------------

    def list_view(self, request: HttpRequest) -> HttpResponse:
        """The open tasks, most urgent first; below them those that were done last."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        now = timezone.now()
        pages = Paginator(beltaken.open_tasks(), PER_PAGE)
        page = pages.get_page(request.GET.get("pagina"))
        done = Beltaak.objects.filter(gedaan_op__isnull=False).select_related("afspraak")
        context = {
            "title": _("Beltaken"),
            "pagina": page,
            "taken": [
                (row, beltaken.deadline(row.uiterlijk, now=now), row.uiterlijk <= now)
                for row in page
            ],
            "gedaan": [
                (row, moment(row.gedaan_op, now))
                for row in done.order_by("-gedaan_op")[:DONE_SHOWN]
            ],
            "mag_doen": self.has_change_permission(request),
        }
        return self._answer(request, "beltaken", context)

    def task_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Whom to call, and what about. Looking is written to the log."""
        taak, now = self._task(request, pk), timezone.now()
        afspraak = with_products(Afspraak.objects.all()).get(pk=taak.afspraak_id)
        record_view(request, f"afspraak:{afspraak.code}", deur="beltaak")
        context = {
            "title": _("Bel de klant"),
            "taak": taak,
            "afspraak": afspraak,
            "waarvoor": products_text(afspraak),
            "uiterlijk": beltaken.deadline(taak.uiterlijk, now=now),
            "is_te_laat": taak.uiterlijk <= now,
            "gedaan": moment(taak.gedaan_op, now),
        }
        return self._answer(request, "beltaak", context)

    def finish_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The call was made."""
        taak, wie = self._task(request, pk), request.user.get_username()
        if beltaken.finish(taak, wie=wie, door=employee(request), now=timezone.now()):
            messages.success(request, _("De beltaak is gedaan. U vindt hem onderaan deze lijst."))
        else:
            messages.warning(request, _("Een collega had deze beltaak al gedaan."))
        return self._to_list()

    def reopen_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """It was pressed by mistake, or nobody answered."""
        if beltaken.reopen(self._task(request, pk), door=employee(request), now=timezone.now()):
            messages.success(request, _("De beltaak staat weer open."))
        else:
            messages.warning(request, _("Deze beltaak staat al open."))
        return self._to_list()

    # --- what the pages share ---------------------------------------------------------------------

    def _task(self, request: HttpRequest, pk: int) -> Beltaak:
        """The task. Raises: PermissionDenied, Http404."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        return get_object_or_404(Beltaak.objects.select_related("afspraak"), pk=pk)

    def _to_list(self) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:notificaties_beltaak_changelist"))

    def _answer(self, request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
        everything = {**self.admin_site.each_context(request), **context}
        return TemplateResponse(request, f"admin/berichten/{name}.html", everything)
