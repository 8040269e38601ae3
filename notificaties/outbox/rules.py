"""The moments that the manager chose, and the mailboxes that want to hear of appointments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection

from afspraken.models import Afspraak
from notificaties import moments
from notificaties.afmelding import hash_of
from notificaties.models import Berichtsoort, Eenheid, moment_code


@dataclass(frozen=True)
class Regel:
    """One moment that the manager chose, for one product or (None) for all others."""

    product: int | None
    soort: str
    aantal: int
    eenheid: str
    kanaal: str

    @property
    def lead(self) -> moments.Lead:
        """The same as a distance."""
        code = moment_code(self.soort, self.aantal, self.eenheid)
        if self.eenheid == Eenheid.DAGEN:
            return moments.Lead(code, days=self.aantal)
        return moments.Lead(code, hours=self.aantal)


class Gevraagd(NamedTuple):
    """What an act must know: the rules of its products, who wants to hear of it, who wants no SMS.

    `mailboxes` are ids of resources, `stopped` the number of the customer if it said STOP.
    """

    rules: list[Regel]
    mailboxes: list[int]
    stopped: frozenset[str]


RULE = ("product_id", "soort", "aantal", "eenheid", "kanaal")

_STOP = "STOP"
_ASK = """
    SELECT product_id, soort, aantal, eenheid, kanaal FROM notificaties_berichtmoment
    WHERE product_id IS NULL OR product_id IN (
        SELECT product_id FROM afspraken_afspraakproduct WHERE afspraak_id = %s)
    UNION ALL
    SELECT product_id, '', 0, '', '' FROM afspraken_afspraakproduct WHERE afspraak_id = %s
    UNION ALL
    SELECT middel_id, 'MEDEDELING', 0, '', '' FROM notificaties_berichtadres
    WHERE is_actief AND (middel_id IN (
        SELECT middel_id FROM afspraken_inzet WHERE afspraak_id = %s){also_told})
    UNION ALL
    SELECT 0, 'STOP', 0, '', '' FROM notificaties_smsafmelding WHERE nummer_hash = %s
"""
_ALSO_TOLD = """ OR middel_id IN (
        SELECT middel_id FROM notificaties_bericht WHERE afspraak_id = %s)"""


def ask_rules(afspraak: Afspraak, *, also_told: bool) -> Gevraagd:
    """The rules for the products of an appointment, and who does or does not want to hear of it.

    `also_told` adds the resources that heard of it before: it may have left them. Plain SQL, so
    that a booking asks once.
    """
    sql = _ASK.format(also_told=_ALSO_TOLD if also_told else "")
    number = str(afspraak.klant.telefoon or "") if afspraak.klant else ""
    rules, products, mailboxes, stopped = [], set(), [], frozenset[str]()
    with connection.cursor() as cursor:
        cursor.execute(sql, [afspraak.pk] * (4 if also_told else 3) + [hash_of(number)])
        for key, soort, *rest in cursor.fetchall():
            if soort == Berichtsoort.MEDEDELING:
                mailboxes.append(key)
            elif soort == _STOP:
                stopped = frozenset({number})
            elif soort:
                rules.append(Regel(key, soort, *rest))
            else:
                products.add(key)
    return Gevraagd(chosen_rules(rules, products), mailboxes, stopped)


def chosen_rules(rules: Iterable[Regel], products: set[int]) -> list[Regel]:
    """The rules of these products; the general ones for each kind in which no product has any."""
    rules = list(rules)
    own = [rule for rule in rules if rule.product in products]
    kinds = {rule.soort for rule in own}
    return own + [rule for rule in rules if rule.product is None and rule.soort not in kinds]
