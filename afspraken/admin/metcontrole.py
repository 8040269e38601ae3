"""A screen whose every write is looked at first: who it affects, the undo, and the way on."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any, TypeVar

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from afspraken import roosters
from afspraken.admin.scherm import Lijst
from afspraken.lokaal import local_day
from afspraken.models import Afwezigheid, Sluiting
from afspraken.rechten import Recht, employee, toegang
from afspraken.roosterscherm import ongedaan
from afspraken.roosterscherm.controle import Voorbeeld, accepted, preview
from afspraken.roosterscherm.ongedaan import Step
from afspraken.roosterscherm.velden import MomentField, date_input, moment_input, time_input

R = TypeVar("R", Sluiting, Afwezigheid)


class MetControle(Lijst[R]):
    """A screen whose every write shows the affected appointments first and offers an undo."""

    formfield_overrides = {
        models.DateField: {"widget": date_input()},
        models.TimeField: {"widget": time_input()},
        models.DateTimeField: {"form_class": MomentField, "widget": moment_input()},
    }

    def sentence(self, row: R) -> str:
        """What the row says, for the second step and the message."""
        raise NotImplementedError

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """The ordinary form; once it is right, the second step; once that is accepted, save."""
        row = self.get_object(request, unquote(object_id)) if object_id else None
        if request.method != "POST" or (object_id and row is None):
            return self._form(request, object_id, form_url, extra_context)
        allowed = (
            self.has_change_permission(request, row) if row else self.has_add_permission(request)
        )
        form = self.get_form(request, row, change=row is not None)(request.POST, instance=row)
        if not allowed or not form.is_valid():
            return self._form(request, object_id, form_url, extra_context)
        new = form.instance
        before = [ongedaan.put_back(self.model.objects.get(pk=new.pk))] if row else []

        def write() -> list[Step]:
            stored = deepcopy(new)  # it is written twice: to look, and in earnest
            roosters.save(stored, now=timezone.now(), door=employee(request))
            return before or [ongedaan.delete_row(stored)]

        return self.confirmed(request, self.sentence(new), write, vanaf=_first_day(new))

    def _form(
        self,
        request: HttpRequest,
        object_id: str | None,
        form_url: str,
        extra_context: dict[str, Any] | None,
    ) -> Any:
        """The form with one button: the second step follows anyway."""
        one_button = {"show_save_and_continue": False, "show_save_and_add_another": False}
        context = {**one_button, **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, context)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """Show what deleting does, then delete, with an undo."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return super().delete_view(request, object_id, extra_context)
        if not self.has_delete_permission(request, row):
            raise PermissionDenied
        before = [ongedaan.put_back(row)]

        def write() -> list[Step]:
            fresh = self.model.objects.get(pk=row.pk)
            roosters.remove(fresh, now=timezone.now(), door=employee(request))
            return before

        zin = _("Verwijderd: %(wat)s") % {"wat": self.sentence(row)}
        return self.confirmed(request, zin, write)

    def confirmed(
        self,
        request: HttpRequest,
        zin: str,
        write: Callable[[], list[Step]],
        *,
        vanaf: date | None = None,
    ) -> HttpResponse:
        """Show what a write does, or do it if exactly that was shown and accepted.

        `vanaf` is the day from which the disruption desk lists it; None: it does not.
        """
        back = reverse(f"admin:afspraken_{self.opts.model_name}_changelist")
        try:
            with transaction.atomic():
                shown = preview(request, zin, write, now=timezone.now())
                steps = write() if accepted(request, shown) else None
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return HttpResponseRedirect(back)
        if steps is None:
            return self._second_step(request, shown, back)
        if steps:
            ongedaan.offer(request, _("Bewaard. %(zin)s") % {"zin": zin}, steps, url=back)
        else:
            messages.success(request, _("Bewaard. %(zin)s") % {"zin": zin})
        if shown.geraakt:
            _lead_on(request, len(shown.geraakt), vanaf)
        return HttpResponseRedirect(back)

    def _second_step(self, request: HttpRequest, shown: Voorbeeld, back: str) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Controleer en bewaar"),
            "opts": self.opts,
            "voorbeeld": shown,
            "terug_url": back,
        }
        return TemplateResponse(request, "admin/rooster/controle.html", context)


def _lead_on(request: HttpRequest, aantal: int, vanaf: date | None) -> None:
    """Say what is left to do for those who are affected, with the way there for who may do it."""
    zin = ngettext(
        "%(aantal)d afspraak past nu niet meer.",
        "%(aantal)d afspraken passen nu niet meer.",
        aantal,
    ) % {"aantal": aantal}
    if vanaf is None:
        url, waarheen = reverse("admin:afspraken_rooster_conflicten"), _("Bekijk ze")
    elif toegang(request.user).mag(Recht.STORING_OPLOSSEN):
        url = f"{reverse('servicepunt:storingen')}?vanaf={vanaf.isoformat()}#kop-zonder"
        waarheen = _("Zoek nieuwe tijden")
    else:
        wie = _("De klantenservice of de balie zoekt nieuwe tijden, bij Storingen.")
        messages.warning(request, f"{zin} {wie}")
        return
    messages.warning(request, format_html('{} <a href="{}">{}</a>', zin, url, waarheen))


def _first_day(row: Sluiting | Afwezigheid) -> date:
    return row.eerste_dag if isinstance(row, Sluiting) else local_day(row.begin)
