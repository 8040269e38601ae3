"""The messages: a list, what one said, and what an employee can do with it.

Nobody edits a message. Its text is shown on a page of its own, for who may, and each look is
written to the log; only there it can be sent again. The acts are in `outbox/byhand.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import SEARCH_VAR
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from afspraken.admin.scherm import Lijst
from afspraken.conf.logs import masked
from afspraken.rechten import employee, record_view
from notificaties.admin.volgorde import matters_first, still_to_go
from notificaties.models import Bericht
from notificaties.outbox import byhand
from notificaties.paneel import line
from notificaties.verloop import in_words, moment

RESEND = "notificaties.resend_bericht"
_CHANGELIST = "admin:notificaties_bericht_changelist"


@admin.register(Bericht)
class BerichtAdmin(Lijst[Bericht]):
    """Messages, what matters now first (`volgorde`); how each stands in words."""

    list_display = ("wat", "stand", "bij_afspraak", "bekijk")
    list_display_links = None
    list_filter = ("soort", "kanaal", "status")
    filters_on = list_filter
    search_fields = ("=afspraak__referentie",)
    search_help_text = gettext_lazy("Zoek op referentie van zes tekens.")
    list_select_related = ("afspraak", "middel")
    show_full_result_count = False  # counting a million rows helps nobody

    def get_urls(self) -> list[URLResolver | URLPattern]:  # type: ignore[override]
        """The list, what is uncertain, and the page of one text with its acts."""

        def page(route: str, view: Any, name: str) -> URLPattern:
            wrapped: Any = self.admin_site.admin_view(view)
            found: URLPattern = path(route, wrapped, name=f"notificaties_bericht_{name}")
            return found

        return [
            page("", self.changelist_view, "changelist"),
            page("onzeker/", require_safe(self.uncertain_view), "onzeker"),
            page("<int:pk>/", require_safe(self.text_view), "tekst"),
            page("<int:pk>/opnieuw/", require_POST(self.again_view), "opnieuw"),
            page("<int:pk>/oordeel/", require_POST(self.judge_view), "oordeel"),
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody: messages come of what happens to appointments."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Bericht | None = None) -> bool:
        """Nobody: a message is what it was."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Bericht | None = None) -> bool:
        """Nobody: texts go with the retention term."""
        return False

    # --- the list ---------------------------------------------------------------------------------

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        """The way to the texts only for who may see them."""
        return self.list_display if self._may_resend(request) else self.list_display[:-1]

    def get_ordering(self, request: HttpRequest) -> Any:
        """What went wrong, what just went out, what goes first; then what is over."""
        return matters_first(timezone.now())

    def get_queryset(self, request: HttpRequest) -> QuerySet[Bericht]:
        """Without the texts, that no list shows; whether there is one is known by its address."""
        return super().get_queryset(request).defer("tekst", "gegevens", "titel")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """The list and how many wait; that somebody searched is written down, not the words."""
        if request.GET.get(SEARCH_VAR, "").strip() and self.has_view_permission(request):
            record_view(request, "bericht:zoeken", deur="beheer")
        around: dict[str, object] = {}
        if self.has_view_permission(request):
            around["wachtend"] = still_to_go(timezone.now())
        if self._may_resend(request):
            around["onzeker"] = byhand.uncertain().count()
        return super().changelist_view(request, around | (extra_context or {}))

    @admin.display(description=gettext_lazy("bericht"))
    def wat(self, bericht: Bericht) -> str:
        """The kind."""
        return capfirst(bericht.get_soort_display())

    @admin.display(description=gettext_lazy("hoe het staat"))
    def stand(self, bericht: Bericht) -> str:
        """Way, state, when and why."""
        return in_words(bericht, now=timezone.now())

    @admin.display(description=gettext_lazy("afspraak"))
    def bij_afspraak(self, bericht: Bericht) -> str | SafeString:
        """The reference, with the way to the appointment."""
        if bericht.afspraak is None:
            return "–"
        url = reverse("admin:afspraken_afspraak_change", args=[bericht.afspraak_id])
        return format_html('<a href="{}">{}</a>', url, bericht.afspraak.referentie)

    @admin.display(description=gettext_lazy("tekst"))
    def bekijk(self, bericht: Bericht) -> str | SafeString:
        """The way to what was sent."""
        if not bericht.aan:
            return "–"
        url = reverse("admin:notificaties_bericht_tekst", args=[bericht.pk])
        return format_html('<a href="{}">{}</a>', url, _("Bekijk"))

    # --- pages ------------------------------------------------------------------------------------

    def text_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What was sent, and the buttons that send it again. Looking is written to the log."""
        return self._text_page(request, self._message(request, pk))

    def again_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send it again, by the same way or by the one that was pressed."""
        bericht = self._message(request, pk)
        door, way = employee(request), request.POST.get("weg", "")
        try:
            row = byhand.send_again(bericht, way=way, door=door, now=timezone.now())
        except ValidationError as error:
            return self._text_page(request, bericht, fouten=error.messages, status=409)
        sentence = _("Het bericht gaat nog een keer weg: %(weg)s.")
        messages.success(request, sentence % {"weg": row.get_kanaal_display()})
        return HttpResponseRedirect(self._back(request, bericht))

    def uncertain_view(self, request: HttpRequest) -> HttpResponse:
        """Messages of which nobody knows whether they arrived, oldest first."""
        self._require_resend(request)
        rows = byhand.uncertain().select_related("afspraak", "middel").order_by("status_op", "pk")
        page = Paginator(rows, self.list_per_page).get_page(request.GET.get("pagina"))
        now = timezone.now()
        lines = [(row, line(row, now=now), moment(row.status_op, now)) for row in page]
        context = {"title": _("Onzekere berichten"), "pagina": page, "regels": lines}
        return self._answer(request, "onzeker", context)

    def judge_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What an employee says of an uncertain message."""
        bericht = self._message(request, pk)
        acts = {"aangekomen": byhand.arrived, "gelaten": byhand.let_be}
        act = acts.get(request.POST.get("oordeel", ""))
        if act is None:
            return self._text_page(request, bericht, fouten=[_("Kies een knop.")], status=400)
        if act(bericht, door=employee(request), now=timezone.now()):
            messages.success(request, _("Dat is bewaard."))
        else:
            messages.warning(request, _("Dit bericht is niet meer onzeker. U hoeft niets te doen."))
        return HttpResponseRedirect(reverse("admin:notificaties_bericht_onzeker"))

    # --- what the pages share ---------------------------------------------------------------------

    def _text_page(
        self,
        request: HttpRequest,
        bericht: Bericht,
        *,
        fouten: Sequence[str] = (),
        status: int = 200,
    ) -> HttpResponse:
        now = timezone.now()
        record_view(request, f"bericht:{bericht.referentie.hex}", deur="beheer")
        refused = byhand.why_not_again(bericht, now=now)
        context = {
            "title": _("Wat verstuurd is"),
            "bericht": bericht,
            "regel": line(bericht, now=now),
            "tekst": masked(bericht.tekst),
            "fouten": fouten,
            "waarom_niet": refused,
            "wegen": [
                (way.value, way.label)
                for way in byhand.other_ways(bericht, now=now)
                if not byhand.why_not_again(bericht, now=now, way=way)
            ],
            "is_onzeker": byhand.is_uncertain(bericht),
            "terug_url": self._back(request, bericht),
        }
        return self._answer(request, "tekst", context, status=status)

    def _message(self, request: HttpRequest, pk: int) -> Bericht:
        """The message. Raises: PermissionDenied, Http404."""
        self._require_resend(request)
        rows = Bericht.objects.select_related("afspraak", "klant", "middel")
        return get_object_or_404(rows, pk=pk)

    def _back(self, request: HttpRequest, bericht: Bericht) -> str:
        """The page of the appointment for who may see it, else the list."""
        if bericht.afspraak_id and request.user.has_perm("afspraken.view_afspraak"):
            return reverse("admin:afspraken_afspraak_change", args=[bericht.afspraak_id])
        return reverse(_CHANGELIST)

    def _may_resend(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request) and request.user.has_perm(RESEND)

    def _require_resend(self, request: HttpRequest) -> None:
        if not self._may_resend(request):
            raise PermissionDenied

    def _answer(
        self, request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200
    ) -> HttpResponse:
        everything = {**self.admin_site.each_context(request), **context}
        return TemplateResponse(request, f"admin/berichten/{name}.html", everything, status=status)
