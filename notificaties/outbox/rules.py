"""The moments that the manager chose, and the mailboxes that want to hear of appointments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from afspraken.models import Afspraak
from notificaties import moments
from notificaties.models import Berichtsoort, Eenheid


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
        after = self.soort == Berichtsoort.NABERICHT
        code = f"{'+' if after else '-'}{self.aantal}{self.eenheid}"
        if self.eenheid == Eenheid.DAGEN:
            return moments.Lead(code, days=self.aantal, after=after)
        return moments.Lead(code, hours=self.aantal, after=after)


RULE = ("product_id", "soort", "aantal", "eenheid", "kanaal")

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
"""
_ALSO_TOLD = """ OR middel_id IN (
        SELECT middel_id FROM notificaties_bericht WHERE afspraak_id = %s)"""


def rules_and_mailboxes(afspraak: Afspraak, *, also_told: bool) -> tuple[list[Regel], list[int]]:
    """The rules for the products of an appointment, and the resources that want to hear of it.

    `also_told` adds the resources that heard of it before: it may have left them. Plain SQL, so
    that a booking asks once.
    """
    sql = _ASK.format(also_told=_ALSO_TOLD if also_told else "")
    rules, products, mailboxes = [], set(), []
    with connection.cursor() as cursor:
        cursor.execute(sql, [afspraak.pk] * (4 if also_told else 3))
        for key, soort, *rest in cursor.fetchall():
            if soort == Berichtsoort.MEDEDELING:
                mailboxes.append(key)
            elif soort:
                rules.append(Regel(key, soort, *rest))
            else:
                products.add(key)
    return chosen_rules(rules, products), mailboxes


def chosen_rules(rules: Iterable[Regel], products: set[int]) -> list[Regel]:
    """The rules of these products; the general ones for each kind in which no product has any."""
    rules = list(rules)
    own = [rule for rule in rules if rule.product in products]
    kinds = {rule.soort for rule in own}
    return own + [rule for rule in rules if rule.product is None and rule.soort not in kinds]
