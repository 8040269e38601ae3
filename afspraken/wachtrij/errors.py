"""What can go wrong at the counter: a sentence for the visitor, and one for the employee.

`for_desk` is the employee's. What only happens behind the counter has one sentence.
"""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from afspraken.exceptions import BookingError
from afspraken.models import Locatie, Wachtende
from afspraken.templatetags.datums import dag_zonder_jaar, tijd


class WachtrijError(BookingError):
    """The act was refused; nothing has changed."""


# --- reporting ------------------------------------------------------------------------------------


class AtHome(WachtrijError):
    """We go to the customer for this appointment; nobody reports for it here."""

    sentence = gettext_lazy("Voor deze afspraak komen wij bij u langs. U hoeft hier niet te zijn.")
    sentence_for_desk = gettext_lazy(
        "Dit is een bezoek bij de klant. De klant hoeft niet te komen."
    )


class WrongPlace(WachtrijError):
    """The appointment is elsewhere; `locatie` is where."""

    def __init__(self, locatie: Locatie) -> None:
        super().__init__()
        self.locatie = locatie

    def __str__(self) -> str:
        return _("Uw afspraak is op een andere locatie: %(locatie)s, %(adres)s.") % {
            "locatie": self.locatie.naam,
            "adres": self.locatie.adres,
        }

    @property
    def for_desk(self) -> str:
        return _("Deze afspraak is op een andere locatie: %(locatie)s, %(adres)s.") % {
            "locatie": self.locatie.naam,
            "adres": self.locatie.adres,
        }


class OtherDay(WachtrijError):
    """The appointment is not today; `begin` is when."""

    def __init__(self, begin: datetime) -> None:
        super().__init__()
        self.begin = begin

    def __str__(self) -> str:
        return _("Uw afspraak is niet vandaag, maar op %(dag)s om %(tijd)s.") % {
            "dag": dag_zonder_jaar(self.begin),
            "tijd": tijd(self.begin),
        }

    @property
    def for_desk(self) -> str:
        return _("Deze afspraak is niet vandaag, maar op %(dag)s om %(tijd)s.") % {
            "dag": dag_zonder_jaar(self.begin),
            "tijd": tijd(self.begin),
        }


class TooEarly(WachtrijError):
    """Reporting opens at `vanaf`; the desk may do it all the same."""

    def __init__(self, begin: datetime, vanaf: datetime) -> None:
        super().__init__()
        self.begin, self.vanaf = begin, vanaf

    def __str__(self) -> str:
        return _(
            "U bent vroeg. Uw afspraak is om %(tijd)s. U kunt zich melden vanaf %(vanaf)s."
        ) % {
            "tijd": tijd(self.begin),
            "vanaf": tijd(self.vanaf),
        }

    @property
    def for_desk(self) -> str:
        return _("Dit is vroeg: melden kan vanaf %(vanaf)s.") % {"vanaf": tijd(self.vanaf)}


class TooLateToReport(WachtrijError):
    """Only the desk can still take this appointment in."""

    def __init__(self, begin: datetime) -> None:
        super().__init__()
        self.begin = begin

    def __str__(self) -> str:
        return _("Uw afspraak was om %(tijd)s. Ga naar de balie: wij kijken wat nog kan.") % {
            "tijd": tijd(self.begin)
        }

    @property
    def for_desk(self) -> str:
        return _("Dit is laat: de afspraak was om %(tijd)s.") % {"tijd": tijd(self.begin)}


class AlreadyReported(WachtrijError):
    """It stands in the queue, or was served; `wachtende` is how."""

    def __init__(self, wachtende: Wachtende) -> None:
        super().__init__()
        self.wachtende = wachtende

    def __str__(self) -> str:
        return _("U bent al aangemeld. Uw nummer is %(nummer)s.") % {
            "nummer": self.wachtende.volgnummer
        }

    @property
    def for_desk(self) -> str:
        return _("Deze klant is al aangemeld met nummer %(nummer)s. Stand: %(stand)s.") % {
            "nummer": self.wachtende.volgnummer,
            "stand": self.wachtende.get_stand_display(),
        }


class Cancelled(WachtrijError):
    """The appointment was cancelled, or never confirmed."""

    sentence = gettext_lazy("Deze afspraak is geannuleerd. Ga naar de balie.")
    sentence_for_desk = gettext_lazy("Deze afspraak is geannuleerd. Geef een nummer voor inloop.")


class AlreadyOver(WachtrijError):
    """It was served, or written down as not come."""

    sentence = gettext_lazy("Deze afspraak is al afgesloten. Ga naar de balie.")
    sentence_for_desk = gettext_lazy("Deze afspraak is al afgesloten. De lijst zegt hoe.")


class NotServedHere(WachtrijError):
    """No counter of this place can do what a walk-in comes for."""

    sentence = gettext_lazy("Dit kan hier niet zonder afspraak. Vraag het aan de balie.")
    sentence_for_desk = gettext_lazy("Geen loket van nu kan dit allemaal. Maak een afspraak.")
    status = 400


# --- at the counter -------------------------------------------------------------------------------


class Overtaken(WachtrijError):
    """A colleague was first; `wachtende` is how it stands now."""

    def __init__(self, wachtende: Wachtende, wie: str = "") -> None:
        super().__init__()
        self.wachtende, self.wie = wachtende, wie

    def __str__(self) -> str:
        now = self.wachtende
        values = {"nummer": now.volgnummer, "stand": now.get_stand_display()}
        if now.middel is not None:
            values |= {"wie": self.wie or _("een collega"), "loket": now.middel.naam}
            return _("%(nummer)s is al van %(loket)s (%(wie)s): %(stand)s.") % values
        return _("%(nummer)s is intussen veranderd: %(stand)s.") % values


class CounterBusy(WachtrijError):
    """This counter has someone; `wachtende` is who."""

    def __init__(self, wachtende: Wachtende) -> None:
        super().__init__()
        self.wachtende = wachtende

    def __str__(self) -> str:
        return _("Aan %(loket)s is nog %(nummer)s. Rond dat eerst af.") % {
            "loket": self.wachtende.middel,
            "nummer": self.wachtende.volgnummer,
        }


class DayOver(WachtrijError):
    """What happened on another day is not taken back any more."""

    def __init__(self, dag: date) -> None:
        super().__init__()
        self.dag = dag

    def __str__(self) -> str:
        return _("Dit was op %(dag)s. Dat kunt u niet meer veranderen.") % {
            "dag": dag_zonder_jaar(self.dag)
        }


class NothingToUndo(WachtrijError):
    """The report itself was taken back already, or the day was closed."""

    sentence = gettext_lazy("Er is niets om ongedaan te maken.")
