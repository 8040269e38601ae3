"""What can go wrong with documents, each with a sentence for the employee."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from afspraken.exceptions import BookingError
from afspraken.models import Afhaaldocument, name_of


class OphaalError(BookingError):
    """The act was refused; nothing has changed."""


class Overtaken(OphaalError):
    """A colleague was first; `document` is how it stands now (None: it is gone)."""

    def __init__(self, document: Afhaaldocument | None) -> None:
        super().__init__()
        self.document = document

    def __str__(self) -> str:
        if self.document is None:
            return _("Dit document staat hier niet meer. De afspraak is teruggezet.")
        return _("%(wie)s was u voor. Het document is nu: %(status)s.") % {
            "wie": name_of(self.document.door) or _("Een collega"),
            "status": self.document.get_status_display(),
        }


class NothingApplied(OphaalError):
    """Nothing that this visitor came for becomes a document."""

    sentence = gettext_lazy("Hiervoor komt geen document.")
    status = 400


class NotCollectedHere(OphaalError):
    """This product cannot be collected at that place."""

    sentence = gettext_lazy("Dit document kan daar niet worden opgehaald.")
    status = 400
