"""Finding a customer among a million, beside fetching one by its number: both are an index away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from django.db import connection

from afspraken import klanten
from afspraken.models import Klant
from afspraken.rechten import Toegang
from benchmarks.measuring import Figure, answer, at_most, in_turn, queries

NUMBER = 1_000_000
BATCH = 5000
SURNAMES = 20_000
FIRST_NAMES = 800
KSP = Toegang(frozenset(), frozenset(), alles=True)

# How many times a fetch by number a search may take: it sends up to three statements, and loads
# up to twenty rows.
MOST = {"naam en geboortedatum": 8, "naam": 20, "postcode en nummer": 8, "e-mail": 8}
MOST |= {"telefoon": 8, "begin van een naam": 20}


def figures() -> Iterator[Figure]:
    """Each way in which a caller is found; the same customer every time."""
    _load()
    one = Klant.objects.order_by("pk")[NUMBER // 2]
    born = one.geboortedatum or date.min
    ways = {
        "naam en geboortedatum": f"{one.naam} {born:%d-%m-%Y}",
        "naam": one.naam,
        "postcode en nummer": f"{one.postcode} {one.huisnummer}",
        "e-mail": one.email,
        "telefoon": str(one.telefoon),
        "begin van een naam": one.naam.split()[-1][:4],
    }
    yield answer("customers", Klant.objects.count(), NUMBER)
    for way, words in ways.items():
        found = klanten.search(words, toegang=KSP)
        yield answer(f"found by {way}", one in found or len(found) == klanten.MOST, True)

        def search(words: str = words) -> Any:
            return klanten.search(words, toegang=KSP)

        mine, theirs = in_turn(search, lambda: Klant.objects.get(pk=one.pk), rounds=41)
        yield at_most(f"{way}, {queries(search)} statements", mine, theirs, MOST[way])


def _load() -> None:
    """A million customers with names, birth dates, addresses and numbers, as a city has them."""
    random = Random(4)
    surnames = [_word(random, 4, 11) for _n in range(SURNAMES)]
    first_names = [_word(random, 3, 8) for _n in range(FIRST_NAMES)]
    for begin in range(0, NUMBER, BATCH):
        Klant.objects.bulk_create(
            _klant(n, random, surnames, first_names) for n in range(begin, begin + BATCH)
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _klant(n: int, random: Random, surnames: list[str], first_names: list[str]) -> Klant:
    # Some names are of many, as the real ones are.
    surname = surnames[int(random.random() ** 3 * SURNAMES)]
    letters = "".join(random.choices("ABCDEFGHJKLMNPRSTVWXZ", k=2))
    return Klant(
        naam=f"{random.choice(first_names)} {random.choice(('', 'de ', 'van der '))}{surname}",
        geboortedatum=date(1930, 1, 1) + timedelta(days=random.randrange(30_000)),
        email=f"klant{n}@example.nl",
        telefoon=f"+316{10_000_000 + n}",
        postcode=f"{random.randint(1000, 1109)} {letters}",
        huisnummer=str(random.randint(1, 300)),
    )


def _word(random: Random, least: int, most: int) -> str:
    length = random.randint(least, most)
    return "".join(
        random.choice(("bdfghjklmnprstvw", "aeiou")[n % 2]) for n in range(length)
    ).title()
