"""A provider in memory: it takes everything, or does what a test says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from afspraken.models import Afspraak, Product
from notificaties import outbox
from notificaties.channels import Gevonden, Post, Uitkomst, Verzonden
from notificaties.models import Bericht, Berichtmoment, Berichtsoort
from tests.cast import NOW

TAKEN = Verzonden(Uitkomst.AANVAARD, provider_id="SM1")
BUSY = Verzonden(Uitkomst.NIET_AANVAARD, fout="429")
REFUSED = Verzonden(Uitkomst.GEWEIGERD, fout="21610")
NO_ANSWER = Verzonden(Uitkomst.ONBEKEND, fout="timeout")


class Postbode:
    """Keeps what it took; `ends` are the next ends of sending, then `usual`."""

    def __init__(self, usual: Verzonden = TAKEN) -> None:
        self.usual = usual
        self.ends: list[Verzonden] = []
        self.taken: list[Post] = []
        self.seen: list[Post] = []
        self.knows: Gevonden = Gevonden.ONBEKEND
        self.asked = 0
        self.before: Callable[[Post], None] = lambda post: None

    def send(self, post: Post) -> Verzonden:
        self.before(post)
        self.seen.append(post)
        end = self.ends.pop(0) if self.ends else self.usual
        if end.uitkomst is Uitkomst.AANVAARD:
            self.taken.append(post)
        return end

    def look_up(self, post: Post) -> tuple[Gevonden, str]:
        self.asked += 1
        return self.knows, "SM9" if self.knows is Gevonden.JA else ""


class Kantoor:
    """A mail and a text message provider, and a clock that a test sets."""

    def __init__(self, now: datetime = NOW) -> None:
        self.mail, self.sms = Postbode(), Postbode()
        self.now = now

    @property
    def channels(self) -> dict[str, Postbode]:
        return {"EMAIL": self.mail, "SMS": self.sms}

    def send(self, *, later: timedelta = timedelta(0), at: datetime | None = None) -> list[Post]:
        """Let time pass, sweep, send what is due; what was taken meanwhile, in order."""
        self.now = at or self.now + later
        before = len(self.mail.taken), len(self.sms.taken)
        outbox.sweep(self.channels, now=self.now)
        outbox.send_due(self.channels, clock=lambda: self.now)
        return self.mail.taken[before[0] :] + self.sms.taken[before[1] :]


def told(afspraak: Afspraak, **where: object) -> list[tuple[str, str, str]]:
    """The rows of an appointment: kind, way, status, in the order in which they were written."""
    rows = Bericht.objects.filter(afspraak=afspraak, **where).order_by("pk")
    return list(rows.values_list("soort", "kanaal", "status"))


def remind(*codes: str, product: Product | None = None, kanaal: str = "") -> None:
    """Rules such as "2d" and "3u": so long before an appointment a reminder."""
    for code in codes:
        Berichtmoment.objects.create(
            soort=Berichtsoort.HERINNERING,
            aantal=int(code[:-1]),
            eenheid=code[-1],
            product=product,
            kanaal=kanaal,
        )
