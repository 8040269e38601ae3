"""Finding a customer among a million, beside fetching one by its number: both are an index away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from random import Random
from typing import Any

from django.db import connection, transaction

from afspraken import klanten
from afspraken.models import Klant
from afspraken.rechten import Toegang
from afspraken.zoeknaam import search_name
from benchmarks.measuring import Figure, answer, at_most, in_turn, queries

NUMBER = 1_000_000
BATCH = 5000
COLUMNS = (
    *(
        "naam",
        "zoeknaam",
        "zoeknaam_tweede",
        "zoeknaam_roepnaam",
        "geboortedatum",
        "email",
        "zoekemail",
        "telefoon",
    ),
    *("postcode", "huisnummer", "taal", "voorkeur", "organisatie", "zoekorganisatie"),
)
SURNAMES = 20_000
FIRST_NAMES = 800
KSP = Toegang(frozenset(), frozenset(), alles=True)

# How many times a fetch by number a search may take: for a name it sends up to seven statements
# (three orders, two ways to mean what was typed, an organisation), and loads up to twenty rows.
MOST = {"naam en geboortedatum": 20, "naam": 20, "begin van een naam": 20}
MOST |= {"postcode en nummer": 4, "e-mail": 4, "telefoon": 4}


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
    """A million customers with names, birth dates, addresses and numbers, as a city has them.

    By plain SQL: a million rows of the ORM take longer than all that is measured.
    """
    random = Random(4)
    surnames = [_word(random, 4, 11) for _n in range(SURNAMES)]
    first_names = [_word(random, 3, 8) for _n in range(FIRST_NAMES)]
    marks = ", ".join(["%s"] * len(COLUMNS))
    sql = f"INSERT INTO afspraken_klant ({', '.join(COLUMNS)}) VALUES ({marks})"
    rows = (_row(n, random, surnames, first_names) for n in range(NUMBER))
    with transaction.atomic(), connection.cursor() as cursor:
        while batch := list(islice(rows, BATCH)):
            cursor.executemany(sql, batch)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    first = Klant.objects.order_by("pk")[0]
    if first.zoeknaam != search_name(first.naam):
        raise RuntimeError("the names are not stored as they are searched")


def _row(n: int, random: Random, surnames: list[str], first_names: list[str]) -> tuple[Any, ...]:
    # Some names are of many, as the real ones are.
    surname = surnames[int(random.random() ** 3 * SURNAMES)]
    first = random.choice(first_names)
    letters = "".join(random.choices("ABCDEFGHJKLMNPRSTVWXZ", k=2))
    email = f"klant{n}@example.nl"
    return (
        f"{first} {random.choice(('', 'de ', 'van der '))}{surname}",
        *(f"{surname} {first}".lower(), "", f"{first} {surname}".lower()),
        date(1930, 1, 1) + timedelta(days=random.randrange(30_000)),
        *(email, email, f"+316{10_000_000 + n}"),
        *(f"{random.randint(1000, 1109)} {letters}", str(random.randint(1, 300))),
        *("nl", "", "", ""),
    )


def _word(random: Random, least: int, most: int) -> str:
    length = random.randint(least, most)
    return "".join(
        random.choice(("bdfghjklmnprstvw", "aeiou")[n % 2]) for n in range(length)
    ).title()
