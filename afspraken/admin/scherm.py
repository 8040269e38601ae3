"""What every screen of the manager does: write to the log, and say why a row cannot go.

Not for rosters and closings, which show their consequences first: see `roosterscherm`.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ERROR_FLAG
from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError
from django.db.models import PROTECT, ManyToManyRel, ManyToOneRel, Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import SimpleTemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from afspraken import logboek
from afspraken.models import Handeling, Partij
from afspraken.rechten import employee

M = TypeVar("M", bound=Model)

UNREADABLE = (DatabaseError, OverflowError, SuspiciousOperation, TypeError, ValueError)
"""What a filter in an address can raise: a year 1, a number of 40 digits, a broken pattern."""


def subject(obj: Model) -> str:
    """The subject of a line in the log: kind and number."""
    return f"{obj._meta.model_name}:{obj.pk}"


class Lijst(admin.ModelAdmin[M]):
    """A list that is called by what is in it.

    `filters_on` names the fields by which an address may filter, where the rest is for other eyes:
    who may ask "does it begin with A?" often enough, reads a field. None: by all.
    """

    list_per_page = 50
    filters_on: tuple[str, ...] | None = None

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Filters of the query without patterns, which can keep a server busy for hours."""
        if lookup.endswith("regex"):
            return False
        if self.filters_on is not None and lookup.partition("__")[0] not in self.filters_on:
            return False
        return super().lookup_allowed(lookup, value, request)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """The list, under its own name; without filters that no database understands."""
        title = capfirst(str(self.opts.verbose_name_plural))
        if ERROR_FLAG in request.GET:  # a filter was refused, here or by Django
            self.message_user(request, _("Dit filter bestaat niet. U ziet alles."), messages.ERROR)
        try:
            answer = super().changelist_view(request, {"title": title, **(extra_context or {})})
            if isinstance(answer, SimpleTemplateResponse):
                answer.render()  # here, because the list asks the database while it is laid out
        except UNREADABLE:
            if not request.GET or ERROR_FLAG in request.GET:
                raise  # the filter is not to blame
            return HttpResponseRedirect(f"{request.path}?{ERROR_FLAG}=1")
        return answer


class Scherm(Lijst[M]):
    """A screen of the manager over one table.

    `also_in_use` names relations that forbid deleting too, though the database would cascade.
    """

    also_in_use: tuple[str, ...] = ()

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask before deleting; for a row in use say by what, and go back to it."""
        obj = self.get_object(request, unquote(object_id))
        used = self.uses(obj) if obj and self.has_delete_permission(request, obj) else []
        if used:
            sentence = _("U kunt „%(naam)s” niet verwijderen: er is nog %(gebruik)s.") % {
                "naam": obj,
                "gebruik": ", ".join(used),
            }
            if hasattr(obj, "is_actief"):
                sentence += " " + _("Zet „is actief” uit als u dit niet meer aanbiedt.")
            self.message_user(request, sentence, messages.ERROR)
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
            return HttpResponseRedirect(reverse(name, args=(object_id,)))
        return super().delete_view(request, object_id, extra_context)

    def uses(self, obj: M) -> list[str]:
        """What still needs this row and so forbids deleting it, as "3 afspraken"; often empty."""
        found = []
        for relation in obj._meta.get_fields(include_hidden=True):
            if not isinstance(relation, ManyToOneRel | ManyToManyRel):
                continue
            protects = isinstance(relation, ManyToOneRel) and relation.on_delete is PROTECT
            if not protects and relation.get_accessor_name() not in self.also_in_use:
                continue
            model: type[Model] = relation.field.model
            count = model._default_manager.filter(**{relation.field.name: obj}).count()
            if count:
                name = model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural
                found.append(f"{count} {name}")
        return found

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save what hangs on the row, then write the act to the log of the municipality."""
        super().save_related(request, form, formsets, change)
        fields = [*form.changed_data, *(rows.prefix for rows in formsets if rows.has_changed())]
        self._record(request, form.instance, "gewijzigd" if change else "nieuw", sorted(fields))

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[M]) -> Any:
        """Write the act to the log of the municipality too."""
        for obj in queryset:
            self._record(request, obj, "verwijderd", [])
        return super().log_deletions(request, queryset)

    def _record(self, request: HttpRequest, obj: M, wat: str, velden: list[str]) -> None:
        """Names of changed fields only; their values stay out of the log."""
        logboek.record(
            Handeling.BEHEER,
            subject(obj),
            partij=Partij.MEDEWERKER,
            door=employee(request),
            now=timezone.now(),
            wat=wat,
            velden=list(velden),
            **self.also_logged(obj),
        )

    def also_logged(self, obj: M) -> dict[str, logboek.Value]:
        """What the log keeps of the row as it is after the act; usually nothing."""
        return {}
