"""Calendars from outside: give the address, fetch at once, see how it goes and what it causes.

The address is a secret: it is typed, never shown again, and nothing can search in it. Fetching
takes up to half a minute, so it happens after the row is saved, outside its transaction. What
comes out is stored by `buitenagenda/keeping.py`.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from afspraken import roosters
from afspraken.admin.middelen import warn_of_conflicts
from afspraken.admin.scherm import Scherm
from afspraken.models import Middel
from afspraken.roosterscherm.controle import conflict_lines
from afspraken.templatetags.datums import onlangs
from notificaties.buitenagenda import adres, keeping
from notificaties.buitenagenda.fouten import Refused
from notificaties.models import ZINNEN, Buitenagenda


class AgendaForm(forms.ModelForm[Buitenagenda]):
    """Whose calendar, and where it is; of a known one the address can only be replaced."""

    url = forms.CharField(
        label=gettext_lazy("Webadres van de agenda"),
        max_length=adres.LONGEST,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "vTextField"}),
    )

    class Meta:
        fields = ("middel", "url", "is_actief")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["url"] = ""
        self.fields["url"].help_text = (
            _("Laat leeg om %(adres)s te houden.") % {"adres": self.instance.adres}
            if self.instance.pk
            else _("Kopieer in Outlook bij „Agenda publiceren” de ICS-koppeling.")
        )
        if "middel" in self.fields:  # a choice without buttons: resources have their own page
            in_use = Q(is_actief=True) | Q(pk=self.instance.middel_id)
            choices = Middel.objects.filter(in_use)
            self.fields["middel"] = forms.ModelChoiceField(choices, label=_("Middel"))

    def clean_url(self) -> str:
        """The address as typed, or the one that was. Refuses what will never be fetched."""
        url = str(self.cleaned_data["url"]).strip() or self.instance.url
        if not url:
            raise forms.ValidationError(_("Vul het webadres van de agenda in."))
        try:
            adres.parse(url, frozenset(settings.BUITENAGENDA_INTERN))
        except Refused as refused:
            raise forms.ValidationError(str(ZINNEN[refused.fout])) from None
        return url


@admin.register(Buitenagenda)
class BuitenagendaAdmin(Scherm[Buitenagenda]):
    """The calendars from outside, with when each was last fetched."""

    form = AgendaForm
    list_display = ("middel", "toestand", "gelukt", "bezet")
    list_filter = ("is_actief", "middel__locatie")
    search_fields = ("middel__naam",)
    search_help_text = gettext_lazy("Zoek op naam van het middel.")
    list_select_related = ("middel",)
    ordering = ("middel__naam",)
    readonly_fields = ("waar",)
    change_form_template = "admin/buitenagenda/agenda.html"
    change_list_template = "admin/buitenagenda/lijst.html"

    def get_urls(self) -> list[URLResolver | URLPattern]:  # type: ignore[override]
        """The ordinary pages, and the button that fetches."""
        view = self.admin_site.admin_view(require_POST(self.fetch_view))
        own: list[URLResolver | URLPattern] = [
            path("<int:pk>/ophalen/", view, name="notificaties_buitenagenda_ophalen")
        ]
        return own + list(super().get_urls())

    def get_queryset(self, request: HttpRequest) -> QuerySet[Buitenagenda]:
        """With the number of busy times, in the same query."""
        return keeping.with_busy_count(super().get_queryset(request))

    def get_fields(self, request: HttpRequest, obj: Buitenagenda | None = None) -> tuple[str, ...]:
        """Who may only look does not see the address either."""
        may_change = obj is None or self.has_change_permission(request, obj)
        return ("middel", "url" if may_change else "waar", "is_actief")

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """No filter on the address: it could be guessed letter by letter."""
        if lookup.partition("__")[0] not in ("is_actief", "middel", "id"):
            return False
        return super().lookup_allowed(lookup, value, request)

    # --- pages ------------------------------------------------------------------------------------

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """The list, with a warning for those that are out of date."""
        agendas = Buitenagenda.objects.filter(is_actief=True)
        stale = sum(agenda.is_verouderd(timezone.now()) for agenda in agendas)
        shown = {"verouderd": stale, "is_leeg": not Buitenagenda.objects.exists()}
        return super().changelist_view(request, {**shown, **(extra_context or {})})

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """The form with how it goes; what was saved is fetched once its transaction is over."""
        agenda = self.get_object(request, unquote(object_id)) if object_id else None
        context = {**(extra_context or {}), **(self._state(request, agenda) if agenda else {})}
        response = super().changeform_view(request, object_id, form_url, context)
        saved = getattr(request, "saved_agenda", None)
        if saved:
            self._fetch(request, saved)
        return response

    def fetch_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Fetch now and tell what came of it."""
        agenda = get_object_or_404(Buitenagenda, pk=pk)
        if not self.has_change_permission(request, agenda):
            raise PermissionDenied
        self._fetch(request, agenda)
        return HttpResponseRedirect(
            reverse("admin:notificaties_buitenagenda_change", args=(agenda.pk,))
        )

    def save_model(self, request: HttpRequest, obj: Buitenagenda, form: Any, change: bool) -> None:
        """Save; see `changeform_view` for what follows."""
        keeping.save(obj, now=timezone.now())
        request.saved_agenda = obj  # type: ignore[attr-defined]

    def delete_model(self, request: HttpRequest, obj: Buitenagenda) -> None:
        """Delete, with the time that it kept."""
        keeping.remove(obj, now=timezone.now())

    def _fetch(self, request: HttpRequest, agenda: Buitenagenda) -> None:
        """Fetch a calendar that is on, and say how that went."""
        if not agenda.is_actief:
            messages.info(request, _("Deze agenda staat uit en houdt geen tijd bezet."))
        elif not keeping.refresh(agenda, now=timezone.now()):
            old = _("De tijden van de vorige keer blijven bezet.")
            messages.error(request, f"{_('Ophalen is niet gelukt.')} {agenda.fout} {old}")
        else:
            messages.success(request, _fetched(agenda))
            warn_of_conflicts(request, middelen=[agenda.middel])

    def _state(self, request: HttpRequest, agenda: Buitenagenda) -> dict[str, Any]:
        """How fetching goes, and which appointments no longer fit."""
        now = timezone.now()
        conflicts = []
        if request.user.has_perm("afspraken.view_rooster"):
            outside = roosters.outside(now=now, middelen=[agenda.middel])
            conflicts = conflict_lines(outside, request.user)
        return {
            "agenda": agenda,
            "gelukt": self.gelukt(agenda),
            "geprobeerd": onlangs(agenda.laatst_geprobeerd_op, now),
            "verouderd": agenda.is_verouderd(now),
            "geraakt": conflicts,
        }

    # --- columns ----------------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("webadres"))
    def waar(self, agenda: Buitenagenda) -> str:
        """The address without its secret."""
        return agenda.adres

    @admin.display(description=gettext_lazy("laatst gelukt"), ordering="laatst_gelukt_op")
    def gelukt(self, agenda: Buitenagenda) -> str:
        """The last success, as one would say it."""
        return onlangs(agenda.laatst_gelukt_op, timezone.now()) or _("nog nooit")

    @admin.display(description=gettext_lazy("toestand"))
    def toestand(self, agenda: Buitenagenda) -> str:
        """Whether what it says still holds."""
        if not agenda.is_actief:
            return _("staat uit")
        late = (
            _("Al langer dan een dag niet gelukt.") if agenda.is_verouderd(timezone.now()) else ""
        )
        sentence = f"{late} {agenda.fout}".strip()
        return format_html('<span class="let-op">{}</span>', sentence) if sentence else _("in orde")

    @admin.display(description=gettext_lazy("bezette tijden"), ordering="aantal_bezet")
    def bezet(self, agenda: Any) -> int:
        """How many stretches of time it keeps occupied."""
        return int(agenda.aantal_bezet)


def _fetched(agenda: Buitenagenda) -> str:
    """What a success brought, in one or two sentences."""
    busy = keeping.busy_count(agenda)
    sentences = [
        ngettext(
            "Opgehaald. Deze agenda houdt %(aantal)d tijd bezet.",
            "Opgehaald. Deze agenda houdt %(aantal)d tijden bezet.",
            busy,
        )
        % {"aantal": busy}
    ]
    if agenda.onleesbaar:
        sentences.append(
            ngettext(
                "%(aantal)d gebeurtenis in de agenda konden wij niet lezen.",
                "%(aantal)d gebeurtenissen in de agenda konden wij niet lezen.",
                agenda.onleesbaar,
            )
            % {"aantal": agenda.onleesbaar}
        )
    return " ".join(sentences)
