"""When messages go out, for all products and per product; and mailboxes of officials and rooms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from afspraken.admin.catalogus import RijenFormSet
from afspraken.admin.scherm import Scherm
from afspraken.bereik import POST_TAKES
from afspraken.models import Berichtkanaal, Middel, Product
from notificaties.models import Berichtadres, Berichtmoment, Berichtsoort, Eenheid
from notificaties.teksten import standaard


class BerichtmomentForm(forms.ModelForm[Berichtmoment]):
    """One moment; refused where its message could not be there in time."""

    def clean(self) -> dict[str, Any]:
        """Refuse a way that this kind does not go, and a letter that comes too late."""
        data = super().clean() or {}
        soort, kanaal = data.get("soort"), data.get("kanaal")
        if soort and kanaal and not standaard.exists(soort, kanaal):
            self.add_error("kanaal", _("Dit bericht sturen wij niet op deze manier."))
        elif kanaal == Berichtkanaal.BRIEF and not self._leaves_time_for_post(data):
            self.add_error("kanaal", _("Een brief doet er drie dagen over. Kies meer dagen."))
        return data

    def _leaves_time_for_post(self, data: dict[str, Any]) -> bool:
        in_days = data.get("eenheid") == Eenheid.DAGEN
        return in_days and (data.get("aantal") or 0) > POST_TAKES.days


class MomentenFormSet(RijenFormSet):
    """Each moment once."""

    key = ("soort", "aantal", "eenheid")
    sentence = _("Dit moment staat er al.")


class BerichtmomentInline(admin.StackedInline[Berichtmoment, Product]):
    """The moments of one product; without any, those for all products count."""

    model = Berichtmoment
    form = BerichtmomentForm
    formset = MomentenFormSet
    fields = (("soort", "aantal", "eenheid", "kanaal"),)
    extra = 0
    verbose_name_plural = _("Berichten (leeg: zoals voor alle producten)")


@admin.register(Berichtmoment)
class BerichtmomentAdmin(Scherm[Berichtmoment]):
    """All moments; those without a product are for all products that have none of their own."""

    form = BerichtmomentForm
    list_display = ("wanneer", "soort", "gaat_per", "voor")
    list_filter = ("soort", "kanaal")
    search_fields = ("product__naam",)
    search_help_text = _("Zoek op product.")
    list_select_related = ("product",)
    fields = ("soort", ("aantal", "eenheid"), "kanaal", "product")
    ordering = ("product__naam", "soort", "eenheid", "-aantal")

    @admin.display(description=_("wanneer"), ordering="aantal")
    def wanneer(self, moment: Berichtmoment) -> str:
        """As one says it: 2 dagen ervoor."""
        if moment.eenheid == Eenheid.DAGEN:
            span = ngettext("%(aantal)d dag", "%(aantal)d dagen", moment.aantal)
        else:
            span = ngettext("%(aantal)d uur", "%(aantal)d uur", moment.aantal)
        after = moment.soort == Berichtsoort.NABERICHT
        sentence = _("%(hoelang)s erna") if after else _("%(hoelang)s ervoor")
        return str(sentence) % {"hoelang": span % {"aantal": moment.aantal}}

    @admin.display(description=_("gaat per"), ordering="kanaal")
    def gaat_per(self, moment: Berichtmoment) -> str:
        """The way, or that the customer decides."""
        return moment.get_kanaal_display() or str(_("wat de klant het liefst wil"))

    @admin.display(description=_("voor"), ordering="product__naam")
    def voor(self, moment: Berichtmoment) -> str:
        """The product, or all."""
        return str(moment.product or _("alle producten"))


class BerichtadresInline(admin.StackedInline[Berichtadres, Middel]):
    """The mailbox that gets each appointment of this resource as an invitation."""

    model = Berichtadres
    extra = 1
    verbose_name = _("Uitnodiging per e-mail voor elke afspraak")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Berichtadres]:
        """With the resource, whose name each row shows."""
        return super().get_queryset(request).select_related("middel")


def _add_inline(model: type[Product] | type[Middel], inline: Any) -> None:
    """Put rows of ours on a page of the core, which knows nothing of messages."""
    page = admin.site.get_model_admin(model)
    page.inlines = [*page.inlines, inline]  # type: ignore[misc]  # of this one page


_add_inline(Product, BerichtmomentInline)
_add_inline(Middel, BerichtadresInline)
