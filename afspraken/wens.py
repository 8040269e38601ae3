"""What a customer asks for: products with numbers of persons, and what that asks of us.

Products run in sequence, so durations add up. Needs are held for the whole appointment, so
they merge per kind: the largest number, the union of competences. Not for times: see
`offers.py` and `agenda.py`.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, QuerySet

from afspraken.bezoekadres import Adres
from afspraken.engine.bitmap import CELL_SECONDS
from afspraken.exceptions import NotBookable, NotCombinable
from afspraken.models import Afspraak, Kanaal, Product, Vereiste

MINUTES_PER_CELL = CELL_SECONDS // 60


_elsewhere: list[Callable[[], Exists]] = []


def register_elsewhere(is_elsewhere: Callable[[], Exists]) -> None:
    """Keep products from the doors: an app plans them on pages of its own (of OuterRef("pk"))."""
    _elsewhere.append(is_elsewhere)


def offered() -> QuerySet[Product]:
    """The products that a new appointment can be for, by whatever channel each of them has."""
    rows = Product.objects.filter(is_actief=True)
    for is_elsewhere in _elsewhere:
        rows = rows.exclude(is_elsewhere())
    return rows


def askable(kanaal: str) -> QuerySet[Product]:
    """What may be asked through a channel: staff also ask for what exists, to move it."""
    return Product.objects.filter(is_actief=True) if Kanaal(kanaal).is_personeel else offered()


@dataclass(frozen=True)
class Requirement:
    """`count` resources of one kind, each with all `competences` (ids of Bevoegdheid)."""

    kind: str
    count: int
    competences: frozenset[int]


@dataclass(frozen=True)
class Regel:
    """One product of a wish, for `aantal` persons."""

    product: Product
    aantal: int


@dataclass(frozen=True)
class Wens:
    """Products × persons through one channel; `extra_tijd` is minutes beyond the products.

    `met` is a resource (id) that it must be with, where one of its kind is needed; None: any.
    `adres` is where the customer is visited; None: nowhere, or not told yet.
    Build it with `of`, which checks the rules that hold without looking at a calendar.
    """

    regels: tuple[Regel, ...]
    kanaal: str
    extra_tijd: int = 0
    met: int | None = None
    adres: Adres | None = None

    @classmethod
    def of(
        cls,
        regels: Iterable[tuple[Product, int]],
        *,
        kanaal: str = Kanaal.WEB,
        extra_tijd: int = 0,
        adres: Adres | None = None,
    ) -> Wens:
        """A checked wish. Prefetch `vereisten` and `combineerbaar_met` to save queries.

        Raises: NotBookable for an empty wish, an inactive product, a closed channel or a
        number of persons out of range; NotCombinable where products do not go together.
        """
        wens = cls(
            tuple(Regel(product, aantal) for product, aantal in regels),
            str(kanaal),
            extra_tijd,
            adres=adres,
        )
        if not wens.regels or extra_tijd < 0 or extra_tijd % MINUTES_PER_CELL:
            raise NotBookable
        for regel in wens.regels:
            product = regel.product
            if not product.is_actief or kanaal not in product.kanalen:
                raise NotBookable
            if not 1 <= regel.aantal <= product.max_personen:
                raise NotBookable
        if not combinable([regel.product for regel in wens.regels]):
            raise NotCombinable
        return wens

    @property
    def products(self) -> list[int]:
        """The ids of its products."""
        return [regel.product.pk for regel in self.regels]

    @cached_property
    def minuten(self) -> int:
        """Minutes the customer is with us, without the buffer."""
        return self.extra_tijd + sum(r.product.minutes_for(r.aantal) for r in self.regels)

    @cached_property
    def cells(self) -> int:
        """Length of the appointment in cells of five minutes."""
        return self.minuten // MINUTES_PER_CELL

    @cached_property
    def buffer_cells(self) -> int:
        """Cells kept free afterwards: the longest buffer of the products."""
        return max(r.product.uitloop for r in self.regels) // MINUTES_PER_CELL

    @cached_property
    def grid_cells(self) -> int:
        """The steps that are on the grid of every product, in cells; they divide an hour."""
        return math.lcm(*(r.product.raster for r in self.regels)) // MINUTES_PER_CELL

    @cached_property
    def aanlooptijd(self) -> int:
        """The longest notice of the products, in minutes."""
        return max(r.product.aanlooptijd for r in self.regels)

    @cached_property
    def horizon(self) -> int:
        """The shortest horizon of the products, in local days after today."""
        return min(r.product.horizon for r in self.regels)

    @cached_property
    def aanbieder(self) -> str:
        """The provider that offers times for these products; `of` made sure there is one."""
        return self.regels[0].product.aanbieder

    @property
    def is_personeel(self) -> bool:
        """True where an employee books."""
        return Kanaal(self.kanaal).is_personeel

    @property
    def is_telefonisch(self) -> bool:
        """True if the customer is called and comes nowhere."""
        return all(regel.product.is_telefonisch for regel in self.regels)

    @cached_property
    def requirements(self) -> tuple[Requirement, ...]:
        """The merged needs, held for the whole appointment."""
        return merge([list(r.product.vereisten.all()) for r in self.regels])

    @cached_property
    def sleutel(self) -> str:
        """A short key of the wish, so that an offer made for it fits no other wish."""
        parts = sorted(f"{r.product.pk}x{r.aantal}" for r in self.regels)
        if self.met is not None:
            parts.append(f"met{self.met}")
        if self.adres is not None:
            parts.append(str(self.adres.as_dict()))
        text = "|".join([*parts, str(self.extra_tijd)])
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def __str__(self) -> str:
        return ", ".join(
            f"{r.product} × {r.aantal}" if r.aantal > 1 else str(r.product) for r in self.regels
        )


def combinable(products: list[Product]) -> bool:
    """True if all products are of one provider, distinct, and each goes with each other.

    Whether some resource holds all competences depends on the place; the offer tells.
    """
    ids = {product.pk for product in products}
    if len(ids) != len(products) or len({product.aanbieder for product in products}) != 1:
        return False
    if len(products) == 1:
        return True
    return all(
        ids <= {other.pk for other in product.combineerbaar_met.all()} | {product.pk}
        for product in products
    )


def merge(rows_per_product: Iterable[Iterable[Vereiste]]) -> tuple[Requirement, ...]:
    """One requirement per kind: the largest number, the union of competences.

    A product that names one kind twice (two officials with different competences) keeps two
    requirements; the first of a kind merges with the first of the other product, and so on.
    """
    merged: dict[tuple[str, int], Requirement] = {}
    for rows in rows_per_product:
        seen: dict[str, int] = {}
        for row in sorted(rows, key=lambda row: (row.soort, row.bevoegdheid_id or 0)):
            key = (row.soort, seen.get(row.soort, 0))
            seen[row.soort] = key[1] + 1
            competences = frozenset({row.bevoegdheid_id} if row.bevoegdheid_id else ())
            known = merged.get(key, Requirement(row.soort, 0, frozenset()))
            merged[key] = Requirement(
                row.soort, max(known.count, row.aantal), known.competences | competences
            )
    return tuple(merged[key] for key in sorted(merged))


def wens_of(afspraak: Afspraak) -> Wens:
    """The wish that an appointment fulfils, from its rows; rules of the catalogue not checked."""
    rows = afspraak.producten.select_related("product").order_by(
        "product__volgorde", "product__naam"
    )
    return Wens(
        tuple(Regel(row.product, row.aantal) for row in rows),
        afspraak.kanaal,
        afspraak.extra_tijd,
        adres=afspraak.klantadres,
    )


def load(
    aantallen: Mapping[str, int],
    *,
    kanaal: str = Kanaal.WEB,
    extra_tijd: int = 0,
    adres: Adres | None = None,
) -> Wens:
    """The wish for products by slug, in the order of the catalogue; in two queries, or three for
    several products.

    Raises: NotBookable (also for a slug that does not exist), NotCombinable.
    """
    read_along = ["vereisten", "combineerbaar_met"] if len(aantallen) > 1 else ["vereisten"]
    products = list(askable(kanaal).filter(slug__in=aantallen).prefetch_related(*read_along))
    if len(products) != len(aantallen):
        raise NotBookable
    return Wens.of(
        ((product, aantallen[product.slug]) for product in products),
        kanaal=kanaal,
        extra_tijd=extra_tijd,
        adres=adres,
    )
