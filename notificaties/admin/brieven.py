"""Letters to print and post: what waits, the piles, and the buttons from printing to the post.

The list names no customer; the letters themselves do, and each that is printed is in the log. What
the buttons do is in `notificaties/brieven.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from afspraken.lokaal import local_day
from afspraken.papier import PapierUnavailable
from afspraken.rechten import employee
from notificaties import brieven
from notificaties.models import Bericht, Stapel
from notificaties.paneel import line
from notificaties.verloop import day, moment

SHOWN = 50
POSTED_SHOWN = 10


@admin.register(Stapel)
class StapelAdmin(admin.ModelAdmin[Stapel]):
    """Piles are made, printed and posted, never edited."""

    def get_urls(self) -> list[URLResolver | URLPattern]:  # type: ignore[override]
        """The letters, one pile, and its buttons."""

        def page(route: str, view: Any, name: str) -> URLPattern:
            wrapped: Any = self.admin_site.admin_view(view)
            found: URLPattern = path(route, wrapped, name=f"notificaties_stapel_{name}")
            return found

        return [
            page("", require_safe(self.list_view), "changelist"),
            page("maak/", require_POST(self.make_view), "maak"),
            page("<int:pk>/", require_safe(self.pile_view), "stapel"),
            page("<int:pk>/brieven.pdf", require_POST(self.print_view), "print"),
            page("<int:pk>/gepost/", require_POST(self.posted_view), "gepost"),
            page("<int:pk>/niet-gepost/", require_POST(self.call_back_view), "niet_gepost"),
            page("<int:pk>/ongedaan/", require_POST(self.undo_view), "ongedaan"),
        ]

    def has_change_permission(self, request: HttpRequest, obj: Stapel | None = None) -> bool:
        """Nobody: a pile has buttons, no fields."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Stapel | None = None) -> bool:
        """Nobody by the ordinary form: taking apart lets the letters wait again."""
        return False

    # --- pages ------------------------------------------------------------------------------------

    def list_view(self, request: HttpRequest) -> HttpResponse:
        """What waits, and the piles: those to post first, then the last that were."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        now = timezone.now()
        piles = Stapel.objects.annotate(aantal=Count("brieven"))
        context = {
            "title": _("Brieven"),
            "aantal": brieven.waiting(now=now).count(),
            "per_stapel": brieven.MOST,
            "brieven": self._lines(brieven.waiting(now=now).select_related("afspraak")[:SHOWN]),
            "stapels": [
                (pile, moment(pile.gemaakt_op, now), moment(pile.geprint_op, now))
                for pile in piles.filter(gepost_op__isnull=True)
            ],
            "gepost": [
                (pile, day(pile.gepost_op, now))
                for pile in piles.filter(gepost_op__isnull=False)[:POSTED_SHOWN]
            ],
            "mag_doen": self.has_add_permission(request),
        }
        return self._answer(request, "brieven", context)

    def make_view(self, request: HttpRequest) -> HttpResponse:
        """Put what waits on a pile of this employee."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        wie, door = request.user.get_username(), employee(request)
        stapel = brieven.make_pile(wie=wie, door=door, now=timezone.now())
        if stapel is None:
            sentence = _("Er wachten geen brieven meer. Een collega maakte er net een stapel van.")
            messages.warning(request, sentence)
            return HttpResponseRedirect(reverse("admin:notificaties_stapel_changelist"))
        return HttpResponseRedirect(url_of(stapel))

    def pile_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The letters of a pile; those that may not be posted any more stand apart."""
        return self._pile_page(request, self._pile(request, pk))

    def print_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The letters as a file to print."""
        stapel, both_sides = self._pile(request, pk), request.POST.get("dubbelzijdig") == "ja"
        try:
            pdf = brieven.print_pile(
                stapel, dubbelzijdig=both_sides, door=employee(request), now=timezone.now()
            )
        except ValidationError as error:
            return self._pile_page(request, stapel, fouten=error.messages, status=409)
        except PapierUnavailable as error:
            return self._pile_page(request, stapel, fouten=[str(error)], status=503)
        headers = {"Content-Disposition": f'attachment; filename="stapel-{stapel.pk}.pdf"'}
        return HttpResponse(pdf, content_type="application/pdf", headers=headers)

    def posted_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The pile is on its way."""
        stapel = self._pile(request, pk)
        try:
            number = brieven.mark_posted(stapel, door=employee(request), now=timezone.now())
        except ValidationError as error:
            return self._pile_page(request, stapel, fouten=error.messages, status=409)
        sentence = ngettext(
            "%(aantal)d brief is op de post.", "%(aantal)d brieven zijn op de post.", number
        )
        messages.success(request, sentence % {"aantal": number})
        return HttpResponseRedirect(url_of(stapel))

    def call_back_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """It was marked as posted by mistake."""
        stapel = self._pile(request, pk)
        try:
            brieven.call_back(stapel, door=employee(request), now=timezone.now())
        except ValidationError as error:
            return self._pile_page(request, stapel, fouten=error.messages, status=409)
        messages.success(request, _("De stapel staat weer klaar om te posten."))
        return HttpResponseRedirect(url_of(stapel))

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take the pile apart."""
        stapel = self._pile(request, pk)
        try:
            brieven.undo(stapel, door=employee(request), now=timezone.now())
        except ValidationError as error:
            return self._pile_page(request, stapel, fouten=error.messages, status=409)
        messages.success(request, _("De stapel is ongedaan gemaakt. De brieven wachten weer."))
        return HttpResponseRedirect(reverse("admin:notificaties_stapel_changelist"))

    # --- what the pages share ---------------------------------------------------------------------

    def _pile_page(
        self, request: HttpRequest, stapel: Stapel, *, fouten: Sequence[str] = (), status: int = 200
    ) -> HttpResponse:
        now = timezone.now()
        stapel.refresh_from_db()
        gone = brieven.taken_out(stapel, now=now).select_related("afspraak", "klant")
        left = stapel.brieven.exclude(pk__in=gone.values("pk")).select_related("afspraak")
        context = {
            "title": _("Stapel %(nummer)d") % {"nummer": stapel.pk},
            "stapel": stapel,
            "gemaakt": moment(stapel.gemaakt_op, now),
            "geprint": moment(stapel.geprint_op, now),
            "gepost": day(stapel.gepost_op, now),
            "mag_terug": brieven.may_call_back(stapel, now=now),
            "brieven": self._lines(left.order_by("aangemaakt_op", "pk")),
            "eruit": self._lines(gone),
            "fouten": fouten,
        }
        return self._answer(request, "stapel", context, status=status)

    def _lines(self, rows: Sequence[Bericht] | Any) -> list[dict[str, Any]]:
        now = timezone.now()
        holidays, today = brieven.holidays_around(now), local_day(now)
        return [
            {
                "bericht": row,
                "regel": line(row, now=now),
                "kenmerk": row.referentie.hex[:8].upper(),
                "sinds": day(row.aangemaakt_op, now),
                "te_laat": not row.verzonden_op and today > brieven.due_day(row, holidays),
            }
            for row in rows
        ]

    def _pile(self, request: HttpRequest, pk: int) -> Stapel:
        """The pile. Raises: PermissionDenied, Http404."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return get_object_or_404(Stapel, pk=pk)

    def _answer(
        self, request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200
    ) -> HttpResponse:
        everything = {**self.admin_site.each_context(request), **context}
        return TemplateResponse(request, f"admin/berichten/{name}.html", everything, status=status)


def url_of(stapel: Stapel) -> str:
    """The page of a pile."""
    return reverse("admin:notificaties_stapel_stapel", args=[stapel.pk])
